import { weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent } from '../model/agent.ts';
import { pastDaysOfWeek, pastPaidMinutes } from '../model/past-days.ts';
import { isRestDay } from '../model/rest-day.ts';
import { isProtectedOn } from '../model/protected-on.ts';
import { agentRule, dayOf, workedDays, type Finding } from './rule.ts';

/** MuSchG § 4 (1): eight and a half hours a day, ninety in two weeks. */
const LONGEST_DAY_MINUTES = 8.5 * 60;
const LONGEST_FORTNIGHT_MINUTES = 90 * 60;
/** MuSchG § 5 (1): between six and twenty o'clock. */
const EARLIEST_MINUTE = 6 * 60;
const LATEST_MINUTE = 20 * 60;

/**
 * Hard rule: expecting and nursing women work eight and a half hours a day and ninety in two weeks at most, between 6
 * and 20 o'clock, and not on Sundays and public holidays (MuSchG §§ 4–6). Sized by the minutes beyond; the weeks that
 * the plan begins in and follows count with their days before it. The time off before and after birth is an absence.
 */
export const maternityProtection = agentRule({
  name: 'maternityProtection',
  source: 'MuSchG §§ 4–6',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    if (own.agent.protections === undefined) return [];
    const findings: Finding[] = [];
    const firstDate = dayOf(view, 0).date;
    const weekMinutes = new Map([-1, 0].map((week) => [week, minutesBefore(own.agent, firstDate, -week)]));
    for (const { day, date, shifts, paid } of workedDays(own, view)) {
      if (!isProtectedOn(own.agent, 'maternity', date)) continue;
      const week = Math.floor((day + weekdayOf(firstDate) - 1) / 7);
      const before = (weekMinutes.get(week) ?? 0) + (weekMinutes.get(week - 1) ?? 0);
      weekMinutes.set(week, (weekMinutes.get(week) ?? 0) + paid);
      const startMinute = Math.min(...shifts.map((shift) => shift.startMinute));
      const endMinute = Math.max(...shifts.map((shift) => shift.endMinute));
      const size = Math.max(
        isRestDay(dayOf(view, day)) ? paid : 0,
        paid - LONGEST_DAY_MINUTES,
        EARLIEST_MINUTE - startMinute,
        endMinute - LATEST_MINUTE,
        before + paid - Math.max(LONGEST_FORTNIGHT_MINUTES, before),
      );
      if (size > 0) findings.push({ size, agent: own.agent.id, date, minute: startMinute });
    }
    return findings;
  },
});

function minutesBefore(agent: RosterAgent, firstDate: PlainDate, weeksBack: number): number {
  return pastDaysOfWeek(agent, firstDate, weeksBack)
    .filter(({ date }) => isProtectedOn(agent, 'maternity', date))
    .reduce((sum, day) => sum + pastPaidMinutes(day), 0);
}
