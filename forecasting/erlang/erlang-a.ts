import { fadedPoissonDensity, poissonDensity } from './density.ts';
import { queueC } from './erlang-c.ts';
import { finiteLines } from './finite-lines.ts';
import { requireNotNegative, requirePatience, requirePositive, requireWhole } from './require-argument.ts';
import { serviceLevels, type ServiceLevels } from './service-level.ts';
import { allBusyWeight, freeAgentWeight } from './state-weights.ts';

/** A team whose callers hang up when their patience ends. */
export interface QueueAInput {
  readonly callsPerSecond: number;
  readonly agents: number;
  readonly averageHandleTimeSeconds: number;
  /** Mean of the exponential patience; Infinity: nobody hangs up. */
  readonly patienceSeconds: number;
  readonly answerThresholdSeconds: number;
  /** Calls that fit in at once, talking and waiting together; left out: any number. */
  readonly lines?: number;
}

/** Steady state; shares are of all offered calls, blocked ones included. */
export interface QueueA {
  /** Calls that join the queue. */
  readonly waitProbability: number;
  readonly abandonShare: number;
  /** Mean over all calls that got a line, answered or not. */
  readonly meanWaitSeconds: number;
  readonly meanQueueLength: number;
  readonly serviceLevel: ServiceLevels;
  readonly occupancy: number;
  readonly blockedShare: number;
}

/**
 * Waiting, hanging up and service level of a team whose callers have exponential patience (Erlang A, M/M/n+M),
 * with any number of lines or a limited one (M/M/n/K+M, and M/M/n/K with endless patience).
 *
 * A real queue with patience always settles, also when the load exceeds the agents.
 * @throws RangeError if an argument is negative, not a number, patience is 0, or agents or lines are not whole
 * @see docs/formulas.md#erlang-a. Cost: O(√(calls in a patience time)) near balance
 * @example queueA({ callsPerSecond: 0.8, agents: 50, averageHandleTimeSeconds: 60, patienceSeconds: 120,
 *   answerThresholdSeconds: 20 }) // abandonShare ≈ 0.031, meanWaitSeconds ≈ 3.7
 */
export function queueA(input: QueueAInput): QueueA {
  const { callsPerSecond, agents, averageHandleTimeSeconds, patienceSeconds, answerThresholdSeconds } = input;
  requireNotNegative('callsPerSecond', callsPerSecond);
  requireWhole('agents', agents);
  requirePositive('averageHandleTimeSeconds', averageHandleTimeSeconds);
  requirePatience(patienceSeconds);
  requireNotNegative('answerThresholdSeconds', answerThresholdSeconds);
  if (input.lines !== undefined && input.lines !== Infinity) {
    requireWhole('lines', input.lines);
    return finiteLines({ ...input, lines: input.lines });
  }
  if (callsPerSecond === 0) return WITHOUT_CALLS;
  if (patienceSeconds === Infinity) return endlessPatience(input);
  return withPatience(
    callsPerSecond,
    agents,
    averageHandleTimeSeconds,
    patienceSeconds,
    answerThresholdSeconds,
  );
}

const WITHOUT_CALLS: QueueA = {
  waitProbability: 0,
  abandonShare: 0,
  meanWaitSeconds: 0,
  meanQueueLength: 0,
  serviceLevel: serviceLevels({ answeredWithin: 1, answered: 1, abandonedWithin: 0, virtualWaitWithin: 1 }),
  occupancy: 0,
  blockedShare: 0,
};

function endlessPatience(input: QueueAInput): QueueA {
  const queue = queueC({
    ...input,
    offeredLoadErlangs: input.callsPerSecond * input.averageHandleTimeSeconds,
  });
  const within = queue.serviceLevel;
  return {
    waitProbability: queue.waitProbability,
    abandonShare: 0,
    meanWaitSeconds: queue.averageSpeedOfAnswerSeconds,
    meanQueueLength: queue.meanQueueLength,
    serviceLevel: serviceLevels({
      answeredWithin: within,
      answered: 1,
      abandonedWithin: 0,
      virtualWaitWithin: within,
    }),
    occupancy: queue.occupancy,
    blockedShare: 0,
  };
}

function withPatience(
  callsPerSecond: number,
  agents: number,
  averageHandleTimeSeconds: number,
  patienceSeconds: number,
  answerThresholdSeconds: number,
): QueueA {
  const load = callsPerSecond * averageHandleTimeSeconds;
  const x = (agents * patienceSeconds) / averageHandleTimeSeconds;
  const y = callsPerSecond * patienceSeconds;
  const busy = allBusyWeight(x, y);
  const wait = 1 / (1 + freeAgentWeight(agents, load) / busy.weight);
  const abandonShare = wait * (busy.weight < Infinity ? busy.waiting / (y * busy.weight) : 1 - x / y);
  const tail = waitTail(x, y, busy.weight, answerThresholdSeconds / patienceSeconds);
  const stayed = Math.exp(-answerThresholdSeconds / patienceSeconds);
  const answered = 1 - abandonShare;
  const answeredWithin = Math.max(0, answered - wait * tail.answeredLater);
  const waitWithin = 1 - wait * tail.virtualLonger * stayed;
  return {
    waitProbability: wait,
    abandonShare,
    meanWaitSeconds: abandonShare * patienceSeconds,
    meanQueueLength: abandonShare * y,
    serviceLevel: serviceLevels({
      answeredWithin,
      answered,
      abandonedWithin: Math.max(0, waitWithin - answeredWithin),
      virtualWaitWithin: 1 - wait * tail.virtualLonger,
    }),
    occupancy: agents === 0 ? 0 : Math.min(1, (load * answered) / agents),
    blockedShare: 0,
  };
}

interface WaitTail {
  /** P(virtual wait > T) among the calls that wait. */
  readonly virtualLonger: number;
  /** P(answered, after T) among the calls that wait. */
  readonly answeredLater: number;
}

/** @param u threshold ÷ patience */
function waitTail(x: number, y: number, weightAtY: number, u: number): WaitTail {
  if (x === 0) return { virtualLonger: 1, answeredLater: 0 };
  const z = y * Math.exp(-u);
  const weightAtZ = allBusyWeight(x, z).weight;
  if (y <= x) {
    const common = Math.exp((y - x) * u - y * excessOverLine(u)) / weightAtY;
    return { virtualLonger: common * weightAtZ, answeredLater: (common * (weightAtZ - 1) * x) / y };
  }
  const below = regularised(x, y, weightAtY);
  const density = fadedPoissonDensity(x, y, u);
  const longer = weightAtZ < Infinity ? Math.min(1, weightAtZ * density) : 1;
  return {
    virtualLonger: longer / below,
    answeredLater: (Math.max(0, longer - density) * x) / (y * below),
  };
}

/** The incomplete gamma ratio P(x, y) from its series. */
function regularised(x: number, y: number, weight: number): number {
  return weight < Infinity ? Math.min(1, weight * poissonDensity(x, y)) : 1;
}

/** u − (1 − e^−u), without cancellation for small u. */
function excessOverLine(u: number): number {
  if (u > 0.5) return u + Math.expm1(-u);
  let term = (u * u) / 2;
  let sum = 0;
  for (let k = 3; sum + term !== sum; k++) {
    sum += term;
    term *= -u / k;
  }
  return sum;
}
