import { freeAgentWeight } from '../erlang/state-weights.ts';
import { fewestForLateShare, lateRule } from './fewest-for-late-share.ts';
import { requiredAgentCount, type RequiredAgentsInput } from './required-agents.ts';

/** An interval whose calls vary while all else stays: a year, or a slider being drawn. */
export type CountRules = Omit<RequiredAgentsInput, 'calls'>;

/** Required agents for a number of calls. */
export type AgentCounter = (calls: number) => number;

/** Distance from a whole number or a target within which doubles cannot decide. */
const UNDECIDED = 1e-9;

/**
 * Prepares `requiredAgentCount` for many numbers of calls: the same answers, several times as fast.
 *
 * A service level with or without an occupancy cap is solved directly; other targets, and every case that rounding
 * could decide, go the ordinary way. With patience the counter begins its search where the last one ended, relative to
 * the load, so that a day in order is fastest; the answers do not depend on it.
 * @throws RangeError as `requiredAgentCount`
 */
export function agentCounter(rules: CountRules): AgentCounter {
  const exact: AgentCounter = (calls) => requiredAgentCount({ ...rules, calls });
  exact(1);
  const { serviceLevel, variant = 'strict', maxOccupancy, ...others } = rules.target;
  const isPlain =
    serviceLevel !== undefined &&
    serviceLevel > 0 &&
    variant === 'strict' &&
    (others.flowOutShare ?? 0) === 0 &&
    others.maxAbandonShare === undefined &&
    others.maxAverageSpeedOfAnswerSeconds === undefined;
  if (!isPlain) return exact;
  const patience = rules.patienceSeconds ?? Infinity;
  if (patience < Infinity)
    return maxOccupancy === undefined ? patientCounter(rules, serviceLevel, exact) : exact;
  return endlessCounter(rules, serviceLevel, maxOccupancy ?? 1, exact);
}

function endlessCounter(
  rules: CountRules,
  serviceLevel: number,
  maxOccupancy: number,
  exact: AgentCounter,
): AgentCounter {
  const { intervalSeconds, averageHandleTimeSeconds, minimumAgents = 0 } = rules;
  const rule = lateRule(
    1 - serviceLevel,
    (rules.target.answerThresholdSeconds ?? 0) / averageHandleTimeSeconds,
  );
  return (calls) => {
    if (!(calls > 0)) return exact(calls);
    const load = (calls * averageHandleTimeSeconds) / intervalSeconds;
    const capped = load / maxOccupancy;
    if (isNearWhole(load) || isNearWhole(capped)) return exact(calls);
    const found = fewestForLateShare(load, rule, Math.max(Math.floor(load) + 1, Math.ceil(capped)));
    return found < 0 ? exact(calls) : Math.max(found, minimumAgents);
  };
}

function isNearWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= UNDECIDED * (1 + value);
}

/** Series this long, or exponents this large, are left to the ordinary way. */
const MOST_PATIENCE_LOAD = 4_000;
const MOST_EXPONENT = 500;

function patientCounter(rules: CountRules, serviceLevel: number, exact: AgentCounter): AgentCounter {
  const { intervalSeconds, averageHandleTimeSeconds, patienceSeconds = Infinity, minimumAgents = 0 } = rules;
  const threshold = rules.target.answerThresholdSeconds ?? 0;
  const u = threshold / patienceSeconds;
  const left = Math.exp(-u);
  const perAgent = patienceSeconds / averageHandleTimeSeconds;
  let deviations = 0.5;

  // A handful of calls says nothing about the next interval.
  const remember = (agents: number, load: number): void => {
    if (load >= 1) deviations = Math.min(6, Math.max(-6, (agents - 0.5 - load) / Math.sqrt(load)));
  };

  /** Service level `strict`, as `queueA` has it, for loads within the range of plain doubles. */
  const level = (agents: number, load: number): number => {
    const x = agents * perAgent;
    const y = load * perAgent;
    let term = 1;
    let weight = 1;
    let waiting = 0;
    for (let j = 1; ; j++) {
      const deaths = x + j;
      term *= y / deaths;
      weight += term;
      waiting += j * term;
      if (deaths > y && term * y * j <= 1e-14 * waiting * (deaths - y)) break;
    }
    const z = y * left;
    let later = 0;
    term = 1;
    for (let j = 1; ; j++) {
      const deaths = x + j;
      term *= z / deaths;
      later += term;
      if (deaths > z && term * z <= 1e-14 * later * (deaths - z)) break;
    }
    const wait = weight / (weight + freeAgentWeight(agents, load, 1e-14));
    const common = Math.exp(y - z - x * u) / weight;
    return 1 - wait * (waiting / (y * weight) + (common * later * x) / y);
  };

  return (calls) => {
    if (!(calls > 0)) return exact(calls);
    const load = (calls * averageHandleTimeSeconds) / intervalSeconds;
    const y = load * perAgent;
    if (y > MOST_PATIENCE_LOAD || y * u > MOST_EXPONENT) return exact(calls);
    const least = Math.max(1, minimumAgents);
    // Far too few agents would let the series leave the range of doubles.
    const safe = Math.max(least, Math.ceil(load - Math.sqrt((MOST_EXPONENT * load) / perAgent)));
    let agents = Math.max(safe, Math.ceil(load + deviations * Math.sqrt(load)));
    let margin = level(agents, load) - serviceLevel;
    while (margin < -UNDECIDED) {
      agents++;
      margin = level(agents, load) - serviceLevel;
      if (margin >= -UNDECIDED && margin <= UNDECIDED) return exact(calls);
      if (margin > 0) {
        remember(agents, load);
        return agents;
      }
    }
    if (margin <= UNDECIDED) return exact(calls);
    while (agents > least) {
      if (agents - 1 < safe) return exact(calls);
      margin = level(agents - 1, load) - serviceLevel;
      if (Math.abs(margin) <= UNDECIDED) return exact(calls);
      if (margin < 0) break;
      agents--;
    }
    remember(agents, load);
    return agents;
  };
}

/**
 * A table of the calls that each number of agents can take: one look-up per interval, for a slider that redraws a
 * year. The answers are those of the counter; calls on a step itself are left to it.
 *
 * @param mostCalls calls beyond this are answered by the counter
 */
export function tabulate(counter: AgentCounter, mostCalls: number): AgentCounter {
  if (!(mostCalls > 0 && mostCalls < Infinity))
    throw new RangeError(`mostCalls must be > 0, got ${mostCalls}`);
  const fewest = counter(mostCalls * 1e-9);
  const steps: number[] = [];
  let low = 0;
  for (let agents = fewest, most = counter(mostCalls); agents < most; agents++) {
    low = lastStep(counter, agents, low, mostCalls);
    steps.push(low);
  }
  const cells = 4 * (steps.length + 1);
  const perCell = cells / mostCalls;
  const first = new Int32Array(cells + 1);
  for (let cell = 0, at = 0; cell <= cells; cell++) {
    while (at < steps.length && (steps[at] ?? Infinity) * perCell < cell - 1e-6) at++;
    first[cell] = at;
  }
  const ends = Float64Array.from([...steps, Infinity]);
  return (calls) => {
    if (!(calls > 0 && calls <= mostCalls)) return counter(calls);
    let at = first[Math.floor(calls * perCell)] ?? 0;
    while ((ends[at] ?? Infinity) < calls) at++;
    const near = 2 * STEP_PRECISION * calls;
    if ((ends[at] ?? Infinity) - calls < near || (at > 0 && calls - (ends[at - 1] ?? 0) < near))
      return counter(calls);
    return fewest + at;
  };
}

/** Relative precision of a step; closer to it the counter answers. */
const STEP_PRECISION = 1e-8;

/** Most calls that `agents` can take. */
function lastStep(counter: AgentCounter, agents: number, from: number, mostCalls: number): number {
  let low = from;
  let high = mostCalls;
  let stride = Math.max(mostCalls * 1e-6, from * 0.05);
  while (low + stride < high) {
    if (counter(low + stride) > agents) {
      high = low + stride;
      break;
    }
    low += stride;
    stride *= 2;
  }
  while (high - low > STEP_PRECISION * high) {
    const middle = (low + high) / 2;
    if (counter(middle) > agents) high = middle;
    else low = middle;
  }
  return low;
}
