import { valueAt } from '../maths/value-at.ts';
import { normalQuantile } from '../maths/normal.ts';
import { grossAgents } from './gross-agents.ts';
import { requiredAgentCount } from './required-agents.ts';
import { staffDay } from './staff-day.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** Expected calls of one queue or city on one day, one value per interval, both arrays of one length. */
export interface ExpectedCalls {
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: readonly number[];
}

/** What a planner may turn: the rest comes from forecast and contract. */
export interface RequirementSettings {
  readonly intervalSeconds: number;
  /** Every one of them must be met; a pool has one per city. */
  readonly targets: readonly StaffingTarget[];
  /** `interval` (default): each by itself. `day`: over the day, no interval far below; cheaper (Koole 2013). */
  readonly metOver?: 'interval' | 'day' | undefined;
  /** Left out: nobody hangs up (Erlang C). */
  readonly patienceSeconds?: number | undefined;
  /** Paid time at work away from the telephone, in [0, 1). */
  readonly shrinkage: number;
  readonly volumeFactor: number;
  readonly handleTimeFactor: number;
  /** Agents per interval even without a call, one value per interval; 0 unless given. */
  readonly minimumSeats?: readonly number[] | undefined;
}

/** One value per interval. */
export interface RequirementCurves extends ExpectedCalls {
  /** On the telephones. */
  readonly requiredAgents: readonly number[];
  /** With shrinkage. */
  readonly scheduledAgents: readonly number[];
}

/** Where the target is met over the day, no interval may fall further below it than this. */
const FLOOR_BELOW_TARGET = 0.2;

/** Agents per interval of one day such that every target is met. @see docs/formulas.md#requirement */
export function dayRequirement(expected: ExpectedCalls, settings: RequirementSettings): RequirementCurves {
  const calls = expected.calls.map((value) => value * settings.volumeFactor);
  const averageHandleTimeSeconds = expected.averageHandleTimeSeconds.map(
    (seconds) => seconds * settings.handleTimeFactor,
  );
  const scaled = { calls, averageHandleTimeSeconds };
  const counts = settings.targets.map((target) =>
    settings.metOver === 'day' && target.serviceLevel !== undefined
      ? overTheDay(scaled, target, target.serviceLevel, settings)
      : intervalByInterval(scaled, target, settings),
  );
  const required = calls.map((_, at) =>
    Math.max(settings.minimumSeats?.[at] ?? 0, ...counts.map((row) => row[at] ?? 0)),
  );
  return {
    ...scaled,
    requiredAgents: required,
    scheduledAgents: required.map((agents) => grossAgents(agents, settings.shrinkage)),
  };
}

function intervalByInterval(
  { calls, averageHandleTimeSeconds }: ExpectedCalls,
  target: StaffingTarget,
  { intervalSeconds, patienceSeconds }: RequirementSettings,
): readonly number[] {
  return calls.map((value, at) => {
    const seconds = valueAt(averageHandleTimeSeconds, at);
    if (value <= 0 || seconds <= 0) return 0;
    return requiredAgentCount({
      calls: value,
      intervalSeconds,
      averageHandleTimeSeconds: seconds,
      target,
      patienceSeconds,
    });
  });
}

function overTheDay(
  { calls, averageHandleTimeSeconds }: ExpectedCalls,
  target: StaffingTarget,
  serviceLevel: number,
  { intervalSeconds, patienceSeconds }: RequirementSettings,
): readonly number[] {
  const { answerThresholdSeconds = 0, variant, shortAbandonSeconds, flowOutShare, maxOccupancy } = target;
  return staffDay({
    calls: calls.map((value, at) => (valueAt(averageHandleTimeSeconds, at) > 0 ? value : 0)),
    averageHandleTimeSeconds: averageHandleTimeSeconds.map((seconds) => (seconds > 0 ? seconds : 1)),
    intervalSeconds,
    serviceLevel,
    answerThresholdSeconds,
    variant,
    shortAbandonSeconds,
    flowOutShare,
    maxOccupancy,
    patienceSeconds,
    floorServiceLevel: Math.max(0, serviceLevel - FLOOR_BELOW_TARGET),
  }).agents;
}

/** Calls of several cities taken by one pool: calls add up, handle times are weighted by calls. */
export function pooledCalls(cities: readonly ExpectedCalls[]): ExpectedCalls {
  const length = Math.max(0, ...cities.map(({ calls }) => calls.length));
  const calls: number[] = [];
  const averageHandleTimeSeconds: number[] = [];
  for (let at = 0; at < length; at += 1) {
    let sum = 0;
    let work = 0;
    for (const city of cities) {
      const value = city.calls[at] ?? 0;
      sum += value;
      work += value * (city.averageHandleTimeSeconds[at] ?? 0);
    }
    calls.push(sum);
    averageHandleTimeSeconds.push(sum > 0 ? work / sum : 0);
  }
  return { calls, averageHandleTimeSeconds };
}

/** Mean handle time that is planned with where nothing is known of it: usual in town halls. */
const USUAL_HANDLE_TIME_SECONDS = 210;

/** Mean handle time of a day's calls, each interval by its calls. @param averageHandleTimeSeconds one value per interval */
export function meanHandleTimeSeconds(
  calls: ArrayLike<number>,
  averageHandleTimeSeconds: readonly number[],
): number {
  let sum = 0;
  let work = 0;
  for (const [at, seconds] of averageHandleTimeSeconds.entries()) {
    sum += valueAt(calls, at);
    work += valueAt(calls, at) * seconds;
  }
  return sum > 0 && work > 0 ? work / sum : USUAL_HANDLE_TIME_SECONDS;
}

/** Standard deviations from the mean to either end of a band that holds four values of five. */
const BAND_DEVIATIONS = 1.2815515655446004;

/**
 * Calls that a day stays below with a given certainty, as far as it is busier or quieter as a whole: every interval as
 * many standard deviations above its mean. Agents enough for this day are enough with that certainty.
 *
 * @param low and `high` hold four values of five, one value per interval, as `calls`
 * @param certainty in (0, 1); 0.5 gives the expected calls
 */
export function callsWithCertainty(
  { calls, low, high }: Readonly<Record<'calls' | 'low' | 'high', readonly number[]>>,
  certainty: number,
): readonly number[] {
  if (!(certainty > 0 && certainty < 1))
    throw new RangeError(`certainty must be a share in (0, 1), got ${certainty}`);
  const deviations = normalQuantile(certainty);
  return calls.map((mean, at) => {
    const width = deviations >= 0 ? (high[at] ?? mean) - mean : mean - (low[at] ?? mean);
    return Math.max(0, mean + (deviations * Math.max(0, width)) / BAND_DEVIATIONS);
  });
}
