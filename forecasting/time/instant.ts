/** A point on the time line: whole milliseconds since 1970-01-01T00:00Z. Stored as a plain integer. */
export type Instant = number & { readonly __brand: 'Instant' };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
/** The grid of plans, counters and boards. Every zone here changes its clocks by whole quarter hours, so the grid holds. */
export const QUARTER_HOUR_MS = 900_000;
/**
 * Twenty-four hours of elapsed time, or a day of the calendar in UTC. A *local* day lasts 23, 24 or 25 hours: step from
 * day to day by `addDays` and `daySpan`.
 */
export const DAY_MS = 86_400_000;

/** @throws RangeError unless `epochMilliseconds` is a whole number within the range of `Date` */
export function instant(epochMilliseconds: number): Instant {
  if (isInstant(epochMilliseconds)) return epochMilliseconds;
  throw new RangeError(`an instant is whole milliseconds since 1970, got ${epochMilliseconds}`);
}

function isInstant(value: number): value is Instant {
  return Number.isSafeInteger(value) && Math.abs(value) <= 8.64e15;
}
