import { queueA } from '../erlang/erlang-a.ts';
import { contractParts, flowOuts } from './contract-level.ts';
import { queueC } from '../erlang/erlang-c.ts';
import {
  requireNotNegative,
  requirePatience,
  requirePositive,
  requireWhole,
} from '../erlang/require-argument.ts';
import { ceiling, decimal, dividedBy, floor, minus, times, type Decimal } from './decimal.ts';
import { answersExactlyWithin, waitsExactlyWithin } from './exact-wait.ts';
import { fewestForLateShare, lateRule } from './fewest-for-late-share.ts';
import { smallestEnough, smallestEnoughNear } from './smallest-enough.ts';
import { requireReachable, type StaffingTarget } from './staffing-target.ts';

/** One interval and what it must achieve. */
export interface RequiredAgentsInput {
  readonly calls: number;
  readonly intervalSeconds: number;
  readonly averageHandleTimeSeconds: number;
  readonly target: StaffingTarget;
  /** Mean patience; left out or Infinity: nobody hangs up (Erlang C). */
  readonly patienceSeconds?: number | undefined;
  /** Seats that stay taken even without a call. */
  readonly minimumAgents?: number | undefined;
}

/** Measures of an interval at a given number of agents on the phones. */
export interface IntervalMeasures {
  /** By the target's variant; undefined when the target has no threshold. */
  readonly serviceLevel: number | undefined;
  readonly waitProbability: number;
  /** Mean wait: of all calls, which without patience are all answered. */
  readonly averageSpeedOfAnswerSeconds: number;
  readonly abandonShare: number;
  readonly occupancy: number;
}

/** The fewest agents on the phones and what they achieve. */
export interface RequiredAgents extends IntervalMeasures {
  readonly agents: number;
}

/** A computed value this close to its target is compared again in exact arithmetic. */
const TIE = 1e-9;

/**
 * Fewest agents on the phones that meet every target given, before shrinkage.
 *
 * All inputs are read as decimals, as written: ties of occupancy, of the mean wait and of "no wait at all" are
 * decided exactly. Without patience the load must stay below the agents. Zero load needs nobody but the minimum.
 *
 * @throws RangeError for negative or missing numbers, percentages where shares belong, patience 0, and targets
 *   that no team can meet, such as a service level of 1
 * @see docs/formulas.md#required-agents
 * @example requiredAgents({ calls: 100, intervalSeconds: 1800, averageHandleTimeSeconds: 180,
 *   target: { serviceLevel: 0.8, answerThresholdSeconds: 20, maxOccupancy: 0.85 } }).agents // 14
 */
export function requiredAgents(input: RequiredAgentsInput): RequiredAgents {
  const agents = requiredAgentCount(input);
  return { agents, ...intervalMeasures(input, agents) };
}

/** As `requiredAgents`, the number alone: less work where the measures are not shown. */
export function requiredAgentCount(input: RequiredAgentsInput): number {
  const { calls, intervalSeconds, averageHandleTimeSeconds, target, patienceSeconds = Infinity } = input;
  const minimumAgents = input.minimumAgents ?? 0;
  requireNotNegative('calls', calls);
  requirePositive('intervalSeconds', intervalSeconds);
  requirePositive('averageHandleTimeSeconds', averageHandleTimeSeconds);
  requirePatience(patienceSeconds);
  requireWhole('minimumAgents', minimumAgents);
  requireReachable(target);
  if (calls === 0) return minimumAgents;
  if (flowOuts(target) > 0) return requiredAgentCount(withoutFlowOuts(input));
  if (patienceSeconds !== Infinity) return fewestWithPatience(input, Math.max(1, minimumAgents));
  return Math.max(minimumAgents, fewestWithoutPatience(input));
}

/** What `agents` on the phones achieve in the interval of `input`. */
export function intervalMeasures(input: RequiredAgentsInput, agents: number): IntervalMeasures {
  const { calls, intervalSeconds, averageHandleTimeSeconds, target } = input;
  const { answerThresholdSeconds } = target;
  const steady = {
    callsPerSecond: (calls * (1 - flowOuts(target))) / intervalSeconds,
    agents,
    averageHandleTimeSeconds,
    patienceSeconds: input.patienceSeconds ?? Infinity,
  };
  const queue = queueA({ ...steady, answerThresholdSeconds: answerThresholdSeconds ?? 0 });
  const level = (threshold: number): number => {
    const { variant = 'strict' } = target;
    if (variant !== 'shortExcluded' && variant !== 'withFlowOuts') return queue.serviceLevel[variant];
    const { good, counted } = contractParts(steady, { ...target, answerThresholdSeconds: threshold });
    return counted > 0 ? Math.min(1, good / counted) : 0;
  };
  return {
    serviceLevel: answerThresholdSeconds === undefined ? undefined : level(answerThresholdSeconds),
    waitProbability: queue.waitProbability,
    averageSpeedOfAnswerSeconds: queue.meanWaitSeconds,
    abandonShare: queue.abandonShare,
    occupancy: queue.occupancy,
  };
}

/** The same need, stated by the calls that stay: what flows out takes no agent, but a contract may count it. */
function withoutFlowOuts(input: RequiredAgentsInput): RequiredAgentsInput {
  const staying = 1 - flowOuts(input.target);
  const { serviceLevel, variant } = input.target;
  const counted = variant === 'withFlowOuts' && serviceLevel !== undefined;
  return {
    ...input,
    calls: input.calls * staying,
    target: {
      ...input.target,
      flowOutShare: 0,
      ...(counted ? { variant: 'strict', serviceLevel: serviceLevel / staying } : {}),
    },
  };
}

function fewestWithPatience(input: RequiredAgentsInput, least: number): number {
  const { target } = input;
  const load = (input.calls * input.averageHandleTimeSeconds) / input.intervalSeconds;
  // Agents answer at most one caller each at a time, so fewer than load × (share to be answered) can never do:
  // the share answered approaches agents ÷ load in overload, but never reaches it.
  const toAnswer = [
    target.maxAbandonShare === undefined ? undefined : minus(decimal(1), decimal(target.maxAbandonShare)),
    mustBeAnswered(target) ? decimal(target.serviceLevel ?? 0) : undefined,
  ];
  const bounds = toAnswer.map((share) =>
    share === undefined ? 0 : 1 + floor(times(exactLoadOf(input), share)),
  );
  const lowest = Math.max(least, ...bounds);
  // Near the load, a little above it; an occupancy cap asks for more, as few hang up then.
  const guess = Math.ceil(Math.max(load + 0.2 * Math.sqrt(load), (0.98 * load) / (target.maxOccupancy ?? 1)));
  return smallestEnoughNear(lowest, Math.max(lowest, guess), (agents) => {
    const measures = intervalMeasures(input, agents);
    return (
      (target.serviceLevel === undefined || (measures.serviceLevel ?? 0) >= target.serviceLevel) &&
      (target.maxOccupancy === undefined || measures.occupancy <= target.maxOccupancy) &&
      measures.abandonShare <= (target.maxAbandonShare ?? 1) &&
      measures.averageSpeedOfAnswerSeconds <= (target.maxAverageSpeedOfAnswerSeconds ?? Infinity)
    );
  });
}

function mustBeAnswered({ serviceLevel, variant = 'strict' }: StaffingTarget): boolean {
  return (
    serviceLevel !== undefined && serviceLevel > 0 && (variant === 'strict' || variant === 'withFlowOuts')
  );
}

function exactLoadOf({ calls, intervalSeconds, averageHandleTimeSeconds }: RequiredAgentsInput): Decimal {
  return dividedBy(times(decimal(calls), decimal(averageHandleTimeSeconds)), decimal(intervalSeconds));
}

function fewestWithoutPatience(input: RequiredAgentsInput): number {
  const { calls, intervalSeconds, averageHandleTimeSeconds, target } = input;
  const load = (calls * averageHandleTimeSeconds) / intervalSeconds;
  const exactLoad = (): Decimal => exactLoadOf(input);
  const least = leastStable(input, load, target.maxOccupancy, exactLoad);
  const { serviceLevel, answerThresholdSeconds = 0, maxAverageSpeedOfAnswerSeconds } = target;
  if (maxAverageSpeedOfAnswerSeconds === undefined) {
    if (serviceLevel === undefined) return least;
    const rule = lateRule(1 - serviceLevel, answerThresholdSeconds / averageHandleTimeSeconds);
    const count = serviceLevel === 0 ? least : fewestForLateShare(load, rule, least);
    if (count >= 0) return count;
  }
  const isEnough = (agents: number): boolean => {
    const queue = queueC({
      agents,
      offeredLoadErlangs: load,
      averageHandleTimeSeconds,
      answerThresholdSeconds,
    });
    if (serviceLevel !== undefined) {
      const margin = 1 - serviceLevel - queue.lateShare;
      const exact =
        answerThresholdSeconds === 0 && Math.abs(margin) < TIE
          ? waitsExactlyWithin(agents, exactLoad(), serviceLevel)
          : undefined;
      if (!(exact ?? margin >= 0)) return false;
    }
    if (maxAverageSpeedOfAnswerSeconds === undefined) return true;
    const margin = maxAverageSpeedOfAnswerSeconds - queue.averageSpeedOfAnswerSeconds;
    const exact =
      Math.abs(margin) < TIE * maxAverageSpeedOfAnswerSeconds
        ? answersExactlyWithin(agents, exactLoad(), averageHandleTimeSeconds, maxAverageSpeedOfAnswerSeconds)
        : undefined;
    return exact ?? margin >= 0;
  };
  return smallestEnough(least, isEnough, Math.sqrt(load) / 4);
}

/** Fewest agents with load < agents and load ÷ agents ≤ maxOccupancy; exact where doubles cannot distinguish. */
function leastStable(
  input: RequiredAgentsInput,
  load: number,
  maxOccupancy: number | undefined,
  exactLoad: () => Decimal,
): number {
  const byStability = 1 + wholePart(input, load, exactLoad);
  if (maxOccupancy === undefined || maxOccupancy === 1) return byStability;
  const forOccupancy = load / maxOccupancy;
  const byOccupancy = isNearWhole(forOccupancy)
    ? ceiling(dividedBy(exactLoad(), decimal(maxOccupancy)))
    : Math.ceil(forOccupancy);
  return Math.max(byOccupancy, byStability);
}

/** Whole part of the load; in whole numbers where the inputs are, because those are the usual ties. */
function wholePart(input: RequiredAgentsInput, load: number, exactLoad: () => Decimal): number {
  if (!isNearWhole(load)) return Math.floor(load);
  const { calls, averageHandleTimeSeconds, intervalSeconds } = input;
  const work = calls * averageHandleTimeSeconds;
  const areWhole =
    Number.isSafeInteger(calls) &&
    Number.isSafeInteger(averageHandleTimeSeconds) &&
    Number.isSafeInteger(intervalSeconds) &&
    Number.isSafeInteger(work);
  return areWhole ? (work - (work % intervalSeconds)) / intervalSeconds : floor(exactLoad());
}

function isNearWhole(value: number): boolean {
  return Math.abs(value - Math.round(value)) <= TIE * (1 + value);
}
