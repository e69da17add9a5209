import { DAY_MS } from '../../forecasting/time/index.ts';

/** Arithmetic on plain days (YYYY-MM-DD); no clock and no zone is in it. */

export function shifted(day: string, days: number): string {
  return new Date(startOf(day) + days * DAY_MS).toISOString().slice(0, 10);
}

export function daysBetween(from: string, until: string): number {
  return Math.round((startOf(until) - startOf(from)) / DAY_MS);
}

/** ISO weekday, Monday 1 … Sunday 7. */
export function weekdayOf(day: string): number {
  return ((new Date(startOf(day)).getUTCDay() + 6) % 7) + 1;
}

/** Monday of the week that holds the day. */
export function mondayOf(day: string): string {
  return shifted(day, 1 - weekdayOf(day));
}

/** First day of the month that lies `months` after the one that holds the day. */
export function monthOf(day: string, months = 0): string {
  const [year = 1970, month = 1] = day.split('-').map(Number);
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
}

/** Whole weeks, Monday first, that together hold the month. */
export function weeksOfMonth(month: string): readonly (readonly string[])[] {
  const weeks: string[][] = [];
  for (let monday = mondayOf(month); monday < monthOf(month, 1); monday = shifted(monday, 7))
    weeks.push([0, 1, 2, 3, 4, 5, 6].map((offset) => shifted(monday, offset)));
  return weeks;
}

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
