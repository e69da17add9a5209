import type { Instant } from '../../forecasting/time/index.ts';
import { firstAdministratorLink } from '../organisation/accounts/account-links.ts';
import {
  cookieSecret,
  identifyBySession,
  sessionMiddleware,
} from '../organisation/accounts/session-middleware.ts';
import { WatchingPeople } from '../organisation/accounts/watching-people.ts';
import type { Room } from './compose.ts';
import { PresenceSoFar } from '../planning/intraday/presence-so-far.ts';
import type { JobSupport } from '../platform/jobs/job-support.ts';
import { MOST_LISTED } from '../platform/http/answer-bounds.ts';
import type { LiveCentre } from '../live/centre/live-centre.ts';
import { centreOrFirst } from '../organisation/cities/centre-store.ts';
import type { Store } from '../platform/store/database.ts';
import { callId, eventKey, sourceId } from '../live/events/call-id.ts';
import type { WayIn } from '../live/log/way-in.ts';
import { deskRooms } from './desk-routers.ts';
import { lastCallOf } from '../planning/schedule/last-call.ts';
import type { PlannedNow } from '../planning/today/planned-now.ts';
import type { PlanningTools } from '../planning/requirement/planning-tools.ts';
import { realPlanningTools } from './real-planning-tools.ts';

export interface OpenDeskOptions {
  readonly store: Store;
  readonly live: LiveCentre;
  readonly wayIn: WayIn;
  readonly now: () => Instant;
  readonly demo: boolean;
  /** Browsers reach us by HTTPS. */
  readonly secure: boolean;
  readonly planned: PlannedNow;
  readonly support: JobSupport;
  readonly forecastDays: PlanningTools['forecastDays'];
}

/** The desk and the agents' pages as a room of the server. The centre as the desk keeps it is taken over by the live board. */
export async function openDesk(options: OpenDeskOptions): Promise<Room> {
  const { store, live, wayIn, now, planned, support } = options;
  const { db } = store;
  const { centre } = await centreOrFirst(db, live.centre, now());
  await live.configure(centre);
  await planned.refresh(now());
  const presence = new PresenceSoFar(store);
  const desk = deskRooms({
    db,
    now,
    zone: centre.zone,
    demo: options.demo,
    secure: options.secure,
    tools: realPlanningTools({ ...support, now, forecastDays: options.forecastDays }),
    support,
    board: (scope, at) => live.board(scope, at),
    dayPlan: () => live.plan,
    presence: (at, heardUpTo) => presence.upTo(live.centre, at, heardUpTo),
    unmappedQueues: () =>
      live
        .health(now())
        .unmappedQueues.slice(0, MOST_LISTED.unmappedQueues)
        .map(({ source, queue }) => ({ source, name: queue })),
    onCentreChanged: (changed) => live.configure(changed),
    onPublished: () => planned.refresh(now()),
    onPeopleChanged: () => planned.refresh(now()),
    lastCallOf: (telephoneName) => lastCallOf(live.state, telephoneName, now()),
    classify: async (classification) => {
      await wayIn.accept([
        {
          kind: 'CallClassified',
          source: sourceId(classification.source),
          key: eventKey(`desk-${classification.tap}`),
          at: classification.at,
          call: callId(classification.call),
          closingCode: classification.closingCode,
          solvedAtFirstContact: classification.solvedAtFirstContact,
          wrongNumber: classification.wrongNumber,
        },
      ]);
    },
  });
  const secret = await cookieSecret(db);
  const { sessions, requireToken } = sessionMiddleware({ db, now, secret, secure: options.secure });
  return {
    before: [sessions, requireToken],
    watching: new WatchingPeople(db, now, secret),
    identify: [identifyBySession(db)],
    routers: desk.routers,
  };
}

/** What the first start of an empty house must say, or undefined when somebody can sign in already. */
export async function firstLinkText(
  store: Store,
  address: string,
  now: Instant,
): Promise<string | undefined> {
  const path = await firstAdministratorLink(store.db, now);
  return path === undefined
    ? undefined
    : `First administrator, once and within 24 hours: ${address}${path}\n`;
}
