import { type DayForecast, samplePaths } from '../../../forecasting/forecast/index.ts';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import type { OutlookCity, OutlookPool } from '../../../forecasting/staffing/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import type { Board, CityBoard, OutlookBasis } from '../../contract/wall.ts';
import type { ExpectedDay } from './expected-day.ts';
import { sharesNobody } from './shared-people.ts';
import { PATIENCE_SECONDS, pooledDemand } from './staffing-need.ts';

/** Ways the rest of the day may go; more would not move the probability by a percent. */
const PATHS = 12;
const SEED = 20;
/** Half the width of the middle 80 % of a normal distribution, in standard deviations. */
const EIGHTY_PERCENT = 1.2816;
/** With fewer calls so far nobody can say which share flows out. */
const LEAST_CALLS_FOR_FLOW_OUTS = 20;

export interface OutlookPoolsInput {
  readonly centre: Centre;
  readonly days: readonly ExpectedDay[];
  /** The board of all cities: calls so far, callers waiting, agents present. */
  readonly board: Board;
  /** Starts of the remaining intervals; the first is running. */
  readonly starts: readonly Instant[];
  /** People expected on the telephones for all cities together, or planned for one of them. */
  readonly expectedIn: (startsAt: Instant, city?: string) => number | null;
  /** What is left of the interval that starts then, as a share. */
  readonly leftOf: (startsAt: Instant) => number;
  /** Seconds of a whole interval. */
  readonly intervalSeconds: number;
}

/** A pool of the outlook and the mean calls it expects, interval by interval. */
export interface ExpectedPool {
  readonly pool: OutlookPool;
  readonly calls: readonly number[];
}

/** What the outlook of each city of a pool rests on. */
export function basisOf({ pool }: ExpectedPool, city: string, now: Instant): OutlookBasis {
  const own = pool.cities.find(({ name }) => name === city);
  const paths = own?.callPaths ?? [];
  const calls = paths.reduce((sum, path) => sum + path.reduce((part, count) => part + count, 0), 0);
  return {
    estimatedAt: now,
    callsToCome: paths.length === 0 ? 0 : calls / paths.length,
    good: own?.soFar.good ?? 0,
    counted: own?.soFar.counted ?? 0,
    leastAgents: Math.min(...pool.agents),
    mostAgents: Math.max(...pool.agents),
  };
}

/**
 * The rest of the day as pools: one for all cities that share agents. Where nobody present takes calls of two cities,
 * every city is a pool of its own, with the people expected for it.
 */
export function outlookPools(input: OutlookPoolsInput): readonly ExpectedPool[] {
  const rests = input.days.flatMap((day) => restOf(day, input));
  const parts = sharesNobody(input.board) ? rests.map((rest) => [rest]) : rests.length > 0 ? [rests] : [];
  return parts.map((own) => {
    const cities = own.map(({ city }) => city);
    const { averageHandleTimeSeconds } = pooledDemand(own.map(({ demand }) => demand));
    const shown = own.map((rest) => rest.shown);
    const isWhole = parts.length === 1;
    const present = isWhole
      ? input.board.pool.staffing.present
      : shown.reduce((sum, { staffing }) => sum + staffing.present, 0);
    const scope = isWhole ? undefined : own[0]?.city.name;
    const expected = input.starts.map((startsAt) => input.expectedIn(startsAt, scope) ?? 0);
    const pool: OutlookPool = {
      cities,
      agents: [present, ...expected.slice(1)],
      averageHandleTimeSeconds,
      intervalSeconds: input.starts.map((startsAt) => input.leftOf(startsAt) * input.intervalSeconds),
      waiting: shown.reduce((sum, { waiting }) => sum + waiting, 0),
      patienceSeconds: PATIENCE_SECONDS,
    };
    const calls = input.starts.map((_, index) => own.reduce((sum, { mean }) => sum + (mean[index] ?? 0), 0));
    return { pool, calls };
  });
}

interface Rest {
  readonly city: OutlookCity;
  readonly shown: CityBoard;
  /** Expected calls per remaining interval, the first as far as it is left. */
  readonly mean: readonly number[];
  readonly demand: { readonly calls: number; readonly averageHandleTimeSeconds: number };
}

/** A city's contract, its day so far and what is still to come; nothing where one of these is unknown. */
function restOf(own: ExpectedDay, input: OutlookPoolsInput): readonly Rest[] {
  const { centre, board, starts, leftOf } = input;
  const { startsAt: slots, forecast, expected, meanHandleTimeSeconds: averageHandleTimeSeconds } = own;
  const configured = centre.cities.find(({ id }) => id === own.city);
  const shown = board.cities.find(({ id }) => id === own.city);
  const contract = configured === undefined ? undefined : contractOn(configured, board.day.date);
  if (contract === undefined || shown === undefined) return [];
  const slotOf = new Map(slots.map((startsAt, slot) => [startsAt, slot]));
  const mean = starts.map((startsAt) => (expected.mean[slotOf.get(startsAt) ?? -1] ?? 0) * leftOf(startsAt));
  const calls = mean.reduce((sum, value) => sum + value, 0);
  if (calls === 0) return [];
  const rest: DayForecast = {
    date: forecast.date,
    mean: Float64Array.from(mean),
    spread: remainingSpread(forecast, (expected.day.high - expected.day.low) / 2 / EIGHTY_PERCENT, calls),
  };
  const { numerator, denominator } = shown.serviceLevel;
  const city: OutlookCity = {
    name: own.city,
    serviceLevel: contract.serviceLevelTarget,
    answerThresholdSeconds: contract.answerThresholdSeconds,
    variant: contract.variant,
    shortAbandonSeconds: contract.shortAbandonSeconds,
    flowOutShare: flowOutShare(shown),
    soFar: { good: numerator, counted: denominator },
    callPaths: samplePaths(rest, PATHS, seededRandom(SEED)).map((path) => [...path]),
  };
  return [{ city, shown, mean, demand: { calls, averageHandleTimeSeconds } }];
}

/** The share of today's calls that left otherwise: what overflows in the morning will in the afternoon. */
function flowOutShare({ today }: CityBoard): number {
  const { answered, abandoned, flowedOut } = today;
  const ended = answered + abandoned + flowedOut;
  return ended < LEAST_CALLS_FOR_FLOW_OUTS ? 0 : Math.min(0.99, flowedOut / ended);
}

/** What the morning has not settled, as one factor for the rest of the day: so wide is the re-forecast's own band. */
function remainingSpread({ spread }: DayForecast, deviation: number, calls: number): DayForecast['spread'] {
  const dispersion = spread.kind === 'count' ? spread.dispersion : 1;
  const shared = Math.max(0, deviation ** 2 - dispersion * calls) / calls ** 2;
  return { kind: 'count', dispersion, dayCv: Math.sqrt(shared), driftCv: 0, driftCorrelation: 0 };
}
