import {
  addDays,
  daysBetween,
  plainDate,
  weekdayOf,
  type PlainDate,
  type Weekday,
} from '../../time/plain-date.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';

/** What the calendar alone says about a day, in the terms that call volumes follow. */
export interface DayFeatures {
  readonly date: PlainDate;
  readonly weekday: Weekday;
  /** Days since 1970. */
  readonly dayNumber: number;
  /**
   * Signed distance to the turn of the month in open business days: 0.5 is the first business day of a month,
   * 1.5 the second, −0.5 the last. `undefined` in mid-month.
   */
  readonly monthTurn: number | undefined;
  /** 1 on the first open day after closed business days, less on the second, 0 otherwise. */
  readonly afterClosed: number;
  /** 1 in school holidays, as far as the calendar knows them. */
  readonly schoolHoliday: number;
}

/** Business days after and before the turn of a month that callers notice (salaries, rents, statements). */
const DAYS_AFTER_TURN = 4;
const DAYS_BEFORE_TURN = 3;
/** Callers who found a closed line come on the first day and, fewer, on the second. */
const SECOND_DAY_SHARE = 0.8;
const EPOCH = plainDate('1970-01-01');

/** Features by calendar: models ask for the same days at every origin, and counting business days takes a while. */
const known = new WeakMap<ForecastCalendar, Map<PlainDate, DayFeatures>>();

/** Reads features off a calendar; open business days are counted by the calendar's own closed days. */
export function dayFeatures(date: PlainDate, calendar: ForecastCalendar): DayFeatures {
  const days = known.get(calendar) ?? new Map<PlainDate, DayFeatures>();
  known.set(calendar, days);
  const features = days.get(date) ?? readFeatures(date, calendar);
  days.set(date, features);
  return features;
}

function readFeatures(date: PlainDate, calendar: ForecastCalendar): DayFeatures {
  return {
    date,
    weekday: weekdayOf(date),
    dayNumber: daysBetween(EPOCH, date),
    monthTurn: monthTurn(date, calendar),
    afterClosed: afterClosed(date, calendar),
    schoolHoliday: calendar.isSchoolHoliday?.(date) === true ? 1 : 0,
  };
}

function isOpen(date: PlainDate, calendar: ForecastCalendar): boolean {
  return calendar.businessWeek.includes(weekdayOf(date)) && !calendar.isClosed(date);
}

function monthTurn(date: PlainDate, calendar: ForecastCalendar): number | undefined {
  const month = date.slice(0, 7);
  let before = 0;
  for (let day = addDays(date, -1); day.startsWith(month); day = addDays(day, -1)) {
    if (isOpen(day, calendar)) before += 1;
    if (before >= DAYS_AFTER_TURN) break;
  }
  if (before < DAYS_AFTER_TURN) return before + 0.5;
  let after = 0;
  for (let day = addDays(date, 1); day.startsWith(month); day = addDays(day, 1)) {
    if (isOpen(day, calendar)) after += 1;
    if (after >= DAYS_BEFORE_TURN) return undefined;
  }
  return -(after + 0.5);
}

function afterClosed(date: PlainDate, calendar: ForecastCalendar): number {
  const previous = previousBusinessDay(date, calendar);
  if (calendar.isClosed(previous)) return 1;
  return calendar.isClosed(previousBusinessDay(previous, calendar)) ? SECOND_DAY_SHARE : 0;
}

function previousBusinessDay(date: PlainDate, { businessWeek }: ForecastCalendar): PlainDate {
  let day = addDays(date, -1);
  while (!businessWeek.includes(weekdayOf(day))) day = addDays(day, -1);
  return day;
}

/** Calendar days between two days' features. */
export function daysApart(a: DayFeatures, b: DayFeatures): number {
  return Math.abs(a.dayNumber - b.dayNumber);
}
