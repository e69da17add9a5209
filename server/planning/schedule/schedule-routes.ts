import { Router, type Request } from 'express';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  dateAt,
  type Instant,
  isPlainDate,
  MINUTE_MS,
  plainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { Agent } from '../../contract/people.ts';
import {
  classifySchema,
  CORRECTABLE_MINUTES,
  withdrawClassificationSchema,
  type LastCall,
  type ScheduleAnswer,
} from '../../contract/schedule.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import { codeToBeConfirmed } from '../../organisation/accounts/holder-confirmation.ts';
import { listAbsences } from '../../organisation/people/absence-store.ts';
import { findAgent } from '../../organisation/people/agent-store.ts';
import { listWishes } from '../../organisation/people/wish-store.ts';
import { readCentre } from '../../organisation/cities/centre-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { calendarFeed, feedWords } from './calendar-feed.ts';
import { dutiesOf, lastPublishedDay } from '../published/duty-store.ts';
import { agentOfFeed, hasFeed, openFeed, revokeFeed } from './feed-store.ts';
import { wishesOfDays } from '../drafts/wishes-of-days.ts';
import { PublishedWishes, withOpenWishes } from './published-wishes.ts';
import { weeksOf } from './weeks-of-person.ts';
import { reasonsFor } from './reasons.ts';

export interface ScheduleRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly zone: TimeZone;
  /** The call that the agent has or had last, by their name in the telephone system. */
  readonly lastCallOf: (telephoneName: string) => LastCall['call'];
  /** Writes the closing code into the event log, through the one way in. */
  readonly classify: (classification: Classification) => Promise<void>;
}

export interface Classification {
  readonly source: string;
  readonly call: string;
  readonly tap: string;
  readonly closingCode: string;
  readonly solvedAtFirstContact: boolean | null;
  readonly wrongNumber: boolean;
  readonly at: Instant;
}

/** Closing code of a call whose classification its agent took back. */
const WITHDRAWN = 'withdrawn';

/** The agent's own page. Whose data it is comes from the session alone: no route takes another person's id. */
export function scheduleRoutes(options: ScheduleRouteOptions): Router {
  const { db, now, zone } = options;
  const router = Router();
  const wishes = new PublishedWishes(db);
  /** Calls that their agents have closed lately: the next call may have begun before they see a slip. */
  const closed = new Map<string, { readonly call: string; readonly source: string; readonly at: Instant }>();

  router.get('/api/v1/my/schedule', async (request, response) => {
    const agent = await ownAgent(request);
    response.set('cache-control', 'no-store').json(await scheduleOf(agent, await codeOf(request)));
  });

  router.post('/api/v1/my/schedule/seen', async (request, response) => {
    const agent = await confirmedAgent(request);
    const seen_at = now();
    await db
      .insertInto('schedule_seen')
      .values({ agent_id: agent.id, seen_at })
      .onConflict((conflict) => conflict.column('agent_id').doUpdateSet({ seen_at }))
      .execute();
    response.status(204).end();
  });

  router.get('/api/v1/my/reasons/:day', async (request, response) => {
    const agent = await confirmedAgent(request);
    const { day } = request.params;
    if (!isPlainDate(day))
      throw new HttpError(422, 'input-wrong', { issues: [{ field: 'day', message: 'a day as YYYY-MM-DD' }] });
    response.json({ reasons: await reasonsFor(db, agent, plainDate(day)) });
  });

  router.post('/api/v1/my/feed', async (request, response) => {
    const agent = await confirmedAgent(request);
    const token = await openFeed(db, agent.id, now());
    response.status(201).json({ path: `/calendar/${token}.ics` });
  });

  router.delete('/api/v1/my/feed', async (request, response) => {
    await revokeFeed(db, (await confirmedAgent(request)).id, now());
    response.status(204).end();
  });

  router.get('/calendar/:file', async (request, response) => {
    const token = request.params.file.replace(/\.ics$/, '');
    const agentId = await agentOfFeed(db, token);
    const agent = agentId === undefined ? undefined : await findAgent(db, agentId);
    if (agent === undefined) throw new HttpError(404, 'not-found');
    const today = dateAt(now(), zone);
    const duties = await dutiesOf(db, agent.id, { from: addDays(today, -28), until: addDays(today, 365) });
    response
      .set('cache-control', 'private, no-cache')
      .type('text/calendar')
      .send(
        calendarFeed(duties, {
          ...feedWords(agent.name, request.query['lang'] === 'en' ? 'en' : 'de'),
          cityNames: Object.fromEntries((await cities()).map(({ id, name }) => [id, name])),
        }),
      );
  });

  router.get('/api/v1/my/last-call', async (request, response) => {
    const { telephoneName } = await ownAgent(request);
    const call = telephoneName === null ? null : options.lastCallOf(telephoneName);
    response.set('cache-control', 'no-store').json({ call, asOf: now() } satisfies LastCall);
  });

  router.post('/api/v1/my/last-call/classification', async (request, response) => {
    const input = readBody(classifySchema, request);
    const { id } = await requireOwnCall(request, input);
    const wrongNumber = input.closingCode === 'wrong-number';
    await options.classify({
      source: input.source,
      call: input.call,
      tap: input.tap,
      closingCode: input.closingCode,
      solvedAtFirstContact: wrongNumber ? null : input.solvedAtFirstContact,
      wrongNumber,
      at: now(),
    });
    closed.set(id, { call: input.call, source: input.source, at: now() });
    response.status(204).end();
  });

  router.delete('/api/v1/my/last-call/classification', async (request, response) => {
    const input = readBody(withdrawClassificationSchema, request);
    await requireOwnCall(request, input);
    // the log only grows: a word taken back is a later word that says nothing
    await options.classify({
      ...input,
      closingCode: WITHDRAWN,
      solvedAtFirstContact: null,
      wrongNumber: false,
      at: now(),
    });
    response.status(204).end();
  });

  async function requireOwnCall(
    request: Request,
    { call, source }: { readonly call: string; readonly source: string },
  ): Promise<Agent> {
    const agent = await ownAgent(request);
    const { telephoneName } = agent;
    const own = telephoneName === null ? null : options.lastCallOf(telephoneName);
    const isLast = own?.call === call && own.source === source;
    // What was a call about, and was it solved? Nobody knows before its end.
    if (isLast && own.state === 'talking') throw new HttpError(409, 'call-still-running');
    const known = closed.get(agent.id);
    const isCorrectable =
      known?.call === call && known.source === source && now() - known.at < CORRECTABLE_MINUTES * MINUTE_MS;
    if (!isLast && !isCorrectable) throw new HttpError(409, 'not-your-call');
    return agent;
  }

  async function ownAgent(request: Request): Promise<Agent> {
    const { agentId } = signedInPerson(request);
    const agent = agentId === null || agentId === undefined ? undefined : await findAgent(db, agentId);
    if (agent === undefined) throw new HttpError(409, 'no-schedule-of-your-own');
    return agent;
  }

  function codeOf(request: Request): Promise<string | null> {
    return codeToBeConfirmed(db, signedInPerson(request).accountId);
  }

  /** What says why, and what is done in the person's name, waits until it is confirmed who holds the account. */
  async function confirmedAgent(request: Request): Promise<Agent> {
    const agent = await ownAgent(request);
    if ((await codeOf(request)) !== null) throw new HttpError(403, 'account-not-confirmed');
    return agent;
  }

  /** @param code not `null`: who holds the account is not confirmed, and reads what everybody at the desk does of the person */
  async function scheduleOf(agent: Agent, code: string | null): Promise<ScheduleAnswer> {
    const at = now();
    const today = dateAt(at, zone);
    const span = { from: addDays(today, -14), until: addDays(today, 60) };
    const seen = await db
      .selectFrom('schedule_seen')
      .select('seen_at')
      .where('agent_id', '=', agent.id)
      .executeTakeFirst();
    const duties = await dutiesOf(db, agent.id, span);
    const ahead = { from: today, until: span.until };
    const entered = wishesOfDays(await listWishes(db, ahead.from, ahead.until, agent.id), ahead);
    return {
      agent: { id: agent.id, name: agent.name },
      zone,
      asOf: at,
      today,
      utcOffsetMinutes:
        Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9,
      seenAt: seen?.seen_at ?? 0,
      publishedUntil: await lastPublishedDay(db),
      duties: [...duties],
      weeks: [...(await weeksOf(db, agent, span))],
      absences: (await listAbsences(db, span.from, span.until, agent.id)).map(({ kind, from, until }) => ({
        kind: code === null ? kind : null,
        from,
        until,
      })),
      wishes: code === null ? [...withOpenWishes(await wishes.of(agent.id, span, duties), entered)] : [],
      cities: [...(await cities())],
      hasFeed: await hasFeed(db, agent.id),
      confirmationCode: code,
      isConnected: agent.telephoneName !== null,
    };
  }

  async function cities(): Promise<readonly { id: string; name: string }[]> {
    return (await readCentre(db))?.centre.cities.map(({ id, name }) => ({ id, name })) ?? [];
  }

  return router;
}
