import {
  legalBreakMinutes,
  LONGEST_WORK_WITHOUT_BREAK_MINUTES,
  SHORTEST_BREAK_PART_MINUTES,
} from '../../shifts/legal-breaks.ts';
import { paidMinutes, type RosterShift } from '../model/roster.ts';
import { agentRule, shiftsOf } from './rule.ts';

/**
 * Hard rule: 30 minutes of break above six hours of work, 45 above nine, in parts of at least a quarter of an hour,
 * and never more than six hours of work without one (ArbZG § 4). Sized by the minutes missing or too many.
 */
export const legalBreaks = agentRule({
  name: 'legalBreaks',
  source: 'ArbZG § 4',
  hard: true,
  unit: 'minutes',
  check: (own) =>
    shiftsOf(own).flatMap(({ shift }) => {
      const size = breakFault(shift);
      return size > 0
        ? [
            {
              size,
              agent: own.agent.id,
              date: shift.date,
              minute: shift.startMinute,
              facts: { worked: paidMinutes(shift) },
            },
          ]
        : [];
    }),
});

/** Minutes of break missing, of work too long without one, or outside the shift; 0 when all is well. */
export function breakFault(shift: RosterShift): number {
  let counted = 0;
  let longestStretch = 0;
  let workedSince = shift.startMinute;
  let outside = 0;
  for (const { startMinute, endMinute } of shift.breaks) {
    const length = endMinute - startMinute;
    if (startMinute < workedSince || endMinute > shift.endMinute || length <= 0)
      outside += Math.max(1, length);
    if (length < SHORTEST_BREAK_PART_MINUTES) continue;
    counted += length;
    longestStretch = Math.max(longestStretch, startMinute - workedSince);
    workedSince = endMinute;
  }
  longestStretch = Math.max(longestStretch, shift.endMinute - workedSince);
  const missing = Math.max(0, legalBreakMinutes(paidMinutes(shift)) - counted);
  return Math.max(missing, longestStretch - LONGEST_WORK_WITHOUT_BREAK_MINUTES, outside);
}
