import { type RequirementCurves, skillGroupRequirement } from '../../../forecasting/staffing/index.ts';
import type { SimulatedStaffing } from '../../contract/staffing-job.ts';
import { judgeStaffing, shortOf } from './judge-staffing.ts';
import { QUARTER_HOUR_SECONDS } from './requirement.ts';
import { type Rows, type SimulatedCentre, splitByPeople } from './simulated-centre.ts';
import type { RequirementTask } from './staffing-task.ts';

/** Calls that every candidate of the search is played on, at least, and how many days these may be. */
const SEARCH_CALLS = 24_000;
const FEWEST_SEARCH_DAYS = 8;
const MOST_SEARCH_DAYS = 30;
/** Candidates that are tried at most in a round. */
const MOST_EVALUATIONS = 1_500;
/** Searches one after the other, each for a target a little higher where the one before fell short on fresh days. */
const ROUNDS = 3;
const MARGIN = 0.002;
const HARDEST_TARGET = 0.995;

interface FoundStaffing {
  /** Agents on the phones by skill set. */
  readonly agents: Rows;
  readonly judged: SimulatedStaffing;
}

/**
 * Fewest agents per skill set such that every city keeps its contract, with the simulator as judge.
 *
 * What is just enough on the days of the search is a little short on others: then it is sought for a little more.
 *
 * @param pooled the formula's answer, from which the search starts
 */
export function searchStaffing(
  centre: SimulatedCentre,
  pooled: RequirementCurves,
  { inputs: { maxOccupancy, shrinkage }, seed }: RequirementTask,
  onProgress: (fraction: number) => void,
): FoundStaffing {
  const leastAgents = agentsByOccupancy(centre, pooled, maxOccupancy);
  let raised = centre.demands.map(() => 0);
  let agents = splitByPeople(centre, pooled.requiredAgents);
  for (let round = 0; ; round++) {
    agents = searchOnce(centre, {
      start: agents,
      raised,
      leastAgents,
      seed,
      onEvaluation: (count) => onProgress((round + count / MOST_EVALUATIONS) / ROUNDS),
    });
    const judged = judgeStaffing(centre, { by: 'simulation', agents, shrinkage, seed: seed + 1 });
    const short = shortOf(judged);
    if (round === ROUNDS - 1 || short.every((value) => value <= 0)) return { agents, judged };
    raised = raised.map((by, queue) => {
      const missing = short[queue] ?? 0;
      return by + (missing > 0 ? missing + MARGIN : 0);
    });
  }
}

interface SearchRound {
  readonly start: Rows;
  /** How much more than its contract each city is sought for. */
  readonly raised: readonly number[];
  readonly leastAgents: readonly number[];
  readonly seed: number;
  readonly onEvaluation: (count: number) => void;
}

function searchOnce(
  { model, calls, demands }: SimulatedCentre,
  { start, raised, leastAgents, seed, onEvaluation }: SearchRound,
): Rows {
  return skillGroupRequirement({
    model,
    calls,
    intervalSeconds: QUARTER_HOUR_SECONDS,
    contracts: demands.map(({ target }, queue) => ({
      queue,
      serviceLevel: Math.min(HARDEST_TARGET, (target.serviceLevel ?? 0) + (raised[queue] ?? 0)),
      answerThresholdSeconds: target.answerThresholdSeconds ?? 0,
      ...(target.variant === undefined || target.variant === 'virtualWaitWithin'
        ? {}
        : { variant: target.variant }),
      shortAbandonSeconds: target.shortAbandonSeconds,
    })),
    start,
    leastAgents,
    leastSeats: demands.map(({ minimumSeats = 0 }, queue) =>
      (calls[queue] ?? []).map((value) => (value > 0 ? minimumSeats : 0)),
    ),
    days: searchDays(calls),
    seed,
    maxEvaluations: MOST_EVALUATIONS,
    onProgress: (evaluations) => {
      onEvaluation(evaluations);
      return true;
    },
  }).agents;
}

/** Agents that the cap on occupancy asks for, at least one where calls come. */
function agentsByOccupancy(
  { first, end }: SimulatedCentre,
  { calls, averageHandleTimeSeconds }: RequirementCurves,
  maxOccupancy: number,
): readonly number[] {
  return calls.slice(first, end).map((value, at) => {
    const load = (value * (averageHandleTimeSeconds[first + at] ?? 0)) / QUARTER_HOUR_SECONDS;
    return value > 0 ? Math.max(1, Math.ceil(load / maxOccupancy - 1e-9)) : 0;
  });
}

function searchDays(calls: Rows): number {
  const perDay = calls.reduce((sum, row) => sum + row.reduce((part, value) => part + value, 0), 0);
  return Math.min(
    MOST_SEARCH_DAYS,
    Math.max(FEWEST_SEARCH_DAYS, Math.ceil(SEARCH_CALLS / Math.max(1, perDay))),
  );
}
