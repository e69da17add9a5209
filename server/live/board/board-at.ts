import {
  dateAt,
  instant,
  instantOfLocalTime,
  localTimeAt,
  MINUTE_MS,
  plainDate,
  utcOffsetMinutes,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import type { Board, CityBoard, Feed } from '../../contract/wall.ts';
import { addTotals, zeroTotals } from '../state/interval-totals.ts';
import { sumOver } from '../state/interval-ledger.ts';
import { firstContact, satisfaction } from '../state/key-figures.ts';
import type { QueueState } from '../state/queue-state.ts';
import type { BoardMemory } from './board-memory.ts';
import { cityBoard, staffing } from './city-board.ts';
import { CURVE_MINUTES } from './day-frame.ts';
import { NO_CITY_PLAN, staffingAt, type DayPlan } from './day-plan.ts';
import { headCounts, noAgents } from './head-counts.ts';
import { outlookAmong } from './outlook-among.ts';

/** Everything a board is made of, besides the instant. */
export interface BoardInput {
  readonly centre: Centre;
  readonly state: QueueState;
  readonly plan: DayPlan;
  readonly feed: Feed;
  readonly clockKind: 'real' | 'simulated';
}

/**
 * The board at `now`: a projection of queue state and plan.
 *
 * @param scope `all`, or the id of the one city to show
 * @param memory levels shown before, for calm colours; written in place
 * @throws RangeError if no city has the id `scope`
 */
export function boardAt(input: BoardInput, scope: string, now: number, memory: BoardMemory): Board {
  const { centre, state, plan, feed, clockKind } = input;
  const { zone } = centre;
  const shown = centre.cities.filter(({ id }) => scope === 'all' || id === scope);
  if (shown.length === 0 && scope !== 'all') throw new RangeError(`there is no city "${scope}"`);
  const heads = headCounts(state, now);
  const cities: CityBoard[] = [];
  for (const city of shown) {
    const record = state.cities.get(city.id);
    if (record === undefined) throw new RangeError(`the queue state does not count for ${city.id}`);
    const agents = heads.cities.get(city.id) ?? noAgents();
    const cityPlan = plan.cities[city.id] ?? NO_CITY_PLAN;
    cities.push(cityBoard({ city, zone, record, agents, plan: cityPlan, now }, memory));
  }
  const date = dateAt(instant(now), zone);
  const outlook = isOverForToday(cities, now)
    ? null
    : outlookAmong(plan, (city) => scope === 'all' || city === scope);
  return {
    scope,
    title: centre.title,
    clock: { kind: clockKind, utcOffsetMinutes: utcOffsetMinutes(instant(now), zone), zone },
    day: { date, weekday: weekdayOf(date) },
    ticker: tickerAt(centre, now),
    feed,
    cities,
    pool: { agents: heads.pool, staffing: staffing(plan.pool, heads.pool, now) },
    quality: quality(state, cities, memory),
    outlook,
    noOutlook: outlook !== null ? null : whyNone(plan, cities, now),
    stillTrue: stillTrue(input, shown, now),
  };
}

function whyNone({ noOutlook }: DayPlan, cities: readonly CityBoard[], now: number): Board['noOutlook'] {
  return isOverForToday(cities, now) ? 'dayOver' : (noOutlook ?? 'nothingExpected');
}

/** No city is open, and none opens any more today. */
function isOverForToday(cities: readonly CityBoard[], now: number): boolean {
  return (
    cities.length > 0 &&
    cities.every(
      ({ hours: { state, opensAt } }) => state === 'closed' && (opensAt === null || opensAt <= now),
    )
  );
}

function quality(state: QueueState, cities: readonly CityBoard[], memory: BoardMemory): Board['quality'] {
  const sums = zeroTotals();
  for (const { id } of cities) {
    const record = state.cities.get(id);
    const frame = memory.frames.get(id);
    if (record !== undefined && frame !== undefined)
      addTotals(sums, sumOver(record.ledger, frame.start, frame.end));
  }
  const { meanMark, marks, asked, good, goodInterval } = satisfaction(sums);
  return {
    firstContact: firstContact(sums).byClosingCode,
    satisfaction: { meanMark, marks, asked, good, goodInterval },
  };
}

/** The configured line until its time is over. A time without a zone is the centre's own. */
function tickerAt({ ticker, zone }: Centre, now: number): Board['ticker'] {
  if (ticker === null) return null;
  const until = ticker.until === null ? null : untilOf(ticker.until, zone);
  return until !== null && now >= until ? null : { ...ticker, until };
}

function untilOf(text: string, zone: string): number {
  const [date = '', time = '24:00'] = text.split(/[T ]/);
  const isZoned = /(Z|[+-]\d{2}:\d{2})$/.test(time);
  return isZoned ? Date.parse(text) : instantOfLocalTime(plainDate(date), time.slice(0, 5), zone);
}

/** What holds although the telephone feed is silent: who is expected at work, and how many calls the next interval brings. */
function stillTrue({ centre, plan }: BoardInput, shown: Centre['cities'], now: number): Board['stillTrue'] {
  const length = CURVE_MINUTES * MINUTE_MS;
  const start = (Math.floor(now / length) + 1) * length;
  const span = staffingAt(plan.pool, now);
  const expected = shown
    .map(({ id }) => plan.cities[id]?.forecast.find(({ startsAt }) => startsAt === start)?.mean)
    .filter((mean) => mean !== undefined);
  return {
    plannedAgents: span?.expected ?? span?.planned ?? null,
    nextInterval:
      expected.length === 0
        ? null
        : {
            fromLocal: localTimeAt(instant(start), centre.zone),
            toLocal: localTimeAt(instant(start + length), centre.zone),
            calls: expected.reduce((sum, mean) => sum + mean, 0),
          },
  };
}
