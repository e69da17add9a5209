import { patternStarts } from '../../shifts/shift-pattern.ts';
import { legalBreakMinutes } from '../../shifts/legal-breaks.ts';
import { addDays } from '../../time/plain-date.ts';
import { activityIssues } from './activity-issues.ts';
import { agentIssues } from './agent-issues.ts';
import { contractIssues } from './contract-issues.ts';
import { demandIssues } from './demand-issues.ts';
import { pinIssues } from './pin-issues.ts';
import type { ProblemIssue } from './problem-issue.ts';
import type { RosterProblem } from '../model/problem.ts';
import { repeated } from './repeated.ts';
import { seatIssues } from './seat-issues.ts';

/** So many days are planned at once: eight weeks. */
const LONGEST_PLAN_DAYS = 56;

/** Everything about a problem that makes no sense before any roster is made; empty when it can be planned. */
export function problemIssues(problem: RosterProblem): readonly ProblemIssue[] {
  return [
    ...planIssues(problem),
    ...contractIssues(problem),
    ...patternIssues(problem),
    ...demandIssues(problem),
    ...seatIssues(problem),
    ...problem.agents.flatMap((agent) => agentIssues(problem, agent)),
    ...pinIssues(problem),
    ...activityIssues(problem),
  ];
}

function planIssues({ days, agents, groups }: RosterProblem): ProblemIssue[] {
  const first = days[0]?.date;
  const issues: ProblemIssue[] = days.flatMap(({ date }, index): ProblemIssue[] =>
    first !== undefined && date !== addDays(first, index)
      ? [{ code: 'daysNotConsecutive', date, facts: { expected: addDays(first, index) } }]
      : [],
  );
  if (days.length > LONGEST_PLAN_DAYS)
    issues.push({ code: 'planTooLong', facts: { found: days.length, allowed: LONGEST_PLAN_DAYS } });
  for (const agent of repeated(agents.map(({ id }) => id)))
    issues.push({ code: 'agentTwice', agent, facts: {} });
  for (const id of repeated(groups.map((group) => group.id)))
    issues.push({ code: 'groupTwice', facts: { id } });
  return issues;
}

function patternIssues({ patterns, days }: RosterProblem): ProblemIssue[] {
  const twice = repeated(patterns.map(({ id }) => id)).map((id): ProblemIssue => ({
    code: 'patternTwice',
    facts: { id },
  }));
  const wrong = patterns.flatMap((pattern): ProblemIssue[] => {
    const issues: ProblemIssue[] = [];
    const wanted = legalBreakMinutes(pattern.workMinutes);
    if ((pattern.breakMinutes ?? wanted) < wanted)
      issues.push({
        code: 'patternBreakTooShort',
        rule: 'legalBreaks',
        facts: { pattern: pattern.id, found: pattern.breakMinutes ?? 0, allowed: wanted },
      });
    const fits = patternStarts(pattern).some(({ startMinute, endMinute }) =>
      days.some(
        ({ open }) => open !== undefined && startMinute >= open.startMinute && endMinute <= open.endMinute,
      ),
    );
    if (!fits)
      issues.push({ code: 'patternNeverFits', rule: 'openingHours', facts: { pattern: pattern.id } });
    return issues;
  });
  return [...twice, ...wrong];
}
