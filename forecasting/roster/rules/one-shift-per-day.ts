import { agentRule, dayOf } from './rule.ts';

/** Hard rule: one duty a day; sized by the duties too many. */
export const oneShiftPerDay = agentRule({
  name: 'oneShiftPerDay',
  source: 'works agreement: no split duties',
  hard: true,
  unit: 'shifts',
  check: ({ agent, days }, view) =>
    days.flatMap((shifts, day) =>
      shifts.length > 1 ? [{ size: shifts.length - 1, agent: agent.id, date: dayOf(view, day).date }] : [],
    ),
});
