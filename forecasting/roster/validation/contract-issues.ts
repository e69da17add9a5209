import type { EmploymentContract } from '../model/agent.ts';
import type { ProblemIssue } from './problem-issue.ts';
import type { RosterProblem } from '../model/problem.ts';
import { repeated } from './repeated.ts';

/** Average week that the law allows at most: six days of eight hours (ArbZG § 3). */
const LONGEST_WEEK_MINUTES = 48 * 60;
const LONGEST_DAY_MINUTES = 10 * 60;
const MOST_NAMED = 8;

/** Contracts that the law or their own terms forbid, with the people who hold them. */
export function contractIssues(problem: RosterProblem): readonly ProblemIssue[] {
  const twice = repeated(problem.contracts.map(({ id }) => id)).map((id): ProblemIssue => ({
    code: 'contractTwice',
    facts: { id, held: holders(problem, id) },
  }));
  return [...twice, ...problem.contracts.flatMap((contract) => issuesOf(problem, contract))];
}

function issuesOf(problem: RosterProblem, contract: EmploymentContract): readonly ProblemIssue[] {
  const facts = { contract: contract.id, held: holders(problem, contract.id) };
  const { weeklyMinutes, maxDayMinutes, minRunDays, maxRunDays } = contract;
  const issues: ProblemIssue[] = [];
  if (weeklyMinutes > LONGEST_WEEK_MINUTES)
    issues.push({
      code: 'contractTooLong',
      rule: 'contractMinutes',
      facts: { ...facts, found: weeklyMinutes / 60, allowed: LONGEST_WEEK_MINUTES / 60 },
    });
  if (maxDayMinutes > LONGEST_DAY_MINUTES)
    issues.push({
      code: 'contractDayTooLong',
      rule: 'workingDay',
      facts: { ...facts, found: maxDayMinutes / 60, allowed: LONGEST_DAY_MINUTES / 60 },
    });
  if (minRunDays > maxRunDays)
    issues.push({
      code: 'contractRunsReversed',
      rule: 'shortestRun',
      facts: { ...facts, found: minRunDays, allowed: maxRunDays },
    });
  return issues;
}

function holders({ agents }: RosterProblem, contract: string): string {
  const ids = agents.filter((agent) => agent.contract === contract).map(({ id }) => id);
  if (ids.length === 0) return '–';
  const more = ids.length - MOST_NAMED;
  return [...ids.slice(0, MOST_NAMED), ...(more > 0 ? [`+ ${more}`] : [])].join(', ');
}
