import { agentRule, dayOf, shiftsOf } from './rule.ts';

/** Hard rule: no shift outside the centre's opening hours of the day; sized by minutes outside. */
export const openingHours = agentRule({
  name: 'openingHours',
  source: 'service agreement of the centre',
  hard: true,
  unit: 'minutes',
  check: (own, view) =>
    shiftsOf(own).flatMap(({ shift, day }) => {
      const { open } = dayOf(view, day);
      const inside =
        open === undefined
          ? 0
          : Math.max(
              0,
              Math.min(open.endMinute, shift.endMinute) - Math.max(open.startMinute, shift.startMinute),
            );
      const size = shift.endMinute - shift.startMinute - inside;
      return size > 0
        ? [
            {
              size,
              agent: own.agent.id,
              date: shift.date,
              minute: shift.startMinute,
              facts: { open: open === undefined ? 0 : 1 },
            },
          ]
        : [];
    }),
});
