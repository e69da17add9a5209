import { Temporal } from 'temporal-polyfill';
import { DAY_MS, instant, type Instant } from './instant.ts';

/** A calendar day without a zone, `YYYY-MM-DD`. Sorts and compares as text. */
export type PlainDate = string & { readonly __brand: 'PlainDate' };

/** IANA name of a time zone, e.g. `Europe/Berlin`. Always an argument, never assumed. */
export type TimeZone = string;

/** Monday 1 … Sunday 7 (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** @throws RangeError if `text` is not an existing day in the form YYYY-MM-DD */
export function plainDate(text: string): PlainDate {
  if (isPlainDate(text)) return text;
  throw new RangeError(`a day is written YYYY-MM-DD and must exist, got "${text}"`);
}

export function isPlainDate(text: string): text is PlainDate {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const midnight = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
}

/** Days between two dates; independent of any zone. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return plainDate(new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10));
}

export function weekdayOf(date: PlainDate): Weekday {
  const sundayFirst = new Date(`${date}T00:00:00Z`).getUTCDay();
  switch (sundayFirst) {
    case 1:
    case 2:
    case 3:
    case 4:
    case 5:
    case 6:
      return sundayFirst;
    default:
      return 7;
  }
}

/** The local day that contains `at`. */
export function dateAt(at: Instant, zone: TimeZone): PlainDate {
  return plainDate(
    Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString(),
  );
}

/** Half-open span [start, end) of a local day: 23, 24 or 25 hours. */
export interface DaySpan {
  readonly date: PlainDate;
  readonly start: Instant;
  readonly end: Instant;
}

export function daySpan(date: PlainDate, zone: TimeZone): DaySpan {
  return { date, start: startOfDay(date, zone), end: startOfDay(addDays(date, 1), zone) };
}

function startOfDay(date: PlainDate, zone: TimeZone): Instant {
  return instant(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds);
}
