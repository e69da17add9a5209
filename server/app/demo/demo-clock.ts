import {
  addDays,
  dateAt,
  daySpan,
  HOUR_MS,
  instant,
  type Instant,
  MINUTE_MS,
  type PlainDate,
  type TimeZone,
  weekdayOf,
} from '../../../forecasting/time/index.ts';

/** The demonstration's clock: the real one, or one that is shifted so that there is life to see. */
export interface DemoClock {
  readonly kind: 'real' | 'simulated';
  readonly shiftMilliseconds: number;
}

/** Where a shifted day begins: the morning has happened, the peak is about to come. */
const START_AFTER_MIDNIGHT = 9 * HOUR_MS + 41 * MINUTE_MS;
const MONDAYS_TO_TRY = 10;
/** With less of the day left there is nothing to see but people who go home. */
const LEAST_LEFT = HOUR_MS;

/**
 * Chooses the clock: outside opening hours, and in the last hour of a day, it runs the latest working Monday of the past
 * from 9:41 on.
 *
 * @param isOpen true while the lines are open: then the real clock serves
 */
export function chooseDemoClock(now: Instant, zone: TimeZone, isOpen: (at: Instant) => boolean): DemoClock {
  if (isOpen(now) && isOpen(instant(now + LEAST_LEFT))) return { kind: 'real', shiftMilliseconds: 0 };
  const begin = pastMondays(dateAt(now, zone), MONDAYS_TO_TRY)
    .map((monday) => instant(daySpan(monday, zone).start + START_AFTER_MIDNIGHT))
    .find(isOpen);
  if (begin === undefined) return { kind: 'real', shiftMilliseconds: 0 };
  return { kind: 'simulated', shiftMilliseconds: begin - now };
}

/** Mondays before `today`, the latest first. */
function pastMondays(today: PlainDate, count: number): readonly PlainDate[] {
  const daysBack = weekdayOf(today) === 1 ? 7 : weekdayOf(today) - 1;
  return Array.from({ length: count }, (_, week) => addDays(today, -daysBack - 7 * week));
}
