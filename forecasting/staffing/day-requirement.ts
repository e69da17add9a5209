import { grossAgents } from './gross-agents.ts';
import { requiredAgents } from './required-agents.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** Expected calls of one queue or city on one day, one value per interval, both arrays of one length. */
export interface ExpectedCalls {
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: readonly number[];
}

/** What a planner may turn: the rest comes from forecast and contract. */
export interface RequirementSettings {
  readonly intervalSeconds: number;
  readonly target: StaffingTarget;
  /** Left out: nobody hangs up (Erlang C). */
  readonly patienceSeconds?: number;
  /** Paid time at work away from the telephone, in [0, 1). */
  readonly shrinkage: number;
  readonly volumeFactor: number;
  readonly handleTimeFactor: number;
}

/** One value per interval. */
export interface RequirementCurves extends ExpectedCalls {
  /** On the telephones. */
  readonly requiredAgents: readonly number[];
  /** With shrinkage. */
  readonly scheduledAgents: readonly number[];
}

/** Agents per interval of one day for one target: pointwise, each interval by itself. */
export function dayRequirement(expected: ExpectedCalls, settings: RequirementSettings): RequirementCurves {
  const calls = expected.calls.map((value) => value * settings.volumeFactor);
  const averageHandleTimeSeconds = expected.averageHandleTimeSeconds.map(
    (seconds) => seconds * settings.handleTimeFactor,
  );
  const required = calls.map((value, at) => {
    const seconds = averageHandleTimeSeconds[at] ?? 0;
    if (value <= 0 || seconds <= 0) return 0;
    return requiredAgents({
      calls: value,
      intervalSeconds: settings.intervalSeconds,
      averageHandleTimeSeconds: seconds,
      target: settings.target,
      patienceSeconds: settings.patienceSeconds,
    }).agents;
  });
  return {
    calls,
    averageHandleTimeSeconds,
    requiredAgents: required,
    scheduledAgents: required.map((agents) => grossAgents(agents, settings.shrinkage)),
  };
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

/**
 * Shares a pool's agents out among its cities in proportion to what each would need alone, whole agents, without
 * losing or inventing one (largest remainder). A roster covers each part by people who hold that city's skill.
 *
 * @param pooled agents of the pool in one interval, whole number
 * @param separate what each city would need alone, same order as the result
 */
export function apportionPool(pooled: number, separate: readonly number[]): readonly number[] {
  const sum = separate.reduce((total, agents) => total + agents, 0);
  if (sum === 0) return separate.map(() => 0);
  const exact = separate.map((agents) => (agents / sum) * pooled);
  const shares = exact.map(Math.floor);
  const left = pooled - shares.reduce((total, agents) => total + agents, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
