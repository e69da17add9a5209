import { legalBreakMinutes } from '../../shifts/legal-breaks.ts';
import { addDays, weekdayOf, type PlainDate } from '../../time/plain-date.ts';
import type { PastDay, RosterAgent } from './agent.ts';

/**
 * Days worked before the plan in the calendar week of its first day, or in one before that.
 *
 * @param weeksBack 0 for the week that the plan begins in
 */
export function pastDaysOfWeek(agent: RosterAgent, firstDate: PlainDate, weeksBack = 0): readonly PastDay[] {
  const monday = addDays(firstDate, 1 - weekdayOf(firstDate) - 7 * weeksBack);
  const nextMonday = addDays(monday, 7);
  return (agent.past ?? []).filter(({ date }) => date >= monday && date < nextMonday && date < firstDate);
}

/** Number of days, each counted once. */
export function daysWorked(past: readonly PastDay[]): number {
  return new Set(past.map(({ date }) => date)).size;
}

const BREAKS_MINUTES = [0, 30, 45, 60];

/**
 * Paid minutes of a day before the plan; where they are not told, its span less the break that so much work asks for.
 *
 * @param breakOf least break by minutes of work
 */
export function pastPaidMinutes(
  { startMinute, endMinute, paidMinutes }: PastDay,
  breakOf: (workMinutes: number) => number = legalBreakMinutes,
): number {
  const span = endMinute - startMinute;
  return paidMinutes ?? span - (BREAKS_MINUTES.find((pause) => breakOf(span - pause) <= pause) ?? 0);
}
