import { minorsBreakMinutes, missingMinorsBreak } from '../../shifts/minors-breaks.ts';
import { weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent } from '../model/agent.ts';
import { pastDaysOfWeek, pastPaidMinutes } from '../model/past-days.ts';
import type { RosterShift } from '../model/roster.ts';
import { isProtectedOn } from '../model/protected-on.ts';
import { restsBefore } from './rest-before.ts';
import { agentRule, dayOf, workedDays, type Finding, type RosterView } from './rule.ts';

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
 * weekends, with breaks of 30 minutes above four and a half hours and of 60 above six, never over four and a half hours
 * in a row, and twelve hours of free time between (JArbSchG; its exceptions for trades are not modelled). Days before
 * the plan count in its first week. Sized by the minutes beyond.
 */
export const minorsProtection = agentRule({
  name: 'minorsProtection',
  source: 'JArbSchG §§ 8, 11, 13, 14, 16, 17',
  hard: true,
  unit: 'minutes',
  check: (own, view) => {
    if (own.agent.protections === undefined) return [];
    const findings: Finding[] = [];
    const firstDate = dayOf(view, 0).date;
    const weekMinutes = new Map([[0, minutesBefore(own.agent, firstDate)]]);
    const rests = new Map(restsBefore(own, view).map((each) => [each.day, each]));
    for (const { day, date, shifts, paid } of workedDays(own, view)) {
      if (!isProtectedOn(own.agent, 'minor', date)) continue;
      const week = weekOf(view, day);
      const before = weekMinutes.get(week) ?? 0;
      weekMinutes.set(week, before + paid);
      const rest = rests.get(day);
      const size = Math.max(
        weekdayOf(date) > 5 ? paid : 0,
        paid - LONGEST_DAY_MINUTES,
        before + paid - Math.max(LONGEST_WEEK_MINUTES, before),
        FREE_MINUTES - (rest?.restMinutes ?? Infinity),
        ...shifts.map(shiftSize),
      );
      if (size > 0)
        findings.push({ size, agent: own.agent.id, date, minute: rest?.startMinute ?? EARLIEST_MINUTE });
    }
    return findings;
  },
});

function shiftSize(shift: RosterShift): number {
  return Math.max(
    EARLIEST_MINUTE - shift.startMinute,
    shift.endMinute - LATEST_MINUTE,
    missingMinorsBreak(shift, shift.breaks),
  );
}

/** Paid minutes of the plan's first calendar week that lie before the plan. */
function minutesBefore(agent: RosterAgent, firstDate: PlainDate): number {
  return pastDaysOfWeek(agent, firstDate)
    .filter(({ date }) => isProtectedOn(agent, 'minor', date))
    .reduce((sum, day) => sum + pastPaidMinutes(day, minorsBreakMinutes), 0);
}

/** Number of the calendar week within the plan. */
function weekOf(view: RosterView, day: number): number {
  return Math.floor((day + weekdayOf(dayOf(view, 0).date) - 1) / 7);
}
