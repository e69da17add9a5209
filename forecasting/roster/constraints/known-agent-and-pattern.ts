import { patternBreakMinutes } from '../../shifts/shift-pattern.ts';
import { weekdayOf } from '../../time/plain-date.ts';
import type { RosterProblem } from '../problem.ts';
import { paidMinutes, type RosterShift } from '../roster.ts';
import { agentRule, shiftsOf, type Finding } from './rule.ts';

/** Hard rule: a shift has one of the agreed forms (start window, paid time, weekday) and its owner a known contract. */
export const knownAgentAndPattern = agentRule({
  name: 'knownAgentAndPattern',
  source: 'works agreement: shift patterns',
  hard: true,
  unit: 'shifts',
  check: (own, { problem }) => {
    const { agent, contract } = own;
    const findings: Finding[] =
      contract === undefined ? [{ size: 1, agent: agent.id, facts: { contract: agent.contract } }] : [];
    for (const { shift } of shiftsOf(own)) {
      if (hasAgreedForm(problem, shift)) continue;
      const { date, pattern, startMinute } = shift;
      findings.push({ size: 1, agent: agent.id, date, minute: startMinute, facts: { pattern } });
    }
    return findings;
  },
});

/** Whether start, paid time and weekday are those of an agreed shift pattern. */
export function hasAgreedForm(problem: RosterProblem, shift: RosterShift): boolean {
  const pattern = problem.patterns.find(({ id }) => id === shift.pattern);
  if (pattern === undefined) return false;
  const late = shift.startMinute - pattern.earliestStartMinute;
  return (
    late >= 0 &&
    shift.startMinute <= pattern.latestStartMinute &&
    late % pattern.startStepMinutes === 0 &&
    paidMinutes(shift) === pattern.workMinutes &&
    shift.endMinute - shift.startMinute === pattern.workMinutes + patternBreakMinutes(pattern) &&
    (pattern.weekdays?.includes(weekdayOf(shift.date)) ?? true)
  );
}
