import { requireNotNegative, requirePositive, requireWhole } from './require-argument.ts';
import { freeAgentWeight } from './state-weights.ts';

/**
 * Probability that an arriving call must wait (Erlang C, the M/M/n queue).
 *
 * Assumes random arrivals, exponential handle times and callers who never give up. Real callers do,
 * so this overstates waiting in a crowded interval; `queueA` models patience.
 *
 * @param agents agents on the phones, whole number ≥ 0 (before shrinkage is added)
 * @param offeredLoadErlangs calls × AHT ÷ interval length, all in the same time unit
 * @returns 0 without load; 1 when 0 < load and agents ≤ load, as the queue then only grows
 * @throws RangeError if an argument is negative, not finite, or agents is not whole
 * @see docs/formulas.md#erlang-c. Cost: O(|agents − load| + √load)
 * @example erlangC(14, 10) // ≈ 0.174: 100 calls of 180 s in 30 minutes
 */
export function erlangC(agents: number, offeredLoadErlangs: number): number {
  requireWhole('agents', agents);
  requireNotNegative('offeredLoadErlangs', offeredLoadErlangs);
  return waitProbability(agents, offeredLoadErlangs);
}

/** A team with callers who never hang up. */
export interface QueueCInput {
  readonly agents: number;
  readonly offeredLoadErlangs: number;
  readonly averageHandleTimeSeconds: number;
  readonly answerThresholdSeconds: number;
}

/** Steady state of an M/M/n queue; `serviceLevel` and `lateShare` add up to 1 and are both free of cancellation. */
export interface QueueC {
  readonly waitProbability: number;
  /** Mean wait of all calls (all are answered); Infinity when the queue only grows. */
  readonly averageSpeedOfAnswerSeconds: number;
  readonly serviceLevel: number;
  /** Share of calls answered after the threshold. */
  readonly lateShare: number;
  readonly occupancy: number;
  readonly meanQueueLength: number;
  /** False when the load reaches the agents: then nothing settles and the shares are those of the limit. */
  readonly stable: boolean;
}

/**
 * Waiting, service level and occupancy of a team whose callers never hang up.
 *
 * @throws RangeError if an argument is negative, not finite, or agents is not whole
 * @see docs/formulas.md#erlang-c
 * @example queueC({ agents: 14, offeredLoadErlangs: 10, averageHandleTimeSeconds: 180, answerThresholdSeconds: 20 })
 * // serviceLevel ≈ 0.888, averageSpeedOfAnswerSeconds ≈ 7.84
 */
export function queueC(input: QueueCInput): QueueC {
  const { agents, offeredLoadErlangs: load, averageHandleTimeSeconds, answerThresholdSeconds } = input;
  requireWhole('agents', agents);
  requireNotNegative('offeredLoadErlangs', load);
  requirePositive('averageHandleTimeSeconds', averageHandleTimeSeconds);
  requireNotNegative('answerThresholdSeconds', answerThresholdSeconds);
  if (load === 0) return WITHOUT_LOAD;
  if (agents <= load) return OVERLOADED;
  const wait = waitProbability(agents, load);
  const spare = agents - load;
  const lateShare = wait * Math.exp((-spare * answerThresholdSeconds) / averageHandleTimeSeconds);
  return {
    waitProbability: wait,
    averageSpeedOfAnswerSeconds: (wait * averageHandleTimeSeconds) / spare,
    serviceLevel: 1 - lateShare,
    lateShare,
    occupancy: load / agents,
    meanQueueLength: (wait * load) / spare,
    stable: true,
  };
}

const WITHOUT_LOAD: QueueC = {
  waitProbability: 0,
  averageSpeedOfAnswerSeconds: 0,
  serviceLevel: 1,
  lateShare: 0,
  occupancy: 0,
  meanQueueLength: 0,
  stable: true,
};

const OVERLOADED: QueueC = {
  waitProbability: 1,
  averageSpeedOfAnswerSeconds: Infinity,
  serviceLevel: 0,
  lateShare: 1,
  occupancy: 1,
  meanQueueLength: Infinity,
  stable: false,
};

function waitProbability(agents: number, load: number): number {
  if (load === 0) return 0;
  if (agents <= load) return 1;
  return 1 / (1 + ((agents - load) / agents) * freeAgentWeight(agents, load));
}
