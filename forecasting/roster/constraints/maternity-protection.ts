import { weekdayOf } from '../../time/plain-date.ts';
import { isRestDay } from '../rest-day.ts';
import { paidMinutes } from '../roster.ts';
import { isProtectedOn } from './protected-on.ts';
import { agentRule, dayOf, shiftsOf, type Finding } from './rule.ts';

/** MuSchG § 4 (1): eight and a half hours a day, ninety in two weeks. */
const LONGEST_DAY_MINUTES = 8.5 * 60;
const LONGEST_FORTNIGHT_MINUTES = 90 * 60;
/** MuSchG § 5 (1): between six and twenty o'clock. */
const EARLIEST_MINUTE = 6 * 60;
const LATEST_MINUTE = 20 * 60;

/**
 * Hard rule: expecting and nursing women work eight and a half hours a day and ninety in two weeks at most, between 6
 * and 20 o'clock, and not on Sundays and public holidays (MuSchG §§ 4–6). Sized by the minutes beyond. The time off
 * before and after birth is an absence.
 */
export const maternityProtection = agentRule({
  name: 'maternityProtection',
  source: 'MuSchG §§ 4–6',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const findings: Finding[] = [];
    const firstWeekday = weekdayOf(dayOf(view, 0).date);
    const weekMinutes: number[] = [];
    for (const { shift, day } of shiftsOf(own)) {
      if (!isProtectedOn(own.agent, 'maternity', shift.date)) continue;
      const worked = paidMinutes(shift);
      const week = Math.floor((day + firstWeekday - 1) / 7);
      const before = (weekMinutes[week] ?? 0) + (weekMinutes[week - 1] ?? 0);
      weekMinutes[week] = (weekMinutes[week] ?? 0) + worked;
      const size = Math.max(
        isRestDay(dayOf(view, day)) ? worked : 0,
        worked - LONGEST_DAY_MINUTES,
        EARLIEST_MINUTE - shift.startMinute,
        shift.endMinute - LATEST_MINUTE,
        before + worked - Math.max(LONGEST_FORTNIGHT_MINUTES, before),
      );
      if (size > 0) findings.push({ size, agent: own.agent.id, date: shift.date, minute: shift.startMinute });
    }
    return findings;
  },
});
