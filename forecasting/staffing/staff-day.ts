import { valueAt } from '../maths/value-at.ts';
import { dayOutcome } from '../erlang/day-outcome.ts';
import { requireNotNegative } from '../erlang/require-argument.ts';
import { flowOuts } from './contract-level.ts';
import { levelParts, type DayRules } from './day-shares.ts';
import { inInterval, type EachInterval } from './requirement.ts';
import { requiredAgentCount } from './required-agents.ts';
import { requireReachable, type StaffingTarget } from './staffing-target.ts';

export interface StaffDayInput extends DayRules {
  /** Expected calls per interval. */
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: EachInterval;
  /** Service level that no interval may fall below, however cheap it would be; 0 unless given. */
  readonly floorServiceLevel?: number | undefined;
  readonly minimumAgents?: EachInterval | undefined;
  readonly maxOccupancy?: number | undefined;
  /**
   * `pointwise` (default): every interval by its steady state, fast enough for a slider. `exact`: the day's outcome
   * with carry-over decides, at the cost of a few exact days; variant `strict` only.
   */
  readonly judge?: 'pointwise' | 'exact' | undefined;
}

export interface StaffedDay {
  /** Agents on the phones per interval. */
  readonly agents: readonly number[];
  readonly agentHours: number;
  /** Expected service level of the day, by the judge. */
  readonly serviceLevel: number;
}

/**
 * Fewest agent hours such that the contract holds over the day, with a floor for every interval (Koole 2013).
 *
 * Cheaper than meeting the target in each interval, because an agent more in a crowded one saves more calls than an
 * agent less in a quiet one loses. The next agent always goes where it helps most calls.
 *
 * @throws RangeError for targets out of range or a judge that cannot judge the variant
 * @see docs/formulas.md#staffing-a-day
 */
export function staffDay(input: StaffDayInput): StaffedDay {
  const { calls, serviceLevel } = input;
  requireReachable(contractOf(input));
  calls.forEach((value, i) => {
    requireNotNegative(`calls[${i}]`, value);
  });
  if (input.judge === 'exact' && (input.variant ?? 'strict') !== 'strict')
    throw new RangeError(
      `the exact judge knows the variant strict, got ${input.variant}; use judge pointwise`,
    );
  const agents = floorAgents(input, calls);
  const surplus = surplusTable(input);
  const value = (i: number, count: number): number => surplus(valueAt(calls, i), i, count);
  let total = calls.reduce((sum, _, i) => sum + value(i, valueAt(agents, i)), 0);
  const order = (): number =>
    bestInterval(agents, (i) => value(i, valueAt(agents, i) + 1) - value(i, valueAt(agents, i)));
  const enough = input.judge === 'exact' ? () => exactLevel(input, agents) >= serviceLevel : () => total >= 0;
  // The steady state is a good first guess also where the exact day decides: it needs few corrections.
  while (total < 0) total += addAgent(agents, order(), value);
  while (!enough()) total += addAgent(agents, order(), value);
  return {
    agents,
    agentHours: (agents.reduce((sum, count) => sum + count, 0) * input.intervalSeconds) / 3600,
    serviceLevel: input.judge === 'exact' ? exactLevel(input, agents) : pointwiseLevel(input, calls, agents),
  };
}

export interface StaffForCertaintyInput extends Omit<StaffDayInput, 'calls' | 'judge'> {
  /** Sample paths of the forecast: calls per interval, one list per path. */
  readonly callPaths: readonly (readonly number[])[];
  /** Share of the paths in which the contract must hold over the day, in (0, 1), e.g. 0.9. */
  readonly certainty: number;
}

export interface StaffedForCertainty {
  readonly agents: readonly number[];
  readonly agentHours: number;
  /** Share of the paths in which the contract holds with these agents. */
  readonly certainty: number;
}

/**
 * Agents such that the day's contract holds with a given probability under the forecast's uncertainty.
 *
 * Judged path by path: a path counts as held when the service level of its whole day reaches the target. The worst
 * paths, as many as the certainty lets go, are not fought for; the next agent goes where it helps the others most.
 * @throws RangeError without paths, for a certainty outside (0, 1) or paths of different length
 */
export function staffForCertainty(input: StaffForCertaintyInput): StaffedForCertainty {
  const { callPaths, certainty } = input;
  const first = callPaths[0];
  if (first === undefined) throw new RangeError('staffing to a probability needs at least one sample path');
  if (!(certainty > 0 && certainty < 1))
    throw new RangeError(`certainty must be in (0, 1), got ${certainty}`);
  requireReachable(contractOf(input));
  for (const path of callPaths)
    if (path.length !== first.length)
      throw new RangeError(`sample paths have ${first.length} and ${path.length} intervals`);
  const mean = first.map(
    (_, i) => callPaths.reduce((sum, path) => sum + valueAt(path, i), 0) / callPaths.length,
  );
  const agents = floorAgents(input, mean);
  const surplus = surplusTable(input);
  const slack = callPaths.map((path) =>
    path.reduce((sum, calls, i) => sum + surplus(calls, i, valueAt(agents, i)), 0),
  );
  const needed = Math.ceil(certainty * callPaths.length - 1e-9);
  const held = (): number => slack.filter((value) => value >= 0).length;
  while (held() < needed) {
    const fought = worthFighting(slack, needed);
    const gain = (i: number): number =>
      fought.reduce((sum, p) => {
        const calls = callPaths[p]?.[i] ?? 0;
        const count = valueAt(agents, i);
        return sum + surplus(calls, i, count + 1) - surplus(calls, i, count);
      }, 0);
    const best = bestInterval(agents, gain);
    const count = valueAt(agents, best);
    callPaths.forEach((path, p) => {
      const calls = valueAt(path, best);
      slack[p] = valueAt(slack, p) + surplus(calls, best, count + 1) - surplus(calls, best, count);
    });
    agents[best] = count + 1;
  }
  return {
    agents,
    agentHours: (agents.reduce((sum, count) => sum + count, 0) * input.intervalSeconds) / 3600,
    certainty: held() / callPaths.length,
  };
}

/** Of the paths that must hold, those that do not yet. */
function worthFighting(slack: readonly number[], needed: number): readonly number[] {
  return slack
    .map((value, p) => ({ value, p }))
    .sort((a, b) => b.value - a.value)
    .slice(0, needed)
    .filter(({ value }) => value < 0)
    .map(({ p }) => p);
}

function contractOf(input: DayRules): StaffingTarget {
  const { serviceLevel, answerThresholdSeconds, variant, shortAbandonSeconds, flowOutShare } = input;
  return { serviceLevel, answerThresholdSeconds, variant, shortAbandonSeconds, flowOutShare };
}

type FloorInput = Omit<StaffDayInput, 'calls' | 'judge'>;

function floorAgents(input: FloorInput, calls: readonly number[]): number[] {
  return calls.map((offered, i) => {
    const floor = input.floorServiceLevel ?? 0;
    return requiredAgentCount({
      calls: offered,
      intervalSeconds: input.intervalSeconds,
      averageHandleTimeSeconds: inInterval(input.averageHandleTimeSeconds, i),
      patienceSeconds: input.patienceSeconds,
      minimumAgents: inInterval(input.minimumAgents ?? 0, i),
      target: {
        serviceLevel: floor > 0 ? floor : undefined,
        answerThresholdSeconds: input.answerThresholdSeconds,
        variant: input.variant,
        shortAbandonSeconds: input.shortAbandonSeconds,
        flowOutShare: input.flowOutShare,
        maxOccupancy: input.maxOccupancy,
      },
    });
  });
}

/** Good calls minus those the target asks for, remembered per interval, calls and agents. */
function surplusTable(input: FloorInput): (calls: number, index: number, agents: number) => number {
  const known = new Map<number, Map<number, Float64Array>>();
  return (calls, index, agents) => {
    if (calls === 0) return 0;
    let byCalls = known.get(index);
    if (byCalls === undefined) known.set(index, (byCalls = new Map<number, Float64Array>()));
    let row = byCalls.get(calls);
    if (row === undefined || row.length <= agents) {
      const longer = new Float64Array(agents + 16).fill(NaN);
      if (row !== undefined) longer.set(row);
      byCalls.set(calls, longer);
      row = longer;
    }
    const before = row[agents];
    if (before !== undefined && !Number.isNaN(before)) return before;
    const { good, counted } = levelParts(
      calls,
      inInterval(input.averageHandleTimeSeconds, index),
      agents,
      input,
    );
    const value = calls * (good - input.serviceLevel * counted);
    row[agents] = value;
    return value;
  };
}

function addAgent(agents: number[], index: number, value: (i: number, count: number) => number): number {
  const count = valueAt(agents, index);
  agents[index] = count + 1;
  return value(index, count + 1) - value(index, count);
}

/** Interval in which one more agent gains most; the earliest of equals. */
function bestInterval(agents: readonly number[], gain: (index: number) => number): number {
  let best = 0;
  let most = -Infinity;
  agents.forEach((_, i) => {
    const value = gain(i);
    if (value > most) {
      most = value;
      best = i;
    }
  });
  return best;
}

function pointwiseLevel(input: StaffDayInput, calls: readonly number[], agents: readonly number[]): number {
  let good = 0;
  let counted = 0;
  calls.forEach((offered, i) => {
    const parts = levelParts(
      offered,
      inInterval(input.averageHandleTimeSeconds, i),
      valueAt(agents, i),
      input,
    );
    good += offered * parts.good;
    counted += offered * parts.counted;
  });
  return counted === 0 ? 1 : good / counted;
}

function exactLevel(input: StaffDayInput, agents: readonly number[]): number {
  return dayOutcome(
    input.calls.map((calls) => (calls * (1 - flowOuts(input))) / input.intervalSeconds),
    agents,
    {
      intervalSeconds: input.intervalSeconds,
      averageHandleTimeSeconds: input.averageHandleTimeSeconds,
      patienceSeconds: input.patienceSeconds ?? Infinity,
      answerThresholdSeconds: input.answerThresholdSeconds,
    },
  ).serviceLevel;
}
