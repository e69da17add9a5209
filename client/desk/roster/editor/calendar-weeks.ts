import {
  dutiesWithin,
  mondayOf,
  type PlanDay,
  plannedMinutesOfWeek,
} from '../../../../forecasting/roster/index.ts';
import { addDays, type PlainDate } from '../../../../forecasting/time/index.ts';
import type { RosterRow } from './roster-lines.svelte.ts';

/** Days of a plan that lie in one calendar week. */
export interface CalendarWeek {
  readonly monday: PlainDate;
  /** ISO 8601. */
  readonly number: number;
  readonly days: readonly { readonly day: PlanDay; readonly dayIndex: number }[];
}

/** A plan's days by calendar week, whatever weekday it begins on. */
export function calendarWeeks(days: readonly PlanDay[]): readonly CalendarWeek[] {
  const weeks = new Map<PlainDate, CalendarWeek['days'][number][]>();
  for (const [dayIndex, day] of days.entries()) {
    const monday = mondayOf(day.date);
    weeks.set(monday, [...(weeks.get(monday) ?? []), { day, dayIndex }]);
  }
  return [...weeks].map(([monday, own]) => ({ monday, number: weekNumber(monday), days: own }));
}

/** Hours of the whole calendar week: of the plan's days in it, and of those published beside the plan. */
export function hoursOfWeek(
  { agent, shifts }: Pick<RosterRow, 'agent' | 'shifts'>,
  monday: PlainDate,
): number {
  const own = shifts.filter((shift) => shift !== null);
  return plannedMinutesOfWeek(agent, dutiesWithin(agent, own), monday) / 60;
}

/** The week belongs to the year of its Thursday, and is counted from that year's first of January. */
function weekNumber(monday: PlainDate): number {
  const thursday = addDays(monday, 3);
  let number = 1;
  for (let before = addDays(thursday, -7); before.slice(0, 4) === thursday.slice(0, 4); number++)
    before = addDays(before, -7);
  return number;
}
