import type { QueueA } from './erlang-a.ts';
import { negativeBinomialDensity, poissonDensity } from './density.ts';
import { serviceLevels } from './service-level.ts';
import { freeAgentWeight } from './state-weights.ts';

/** As `QueueAInput`, with a limit on calls talking and waiting together. */
export interface FiniteLinesInput {
  readonly callsPerSecond: number;
  readonly agents: number;
  readonly averageHandleTimeSeconds: number;
  readonly patienceSeconds: number;
  readonly answerThresholdSeconds: number;
  readonly lines: number;
}

/** Weights beyond this are scaled down, so that a long queue in overload stays within the range of doubles. */
const SCALE_ABOVE = 1e200;

/**
 * Steady state with a limited number of lines, summed over the chain of states; arguments already checked.
 *
 * A caller with j others ahead is next after j + 1 departures. With endless patience that takes an Erlang time,
 * so its tail is a Poisson sum; with patience 1/θ, e^(−θ wait) is a Beta variable, so its tail is a negative
 * binomial sum. Both grow by one positive term per place in the queue.
 * @see docs/formulas.md#finite-lines. Cost: O(lines − agents)
 */
export function finiteLines(input: FiniteLinesInput): QueueA {
  const { callsPerSecond, averageHandleTimeSeconds, patienceSeconds, answerThresholdSeconds, lines } = input;
  const agents = Math.min(input.agents, lines);
  const load = callsPerSecond * averageHandleTimeSeconds;
  const x = (agents * patienceSeconds) / averageHandleTimeSeconds;
  const tails = waitTails(agents / averageHandleTimeSeconds, patienceSeconds, x, answerThresholdSeconds);
  let free = freeAgentWeight(agents, load);
  if (free === Infinity || callsPerSecond === 0) return nobodyWaits(load, input.agents);
  if (agents === 0 && patienceSeconds === Infinity) return ALWAYS_FULL;

  let weight = 1;
  let joined = 0;
  let waiting = 0;
  let answeredWithin = 0;
  let virtualWithin = 0;
  for (let ahead = 0; ahead < lines - agents; ahead++) {
    joined += weight;
    const tail = tails(ahead);
    answeredWithin += weight * tail.answeredWithin;
    virtualWithin += weight * tail.virtualWithin;
    weight *= departuresFactor(ahead + 1, load, agents, x, callsPerSecond * patienceSeconds);
    waiting += (ahead + 1) * weight;
    if (weight > SCALE_ABOVE) {
      free /= SCALE_ABOVE;
      joined /= SCALE_ABOVE;
      waiting /= SCALE_ABOVE;
      answeredWithin /= SCALE_ABOVE;
      virtualWithin /= SCALE_ABOVE;
      weight /= SCALE_ABOVE;
    }
  }
  const total = free + joined + weight;
  const blockedShare = weight / total;
  const accepted = 1 - blockedShare;
  const meanQueueLength = waiting / total;
  const abandonShare =
    patienceSeconds === Infinity ? 0 : meanQueueLength / (callsPerSecond * patienceSeconds);
  const answered = Math.max(0, accepted - abandonShare);
  const strict = (free + answeredWithin) / total;
  const virtualLonger = (joined - virtualWithin) / total;
  const abandonedWithin = Math.max(
    0,
    accepted - virtualLonger * Math.exp(-answerThresholdSeconds / patienceSeconds) - strict,
  );
  return {
    waitProbability: joined / total,
    abandonShare,
    meanWaitSeconds: accepted > 0 ? meanQueueLength / (callsPerSecond * accepted) : 0,
    meanQueueLength,
    serviceLevel: serviceLevels({
      answeredWithin: strict,
      answered,
      abandonedWithin,
      virtualWaitWithin: (free + virtualWithin) / total,
    }),
    occupancy: input.agents === 0 ? 0 : Math.min(1, (load * answered) / input.agents),
    blockedShare,
  };
}

function nobodyWaits(load: number, agents: number): QueueA {
  return {
    waitProbability: 0,
    abandonShare: 0,
    meanWaitSeconds: 0,
    meanQueueLength: 0,
    serviceLevel: serviceLevels({ answeredWithin: 1, answered: 1, abandonedWithin: 0, virtualWaitWithin: 1 }),
    occupancy: agents === 0 ? 0 : load / agents,
    blockedShare: 0,
  };
}

/** Nobody answers and nobody leaves: in the long run every line is taken. */
const ALWAYS_FULL: QueueA = {
  waitProbability: 0,
  abandonShare: 0,
  meanWaitSeconds: 0,
  meanQueueLength: 0,
  serviceLevel: serviceLevels({ answeredWithin: 0, answered: 0, abandonedWithin: 0, virtualWaitWithin: 0 }),
  occupancy: 0,
  blockedShare: 1,
};

/** Weight of "k waiting" over weight of "k − 1 waiting". */
function departuresFactor(waiting: number, load: number, agents: number, x: number, y: number): number {
  return y === Infinity ? load / agents : y / (x + waiting);
}

interface WithinThreshold {
  readonly answeredWithin: number;
  readonly virtualWithin: number;
}

/** A function to be called for 0, 1, 2 … callers ahead, in this order. */
function waitTails(
  departuresPerSecond: number,
  patienceSeconds: number,
  x: number,
  thresholdSeconds: number,
): (ahead: number) => WithinThreshold {
  if (patienceSeconds === Infinity) {
    const mean = departuresPerSecond * thresholdSeconds;
    const later = cumulated(
      (k) => poissonDensity(k, mean),
      (k) => mean / k,
    );
    return (ahead) => {
      const within = Math.max(0, 1 - later(ahead));
      return { answeredWithin: within, virtualWithin: within };
    };
  }
  const fading = thresholdSeconds / patienceSeconds;
  const leave = -Math.expm1(-fading);
  const laterFor = (size: number): ((ahead: number) => number) =>
    cumulated(
      (k) => negativeBinomialDensity(k, size, fading),
      (k) => (leave * (size + k - 1)) / k,
    );
  const later = laterFor(x);
  const laterAndStayed = laterFor(x + 1);
  return (ahead) => ({
    virtualWithin: Math.max(0, 1 - later(ahead)),
    answeredWithin: (x / (x + ahead + 1)) * Math.max(0, 1 - laterAndStayed(ahead)),
  });
}

/** Running sum of a density over 0 … k: by its ratio where it is in range, anew where it has underflowed. */
function cumulated(density: (k: number) => number, ratio: (k: number) => number): (upTo: number) => number {
  const smallest = 1e-290;
  let term = 0;
  let sum = 0;
  return (k) => {
    term = term > smallest ? term * ratio(k) : density(k);
    sum += term;
    return sum;
  };
}
