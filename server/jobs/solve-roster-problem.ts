import { blockedAgents, relaxationsOf, type BlockedAgent } from '../../forecasting/roster/blocked-agents.ts';
import { checkRoster } from '../../forecasting/roster/check/check-roster.ts';
import { placeBreaks } from '../../forecasting/roster/place-breaks.ts';
import type { RosterProblem } from '../../forecasting/roster/problem.ts';
import type { Roster } from '../../forecasting/roster/roster.ts';
import type { RosterCheck } from '../../forecasting/roster/rules.ts';
import { withActivities } from '../../forecasting/roster/with-activities.ts';
import {
  compileProblem,
  decodeRoster,
  encodeRoster,
} from '../../forecasting/roster/solver/compile-problem.ts';
import { planCost } from '../../forecasting/roster/solver/duty-model.ts';
import { emptyPlan } from '../../forecasting/roster/solver/strategies.ts';
import { solveRoster, type SolveOptions } from './solve-roster.ts';

export interface SolvedProblem {
  readonly roster: Roster;
  /** The independent checker's recount: what it says counts. */
  readonly check: RosterCheck;
  /** No roster is cheaper, where a bound was found. */
  readonly bound: number | undefined;
  /** People for whom no lawful calendar exists, and why; they are planned with the fewest rules given up. */
  readonly blocked: readonly BlockedAgent[];
  readonly firstRosterSeconds: number | undefined;
  readonly failures: readonly string[];
}

export interface SolveProblemOptions extends Omit<SolveOptions, 'start'> {
  /** A roster to go on from; with `changesCost` every difference from it has the price of the rule `change`. */
  readonly from?: Roster;
  readonly changesCost?: boolean;
}

/** Solves the product's own problem and has the answer recounted by the independent checker. */
export async function solveRosterProblem(
  problem: RosterProblem,
  options: SolveProblemOptions,
): Promise<SolvedProblem> {
  const { from, changesCost, ...solve } = options;
  const previous = changesCost === true ? from : undefined;
  const blocked = blockedAgents(problem);
  const compiled = compileProblem(problem, previous, relaxationsOf(blocked));
  const duties = from === undefined ? undefined : encodeRoster(compiled, from);
  const start = duties === undefined ? {} : { start: { duties, cost: planCost(compiled.model, duties) } };
  const solved = await solveRoster(compiled.model, { ...solve, ...start });
  const plan = solved.plan ?? emptyPlan(compiled.model);
  const roster = placeBreaks(problem, withActivities(problem, decodeRoster(compiled, plan.duties)));
  return {
    roster,
    check: checkRoster(problem, roster, previous),
    bound: solved.bound,
    blocked,
    firstRosterSeconds: solved.firstPlanSeconds,
    failures: solved.failures,
  };
}
