import { Router } from 'express';
import { addDays, dateAt, type Instant, type TimeZone } from '../../../forecasting/time/index.ts';
import { peopleQuerySchema, type PeopleAnswer, type PersonAnswer } from '../../contract/people-list.ts';
import { MOST_DAYS, MOST_LISTED, refuseLongSpan } from '../../platform/http/answer-bounds.ts';
import { pageOf, wordsFit } from '../../platform/http/list-page.ts';
import { readInput } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { listAbsences } from './absence-store.ts';
import { findAgents, listHeads, type AgentHead } from './agent-store.ts';
import { keepsPeople } from './keeps-people.ts';
import { personRowFor } from './people-list-for-reader.ts';
import { absenceFor, personInReach, sightOf } from './sight.ts';
import { listWishes } from './wish-store.ts';

export interface PeopleListOptions {
  readonly db: Db;
  readonly now: () => Instant;
  readonly zone: TimeZone;
  /** Who signs in as whom on the roster. */
  readonly accountsOfAgents: () => Promise<PeopleAnswer['accounts']>;
}

/** People page by page, as whoever reads them may have them, and one person whole for those who change them. */
export function peopleListRoutes({ db, now, zone, accountsOfAgents }: PeopleListOptions): Router {
  const router = Router();

  router.get('/api/v1/people', async (request, response) => {
    const { words, city, former, page, ...span } = readInput(peopleQuerySchema, request.query);
    const today = dateAt(now(), zone);
    const from = span.from ?? addDays(today, -7);
    const until = span.until ?? addDays(today, 180);
    refuseLongSpan(from, until, MOST_DAYS);
    const { accountId, grants } = signedInPerson(request);
    const sight = await sightOf(request, db);
    const heads = await listHeads(db, sight.reader.sees);
    const accounts = new Map((await accountsOfAgents()).map((account) => [account.agentId, account]));
    const hasLeft = (head: AgentHead): boolean => head.lastDay !== null && head.lastDay < today;
    const isFound = wordsFit(words);
    const { rows, found } = pageOf(heads, {
      page,
      size: MOST_LISTED.people,
      fits: (head) =>
        (city === '' || head.city === city) &&
        (former === 'true' || !hasLeft(head)) &&
        isFound(
          [head.id, head.name, head.team, head.telephoneName ?? '', accounts.get(head.id)?.name ?? ''].join(
            ' ',
          ),
        ),
    });
    const ids = rows.map(({ id }) => id);
    const away = new Set((await listAbsences(db, today, today)).map(({ agentId }) => agentId));
    const present = heads.filter((head) => !hasLeft(head));
    const planned = ids.filter((id) => sight.ofPerson(id) === 'planning');
    response.set('cache-control', 'no-store').json({
      people: (await findAgents(db, ids)).map((agent) =>
        personRowFor(agent, { keeps: keepsPeople(grants, agent.city), today }),
      ),
      absences: (await listAbsences(db, from, until, ids)).map((absence) => ({
        ...absenceFor(sight, absence),
        isOwn: absence.enteredBy === accountId,
      })),
      wishes: [...(await listWishes(db, today, '9999-12-31', planned))],
      accounts: ids.flatMap((id) => {
        const account = accounts.get(id);
        if (account === undefined) return [];
        return [{ ...account, waits: account.waits && sight.ofPerson(id) === 'planning' }];
      }),
      found,
      pageSize: MOST_LISTED.people,
      counts: {
        present: present.length,
        former: heads.length - present.length,
        awayToday: present.filter(({ id }) => away.has(id)).length,
      },
      teams: [...new Set(heads.map(({ team }) => team))].toSorted().slice(0, MOST_LISTED.teams),
    } satisfies PeopleAnswer);
  });

  router.get('/api/v1/people/:agent', async (request, response) => {
    const person = await personInReach(db, request, request.params.agent);
    response.set('cache-control', 'no-store').json({ person } satisfies PersonAnswer);
  });

  return router;
}
