import { patternBreakMinutes } from '../../shifts/shift-pattern.ts';
import { planRule, type Finding } from './rule.ts';
import { paidMinutes, type RosterShift } from '../roster.ts';
import { weekdayOf } from '../../time/plain-date.ts';

/** Hard rule: a shift has one of the agreed forms (start window, paid time, weekday) and an owner who is in the plan. */
export const knownAgentAndPattern = planRule({
  name: 'knownAgentAndPattern',
  source: 'works agreement: shift patterns',
  hard: true,
  unit: 'shifts',
  check: ({ agents, problem }) => {
    const patterns = new Map(problem.patterns.map((pattern) => [pattern.id, pattern]));
    const contracts = agents.flatMap(({ agent, contract }): Finding[] =>
      contract === undefined ? [{ size: 1, agent: agent.id, facts: { contract: agent.contract } }] : [],
    );
    const isKnown = (shift: RosterShift): boolean => {
      const pattern = patterns.get(shift.pattern);
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
    };
    const shifts = agents.flatMap(({ days }) =>
      days
        .flat()
        .flatMap((shift): Finding[] =>
          isKnown(shift)
            ? []
            : [
                {
                  size: 1,
                  agent: shift.agent,
                  date: shift.date,
                  minute: shift.startMinute,
                  facts: { pattern: shift.pattern },
                },
              ],
        ),
    );
    return [...contracts, ...shifts];
  },
});
