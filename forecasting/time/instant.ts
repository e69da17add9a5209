/** A point on the time line: whole milliseconds since 1970-01-01T00:00Z. Stored as a plain integer. */
export type Instant = number & { readonly __brand: 'Instant' };

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;

/** @throws RangeError unless `epochMilliseconds` is a whole number within the range of `Date` */
export function instant(epochMilliseconds: number): Instant {
  if (isInstant(epochMilliseconds)) return epochMilliseconds;
  throw new RangeError(`an instant is whole milliseconds since 1970, got ${epochMilliseconds}`);
}

function isInstant(value: number): value is Instant {
  return Number.isSafeInteger(value) && Math.abs(value) <= 8.64e15;
}
