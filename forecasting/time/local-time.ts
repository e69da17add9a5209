import { Temporal } from 'temporal-polyfill';
import { instant, type Instant } from './instant.ts';
import { addDays, daySpan, type PlainDate, type TimeZone } from './plain-date.ts';

/**
 * The instant at which the clocks of `zone` show `time` on `date`.
 *
 * @param time `HH:MM`, or `24:00` for the end of the day. A time that the spring change skips is moved forward by the
 *   hour that is skipped; a time that comes twice in autumn means the first.
 * @throws RangeError if `time` is no such time
 */
export function instantOfLocalTime(date: PlainDate, time: string, zone: TimeZone): Instant {
  if (time === '24:00') return daySpan(addDays(date, 1), zone).start;
  return instant(
    Temporal.PlainDate.from(date).toZonedDateTime({
      timeZone: zone,
      plainTime: Temporal.PlainTime.from(time),
    }).epochMilliseconds,
  );
}

/** What a clock on the wall shows at `at`: `HH:MM`. */
export function localTimeAt(at: Instant, zone: TimeZone): string {
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(zone)
    .toPlainTime()
    .toString({ smallestUnit: 'minute' });
}

/** Minutes that local time is ahead of UTC at `at` (Berlin: 60 in winter, 120 in summer). */
export function utcOffsetMinutes(at: Instant, zone: TimeZone): number {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 60e9;
}
