import { weekdayOf } from '../../time/plain-date.ts';
import { agentRule, shiftsOf } from './rule.ts';

/** Hard rule: shifts lie within the contract's hours and the person's agreed availability; sized by minutes outside. */
export const availability = agentRule({
  name: 'availability',
  source: 'contract; TzBfG § 9a, BEEG § 15 (particular agreements)',
  hard: true,
  unit: 'minutes',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const { agent, contract } = own;
      const spans = agent.availability?.find(({ weekday }) => weekday === weekdayOf(shift.date))?.spans;
      const earliest = contract?.earliestStartMinute ?? 0;
      const latest = contract?.latestEndMinute ?? 24 * 60;
      const outsideContract =
        Math.max(0, earliest - shift.startMinute) + Math.max(0, shift.endMinute - latest);
      const length = shift.endMinute - shift.startMinute;
      const inside = (spans ?? [{ startMinute: 0, endMinute: 24 * 60 }]).reduce(
        (most, span) =>
          Math.max(
            most,
            Math.min(span.endMinute, shift.endMinute) - Math.max(span.startMinute, shift.startMinute),
          ),
        0,
      );
      const size = Math.max(outsideContract, length - inside);
      return size > 0
        ? [
            {
              size,
              agent: agent.id,
              date: shift.date,
              minute: shift.startMinute,
              facts: { earliest, latest },
            },
          ]
        : [];
    }),
});
