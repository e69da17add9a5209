import type { RosterAgent } from '../model/agent.ts';
import type { ProblemIssue } from './problem-issue.ts';
import type { RosterProblem } from '../model/problem.ts';
import { clockTime } from '../../time/clock-time.ts';

/** Wishes that no roster can grant: outside the plan, ending before they start, free and at work at once. */
export function wishIssues({ days }: RosterProblem, { id, wishes }: RosterAgent): readonly ProblemIssue[] {
  const first = days[0]?.date;
  const last = days.at(-1)?.date;
  const daysOff = new Set(wishes.filter(({ kind }) => kind === 'dayOff').map(({ date }) => date));
  return wishes.flatMap((wish): ProblemIssue[] => {
    const { date } = wish;
    const issues: ProblemIssue[] = [];
    if (first !== undefined && last !== undefined && (date < first || date > last))
      issues.push({
        code: 'wishOutsidePlan',
        rule: 'dayOffRequest',
        agent: id,
        date,
        facts: { first, last },
      });
    if (wish.kind !== 'dayOff' && wish.span.endMinute <= wish.span.startMinute)
      issues.push({
        code: 'wishReversed',
        rule: 'shiftWish',
        agent: id,
        date,
        facts: { start: clockTime(wish.span.startMinute), end: clockTime(wish.span.endMinute) },
      });
    if (wish.kind === 'workWithin' && daysOff.has(date))
      issues.push({ code: 'wishesContradict', rule: 'dayOffRequest', agent: id, date, facts: {} });
    return issues;
  });
}
