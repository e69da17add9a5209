import { addDays, weekdayOf } from '../../time/plain-date.ts';
import { paidMinutes, type RosterShift } from '../roster.ts';
import { isProtectedOn } from './protected-on.ts';
import { agentRule, dayOf, shiftsOf, type AgentView, type Finding, type RosterView } from './rule.ts';

/** JArbSchG § 8 (1): eight hours a day, forty a week. */
const LONGEST_DAY_MINUTES = 8 * 60;
const LONGEST_WEEK_MINUTES = 40 * 60;
/** JArbSchG § 14 (1): between six and twenty o'clock. */
const EARLIEST_MINUTE = 6 * 60;
const LATEST_MINUTE = 20 * 60;
/** JArbSchG § 13: free time until the next working day. */
const FREE_MINUTES = 12 * 60;

/**
 * Hard rule: people under eighteen work eight hours a day and forty a week at most, between 6 and 20 o'clock, not at
 * weekends, with breaks of 30 minutes above four and a half hours and of 60 above six, and twelve hours of free time
 * between (JArbSchG; its exceptions for trades are not modelled). Sized by the minutes beyond.
 */
export const minorsProtection = agentRule({
  name: 'minorsProtection',
  source: 'JArbSchG §§ 8, 11, 13, 14, 16, 17',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    const findings: Finding[] = [];
    const weekMinutes = new Map<number, number>();
    const shifts = shiftsOf(own).filter(({ shift }) => isProtectedOn(own.agent, 'minor', shift.date));
    for (const { shift, day } of shifts) {
      const week = weekOf(view, day);
      const before = weekMinutes.get(week) ?? 0;
      weekMinutes.set(week, before + paidMinutes(shift));
      const overWeek = Math.max(0, (weekMinutes.get(week) ?? 0) - Math.max(LONGEST_WEEK_MINUTES, before));
      const size = Math.max(daySize(shift), overWeek, missingFreeTime(own, view, shift, day));
      if (size > 0) findings.push({ size, agent: own.agent.id, date: shift.date, minute: shift.startMinute });
    }
    return findings;
  },
});

function daySize(shift: RosterShift): number {
  const worked = paidMinutes(shift);
  if (weekdayOf(shift.date) > 5) return worked;
  const breakMinutes = shift.endMinute - shift.startMinute - worked;
  const wantedBreak = worked > 6 * 60 ? 60 : worked > 4.5 * 60 ? 30 : 0;
  return Math.max(
    worked - LONGEST_DAY_MINUTES,
    EARLIEST_MINUTE - shift.startMinute,
    shift.endMinute - LATEST_MINUTE,
    wantedBreak - breakMinutes,
  );
}

function missingFreeTime(own: AgentView, view: RosterView, shift: RosterShift, day: number): number {
  const eve =
    day === 0
      ? own.agent.past?.find(({ date }) => date === addDays(shift.date, -1))
      : own.days[day - 1]?.at(-1);
  if (eve === undefined) return 0;
  const length = view.dayMinutes[day - 1] ?? 24 * 60;
  return FREE_MINUTES - (length - eve.endMinute + shift.startMinute);
}

/** Number of the calendar week within the plan. */
function weekOf(view: RosterView, day: number): number {
  return Math.floor((day + weekdayOf(dayOf(view, 0).date) - 1) / 7);
}
