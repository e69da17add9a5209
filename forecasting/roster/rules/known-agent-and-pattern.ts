import { patternBreakMinutes } from '../../shifts/shift-pattern.ts';
import { weekdayOf } from '../../time/plain-date.ts';
import { clockTime } from '../../time/clock-time.ts';
import type { RosterProblem } from '../model/problem.ts';
import { paidMinutes, type RosterShift } from '../model/roster.ts';
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
      const { date, pattern, startMinute, endMinute } = shift;
      const agreed = agreedSpans(problem, shift);
      findings.push({
        size: 1,
        agent: agent.id,
        date,
        minute: startMinute,
        facts: { pattern, endMinute, agreed },
      });
    }
    return findings;
  },
});

/** Shifts that are agreed for the weekday, as they may lie: `07:00–15:30`, or `07:00–15:30 … 09:30–18:00` with a window. */
function agreedSpans({ patterns }: RosterProblem, { date }: RosterShift): string {
  const spans = patterns
    .filter(({ weekdays }) => weekdays?.includes(weekdayOf(date)) ?? true)
    .map((pattern) => {
      const length = pattern.workMinutes + patternBreakMinutes(pattern);
      const span = (start: number): string => `${clockTime(start)}–${clockTime(start + length)}`;
      const { earliestStartMinute: first, latestStartMinute: last } = pattern;
      return first === last ? span(first) : `${span(first)} … ${span(last)}`;
    });
  return [...new Set(spans)].join(', ');
}

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
