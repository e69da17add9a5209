import {
  backlogClearance,
  dayContractOutlook,
  MINUTE_MS,
  reforecastDay,
  samplePaths,
  SECOND_MS,
  seededRandom,
  smallestHelpfulMove,
  type CityOutlook,
  type DayForecast,
  type Instant,
  type OutlookPool,
} from '../../forecasting/index.ts';
import { localTimeAt } from '../../forecasting/time/local-time.ts';
import type { Centre } from '../contract/centre.ts';
import type { Board, Outlook } from '../contract/wall.ts';
import type { CityForecast } from './city-forecast.ts';
import { lawfulMoves, type MovableDuty } from './lawful-moves.ts';
import { minuteOfDay, PLAN_MINUTES } from './opening-grid.ts';
import { contractOn, PATIENCE_SECONDS, pooledDemand, targetOf } from './staffing-need.ts';

/** Ways the rest of the day may go; more would not move the probability by a percent. */
const PATHS = 12;
const SEED = 20;
/** Half the width of the middle 80 % of a normal distribution, in standard deviations. */
const EIGHTY_PERCENT = 1.2816;

export interface OutlookOfDayInput {
  readonly centre: Centre;
  readonly forecasts: readonly CityForecast[];
  readonly offeredIn: (city: string, startsAt: Instant) => number | undefined;
  readonly plannedIn: (startsAt: Instant) => number | null;
  /** The board of all cities at `now`: calls so far, callers waiting, agents present. */
  readonly board: Board;
  readonly now: Instant;
  /** Published duties of the day: their breaks are what may be moved. */
  readonly duties?: readonly MovableDuty[];
}

/** Below this probability a move is looked for. */
export const WANTED_PROBABILITY = 0.9;

/** The rest of the day as the outlook sees it. */
export interface RestOfDay {
  readonly pool: OutlookPool;
  /** Starts of the remaining intervals; the first is running. */
  readonly starts: readonly Instant[];
  /** Expected calls of all cities per remaining interval. */
  readonly calls: readonly number[];
}

/**
 * Will the city that is worst off keep its contract today, when will those who wait now have been served, and which
 * smallest move of breaks would help without sinking another city?
 *
 * @returns `null` where no roster says who works in the rest of the day, or nothing is left of it
 */
export function outlookOfDay(input: OutlookOfDayInput): Outlook | null {
  const rest = restOfDay(input);
  if (rest === null) return null;
  const { pool, starts, calls } = rest;
  const { waiting = 0, agents, intervalSeconds, averageHandleTimeSeconds } = pool;
  const [worst] = [...dayContractOutlook(pool)].sort((a, b) => a.probability - b.probability);
  if (worst === undefined) return null;
  const clearance = backlogClearance({
    waiting,
    calls,
    agents,
    intervalSeconds,
    averageHandleTimeSeconds,
    patienceSeconds: PATIENCE_SECONDS,
  });
  return {
    city: worst.name,
    holdsProbability: worst.probability,
    move: helpfulMove(input, pool, starts, worst),
    backlogClearedAt:
      waiting > 0 && clearance.kind === 'cleared'
        ? input.now + Math.round(clearance.afterSeconds * SECOND_MS)
        : null,
  };
}

/** @returns `null` where no roster says who works in the rest of the day, or nothing is left of it */
export function restOfDay(input: OutlookOfDayInput): RestOfDay | null {
  const { centre, board, now } = input;
  const length = PLAN_MINUTES * MINUTE_MS;
  const starts = [...new Set(input.forecasts.flatMap(({ slots }) => slots.map(({ startsAt }) => startsAt)))]
    .filter((startsAt) => startsAt + length > now)
    .sort((a, b) => a - b);
  const planned = starts.map((startsAt) => input.plannedIn(startsAt));
  const agents = planned.filter((count) => count !== null);
  if (starts.length === 0 || agents.length < planned.length) return null;
  const leftOf = (startsAt: Instant): number => Math.min(length, startsAt + length - now) / length;
  const rests = input.forecasts.flatMap((forecast) => restOf(forecast, input, starts, leftOf));
  const cities = rests.flatMap(({ city, paths }) => {
    const configured = centre.cities.find(({ id }) => id === city);
    const shown = board.cities.find(({ id }) => id === city);
    const contract = configured === undefined ? undefined : contractOn(configured, board.day.date);
    if (contract === undefined || shown === undefined) return [];
    const { serviceLevel = 0, answerThresholdSeconds = 0, variant } = targetOf(contract);
    return {
      name: city,
      serviceLevel,
      answerThresholdSeconds,
      ...(variant === undefined ? {} : { variant }),
      soFar: { good: shown.serviceLevel.numerator, counted: shown.serviceLevel.denominator },
      callPaths: paths,
    };
  });
  if (cities.length === 0) return null;
  const intervalSeconds = starts.map((startsAt) => (leftOf(startsAt) * length) / SECOND_MS);
  const waiting = board.cities.reduce((sum, city) => sum + city.waiting, 0);
  const { averageHandleTimeSeconds } = pooledDemand(rests.map(({ demand }) => demand));
  const onPhones = [board.pool.staffing.present, ...agents.slice(1)];
  const pool: OutlookPool = {
    cities,
    agents: onPhones,
    averageHandleTimeSeconds,
    intervalSeconds,
    waiting,
    patienceSeconds: PATIENCE_SECONDS,
  };
  return {
    pool,
    starts,
    calls: starts.map((_, index) => rests.reduce((sum, { mean }) => sum + (mean[index] ?? 0), 0)),
  };
}

function helpfulMove(
  { duties = [], centre, board }: OutlookOfDayInput,
  pool: OutlookPool,
  starts: readonly Instant[],
  worst: CityOutlook,
): Outlook['move'] {
  if (worst.probability >= WANTED_PROBABILITY) return null;
  const startMinutes = startMinutesOf(starts, centre);
  const moves = lawfulMoves({ duties, pool, startMinutes });
  const found = smallestHelpfulMove([pool], moves, WANTED_PROBABILITY);
  const chosen = found.kind === 'move' ? found.move : found.kind === 'noneEnough' ? found.best : undefined;
  const move = moves.find(({ id }) => id === chosen?.id);
  if (move === undefined || found.kind === 'notNeeded') return null;
  const after = found.cities.find(({ name }) => name === worst.name)?.after.probability;
  return {
    agents: move.agents,
    fromGroup: board.cities.find(({ id }) => id === move.group)?.name ?? move.group,
    forCity: worst.name,
    fromLocal: localTime(startMinutes[move.fromInterval] ?? 0),
    toLocal: localTime((startMinutes[move.toInterval - 1] ?? 0) + PLAN_MINUTES),
    holdsProbabilityAfter: after ?? worst.probability,
  };
}

/** Local minute at which each interval begins. */
export function startMinutesOf(starts: readonly Instant[], { zone }: Centre): readonly number[] {
  return starts.map((startsAt) => minuteOfDay(localTimeAt(startsAt, zone)));
}

export function localTime(minute: number): string {
  return [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

interface Rest {
  readonly city: string;
  /** Expected calls per remaining interval, the first as far as it is left. */
  readonly mean: readonly number[];
  readonly paths: readonly (readonly number[])[];
  readonly demand: { readonly calls: number; readonly averageHandleTimeSeconds: number };
}

function restOf(
  { city, slots, forecast, averageHandleTimeSeconds }: CityForecast,
  { offeredIn }: OutlookOfDayInput,
  starts: readonly Instant[],
  leftOf: (startsAt: Instant) => number,
): readonly Rest[] {
  const actuals: number[] = [];
  for (const { startsAt } of slots) {
    const offered = offeredIn(city, startsAt);
    if (offered === undefined) break;
    actuals.push(offered);
  }
  const expected = reforecastDay(forecast, actuals);
  const slotOf = new Map(slots.map(({ startsAt }, slot) => [startsAt, slot]));
  const mean = starts.map((startsAt) => (expected.mean[slotOf.get(startsAt) ?? -1] ?? 0) * leftOf(startsAt));
  const calls = mean.reduce((sum, value) => sum + value, 0);
  if (calls === 0) return [];
  const rest: DayForecast = {
    date: forecast.date,
    mean: Float64Array.from(mean),
    spread: remainingSpread(forecast, (expected.day.high - expected.day.low) / 2 / EIGHTY_PERCENT, calls),
  };
  const paths = samplePaths(rest, PATHS, seededRandom(SEED)).map((path) => [...path]);
  return [{ city, mean, paths, demand: { calls, averageHandleTimeSeconds } }];
}

/** What the morning has not settled, as one factor for the rest of the day: so wide is the re-forecast's own band. */
function remainingSpread({ spread }: DayForecast, deviation: number, calls: number): DayForecast['spread'] {
  const dispersion = spread.kind === 'count' ? spread.dispersion : 1;
  const shared = Math.max(0, deviation ** 2 - dispersion * calls) / calls ** 2;
  return { kind: 'count', dispersion, dayCv: Math.sqrt(shared), driftCv: 0, driftCorrelation: 0 };
}
