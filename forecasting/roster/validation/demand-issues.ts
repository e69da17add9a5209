import type { Demand, RosterProblem } from '../model/problem.ts';
import type { ProblemIssue } from './problem-issue.ts';
import { repeated } from './repeated.ts';
import { clockTime } from '../../time/clock-time.ts';

/** More people at once than any house has: a slip of the unit. */
const MOST_AGENTS = 10_000;

/** Demand that has no place in the plan: unknown groups, closed hours, rows of other lengths, numbers that cannot be meant. */
export function demandIssues(problem: RosterProblem): readonly ProblemIssue[] {
  const twice = repeated(problem.demand.map(({ group }) => group)).map((id): ProblemIssue => ({
    code: 'demandTwice',
    facts: { id },
  }));
  return [...twice, ...problem.demand.flatMap((demand) => issuesOf(problem, demand))];
}

function issuesOf(problem: RosterProblem, { group, scheduledAgents }: Demand): readonly ProblemIssue[] {
  const { days, groups, intervalMinutes } = problem;
  const perDay = (24 * 60) / intervalMinutes;
  const issues: ProblemIssue[] = [];
  if (!groups.some(({ id }) => id === group)) issues.push({ code: 'demandUnknownGroup', facts: { group } });
  if (scheduledAgents.length !== days.length || scheduledAgents.some((row) => row.length !== perDay))
    return [...issues, { code: 'demandWrongLength', facts: { group, days: days.length, perDay } }];
  for (const [day, row] of scheduledAgents.entries()) {
    const { date, open } = days[day] ?? {};
    if (date === undefined) continue;
    const absurd = row.findIndex((wanted) => !(wanted >= 0 && wanted <= MOST_AGENTS));
    if (absurd >= 0)
      issues.push({
        code: 'demandAbsurd',
        rule: 'understaffed',
        date,
        facts: {
          group,
          time: clockTime(absurd * intervalMinutes),
          found: row[absurd] ?? 0,
          allowed: MOST_AGENTS,
        },
      });
    const outside = row.findIndex((wanted, interval) => {
      const minute = interval * intervalMinutes;
      return wanted > 0 && (open === undefined || minute < open.startMinute || minute >= open.endMinute);
    });
    if (outside >= 0)
      issues.push({
        code: 'demandOutsideOpening',
        rule: 'openingHours',
        date,
        facts: { group, minute: outside * intervalMinutes },
      });
  }
  return issues;
}
