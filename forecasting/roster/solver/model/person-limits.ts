import { minorsBreakMinutes } from '../../../shifts/minors-breaks.ts';
import type { PatternStart } from '../../../shifts/shift-pattern.ts';
import { weekdayOf, type PlainDate } from '../../../time/plain-date.ts';
import type { Protection, RosterAgent } from '../../model/agent.ts';
import { isEmployed } from '../../model/employment.ts';
import type { PlanDay, RosterProblem } from '../../model/problem.ts';
import { isRestDay } from '../../model/rest-day.ts';
import type { RuleName } from '../../model/rules.ts';

/** Whether a rule is switched on. */
export type IsOn = (rule: RuleName) => boolean;

/** Whether a protection of the person holds on a day. */
export function isProtected(agent: RosterAgent, kind: Protection['kind'], date: PlainDate): boolean {
  return (
    agent.protections?.some(
      (each) => each.kind === kind && (each.from ?? date) <= date && date <= (each.until ?? date),
    ) ?? false
  );
}

/**
 * Whether the law's protection of a person allows a kind of shift on a day. A minor's twelve free hours are kept by
 * ending so early that any start on the next day is late enough: a little stricter than the law.
 *
 * @param earliestStart earliest start of any kind, as minute of the day
 */
export function mayWorkProtected(
  agent: RosterAgent,
  day: Pick<PlanDay, 'date' | 'isHoliday'>,
  kind: PatternStart,
  earliestStart: number,
  isOn: IsOn,
): boolean {
  if (agent.protections === undefined || agent.protections.length === 0) return true;
  const { date } = day;
  const byDay = kind.startMinute >= 6 * 60 && kind.endMinute <= 20 * 60;
  if (isOn('minorsProtection') && isProtected(agent, 'minor', date)) {
    const isTooLong = kind.workMinutes > 8 * 60 || kind.breakMinutes < minorsBreakMinutes(kind.workMinutes);
    if (!byDay || isTooLong) return false;
    if (weekdayOf(date) > 5 || kind.endMinute > earliestStart + 12 * 60) return false;
  }
  if (isOn('maternityProtection') && isProtected(agent, 'maternity', date)) {
    if (!byDay || kind.workMinutes > 8.5 * 60 || isRestDay(day)) return false;
  }
  const overtime = isOn('noOvertime') && isProtected(agent, 'severelyDisabled', date);
  return !overtime || kind.workMinutes <= 8 * 60;
}

/** Rest that a person needs before the plan's first day: twelve hours for minors (JArbSchG § 13), else eleven. */
export function restBeforePlan(problem: RosterProblem, agent: RosterAgent, isOn: IsOn): number {
  const first = problem.days[0]?.date;
  const isMinor = first !== undefined && isOn('minorsProtection') && isProtected(agent, 'minor', first);
  return (isMinor ? 12 : 11) * 60;
}

/** Paid minutes that the average of eight hours a working day leaves for the plan (ArbZG § 3); all where no past is known. */
export function paidMinutesLeft(problem: RosterProblem, agent: RosterAgent): number {
  const before = agent.workedBefore;
  if (before === undefined) return Infinity;
  const workdays = problem.days.filter(
    ({ date, isHoliday }) =>
      weekdayOf(date) < 7 &&
      !isHoliday &&
      isEmployed(agent, date) &&
      !agent.absences.some(({ from, until }) => from <= date && date <= until),
  ).length;
  return Math.max(0, (before.workdays + workdays) * 8 * 60 - before.paidMinutes);
}

/** Sundays that may still be worked, the first ones of the plan (ArbZG § 11 (1): fifteen of 52 stay free). */
export function sundaysLeft(problem: RosterProblem, agent: RosterAgent): ReadonlySet<PlainDate> {
  const left = Math.max(0, 52 - 15 - (agent.sundaysWorked ?? 0));
  return new Set(
    problem.days
      .map(({ date }) => date)
      .filter((date) => weekdayOf(date) === 7)
      .slice(0, left),
  );
}
