import type { RosterProblem } from '../model/problem.ts';
import type { RosterCheck } from '../model/rules.ts';

/** Share (0 … 1) of the wanted agents per interval that a roster has; 1 where nobody is wanted. */
export function coveredShare(problem: RosterProblem, check: Pick<RosterCheck, 'softViolations'>): number {
  const wanted = problem.demand
    .flatMap(({ scheduledAgents }) => scheduledAgents.flat())
    .reduce((sum, agents) => sum + agents, 0);
  const missing = check.softViolations.reduce(
    (sum, { rule, size }) => (rule === 'understaffed' ? sum + size : sum),
    0,
  );
  return wanted === 0 ? 1 : 1 - missing / wanted;
}
