import type { DayDecision, JoinedHistory } from '../../../forecasting/history/index.ts';
import { plainDate, type PlainDate, type ZoneClock } from '../../../forecasting/time/index.ts';
import { namedEventsOf } from '../calendar/event-store.ts';
import { ownDays } from '../calendar/own-days.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import type { Store } from '../../platform/store/database.ts';
import { historyOverview, type HistoryOverview } from './history-overview.ts';
import { readDecisions } from './history-store.ts';
import { readPast } from './read-past.ts';

export interface LookOptions {
  readonly clock: ZoneClock;
  readonly now: number;
  /** Opening hours of a city, for its own closures. */
  readonly hoursOf: (city: string) => OpeningHours | undefined;
}

/** A city's past with everything that is known and was decided about its days. */
export interface JudgedPast {
  readonly past: JoinedHistory;
  readonly decisions: ReadonlyMap<PlainDate, DayDecision>;
  readonly overview: HistoryOverview;
}

/** The one list of what is odd about a city's days, for History and for everybody who measures by what came. */
export async function lookAtPast(
  store: Store,
  city: string,
  { from, until }: { readonly from: PlainDate; readonly until: PlainDate },
  { clock, now, hoursOf }: LookOptions,
): Promise<JudgedPast> {
  const [past, decisions, events] = await Promise.all([
    readPast(store, city, {
      zone: clock.zone,
      clock,
      now,
      from: clock.spanOf(from).start,
      until: clock.spanOf(until).end,
    }),
    readDecisions(store.db, city),
    namedEventsOf(store.db, city),
  ]);
  const known = { events, ...ownDays(hoursOf(city)) };
  return { past, decisions, overview: historyOverview(city, past, decisions, known, clock) };
}

/** Days whose calls are not all that came, or no ordinary ones by a planner's word: nothing is measured by them. */
export function daysLeftOut({ overview, decisions }: JudgedPast): ReadonlySet<PlainDate> {
  const held = overview.findings.flatMap(({ date, isHeld }) => (isHeld ? [plainDate(date)] : []));
  const decided = [...decisions].flatMap(([date, { kind }]) =>
    kind === 'exclude' || kind === 'likeNormal' ? [date] : [],
  );
  return new Set([...held, ...decided]);
}
