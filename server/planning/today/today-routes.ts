import { Router, type Request } from 'express';
import {
  daySpan,
  instant,
  type Instant,
  MINUTE_MS,
  plainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import { dayNames } from '../../platform/calendar/day-names.ts';
import type { DayPlan, ForecastInterval } from '../../live/board/day-plan.ts';
import { outlookAmong } from '../../live/board/outlook-among.ts';
import { ALL_CITIES } from '../../contract/events.ts';
import type { StaffDay, TodayAnswer } from '../../contract/today.ts';
import type { Board } from '../../contract/wall.ts';
import { dayEvents, type DayNote } from '../intraday/day-events.ts';
import type { PresenceSamples } from '../intraday/presence-samples.ts';
import { staffDay } from '../intraday/staff-day.ts';
import { EVERY_CITY } from '../../contract/forecast.ts';
import { allAdjustments } from '../forecast/adjustment-store.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { sightOf, type Sight } from '../../organisation/people/sight.ts';
import type { Db } from '../../platform/store/schema.ts';
import { expectedPresence } from './expected-presence.ts';

export interface TodayRouteOptions {
  readonly db: Db;
  readonly zone: TimeZone;
  readonly now: () => Instant;
  readonly board: (scope: string, now: number) => Board;
  readonly dayPlan: () => DayPlan;
  /** Presence of today, known up to the moment given. */
  readonly presence: (now: Instant, heardUpTo: Instant) => Promise<PresenceSamples>;
}

/** The desk's view of the day: the wall's own board, and beside it staff over the day, moves that help, and events. */
export function todayRoutes(options: TodayRouteOptions): Router {
  const router = Router();
  router.get('/api/v1/today', async (request, response) => {
    const now = options.now();
    const wholeBoard = options.board(ALL_CITIES, now);
    const board = boardFor(request, wholeBoard, options.dayPlan());
    const sight = await sightOf(request, options.db);
    const answer = await todayAnswer(options, sight, board, wholeBoard, now);
    response.set('cache-control', 'no-store').json(answer);
  });
  return router;
}

/** The joint board with the cities that the person may see. */
function boardFor(request: Request, board: Board, plan: DayPlan): Board {
  const { cities } = accessOf(request);
  const shown = board.cities.filter(({ id }) => reachesCity(cities, id));
  const outlook = board.outlook === null ? null : outlookAmong(plan, (city) => reachesCity(cities, city));
  return {
    ...board,
    cities: shown,
    outlook,
    noOutlook: outlook === null ? (board.noOutlook ?? 'nothingExpected') : null,
  };
}

async function todayAnswer(
  options: TodayRouteOptions,
  { reader, ofPerson }: Sight,
  board: Board,
  wholeBoard: Board,
  now: Instant,
): Promise<TodayAnswer> {
  const { db, zone } = options;
  const { date } = board.day;
  const plan = options.dayPlan();
  const [onDuty, absences, special, adjustments, presence] = await Promise.all([
    expectedPresence(db, plainDate(date), zone),
    absencesOn(db, date),
    specialOn(db, date),
    adjustmentsOn(db, date, zone),
    options.presence(now, heardUpTo(board, now)),
  ]);
  const isShown = (city: string | null): boolean =>
    city === null || board.cities.some(({ id }) => id === city);
  const seesAll = board.cities.length === wholeBoard.cities.length;
  const steering = plan.steering ?? null;
  const staff = staffDay({
    board,
    wholeBoard,
    plan,
    zone,
    now,
    presence,
    planned: onDuty.planned,
    expected: onDuty.expected,
  });
  return {
    serverNow: now,
    board,
    staff,
    jointForecast: seesAll ? onAxis(plan.jointForecast ?? [], staff) : null,
    steering:
      steering === null
        ? null
        : {
            cities: steering.cities.filter(({ city }) => isShown(city)),
            // A move of another city's people concerns a reader whose own city it helps: a group and a number name nobody.
            proposals: steering.proposals
              .map((proposal) => ({
                ...proposal,
                effects: proposal.effects.filter(({ city }) => isShown(city)),
              }))
              .filter(({ group, effects }) => isShown(group) || effects.length > 0),
          },
    events: [
      ...dayEvents({
        board,
        date: plainDate(date),
        zone,
        special: special.filter(({ city }) => isShown(city)),
        notes: adjustments.filter(({ city }) => isShown(city)),
        duties: onDuty.expectedDuties
          .filter(({ agentId }) => ofPerson(agentId) !== 'nothing')
          .map(({ body }) => body),
        sickAt: absences
          .filter(({ agent_id }) => ofPerson(agent_id) === 'planning')
          .filter(({ kind, created_at }) => kind === 'sick' && created_at >= earliest(board))
          .map(({ created_at }) => created_at),
      }),
    ],
    absent:
      reader.plans === 'all'
        ? {
            sick: onDuty.dutiesLost.filter(({ kind }) => kind === 'sick').length,
            other: onDuty.dutiesLost.filter(({ kind }) => kind !== 'sick').length,
          }
        : { sick: null, other: onDuty.dutiesLost.length },
  };
}

/** One value per interval of the axis; nothing is expected where every city is closed. */
function onAxis(
  forecast: readonly ForecastInterval[],
  { startsAt, intervalMinutes, labels }: StaffDay,
): TodayAnswer['jointForecast'] {
  if (forecast.length === 0) return null;
  const known = new Map(forecast.map((interval) => [interval.startsAt, interval]));
  const laid = labels.map((_, index) => known.get(startsAt + index * intervalMinutes * MINUTE_MS));
  return {
    mean: laid.map((interval) => interval?.mean ?? 0),
    low: laid.map((interval) => interval?.low ?? 0),
    high: laid.map((interval) => interval?.high ?? 0),
  };
}

/** A silent feed shows nothing: after it, presence is unknown rather than unchanged. */
function heardUpTo({ feed }: Board, now: Instant): Instant {
  return feed.state === 'live' ? now : instant(feed.lastHeardAt ?? 0);
}

function earliest(board: Board): number {
  return Math.min(...board.cities.map(({ curve }) => curve.startsAt));
}

async function absencesOn(db: Db, date: string) {
  return db
    .selectFrom('absence')
    .select(['agent_id', 'kind', 'created_at'])
    .where('from_day', '<=', date)
    .where('until_day', '>=', date)
    .execute();
}

async function specialOn(db: Db, date: string) {
  const rows = await db
    .selectFrom('calendar_event')
    .select(['queue', 'name', 'factor'])
    .where('from_day', '<=', date)
    .where('until_day', '>=', date)
    .execute();
  return rows.map(({ queue, name, factor }) => ({
    city: queue === '*' ? null : queue,
    names: dayNames(name),
    factor,
  }));
}

async function adjustmentsOn(db: Db, date: string, zone: TimeZone): Promise<readonly DayNote[]> {
  const day = daySpan(plainDate(date), zone);
  const kept = await allAdjustments(db, { from: day.start, until: day.end });
  return kept
    .filter(({ withdrawnAt }) => withdrawnAt === null)
    .map(({ queue, from, until, reason, change }) => ({
      city: queue === EVERY_CITY ? null : queue,
      from: Math.max(from, day.start),
      until: Math.min(until, day.end),
      words: reason,
      factor: change.kind === 'factor' ? change.factor : null,
    }));
}
