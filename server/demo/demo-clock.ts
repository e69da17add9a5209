import {
  addDays,
  dateAt,
  daySpan,
  HOUR_MS,
  instant,
  MINUTE_MS,
  weekdayOf,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '../../forecasting/index.ts';

/** The demonstration's clock: the real one, or one that is shifted so that there is life to see. */
export interface DemoClock {
  readonly kind: 'real' | 'simulated';
  readonly shiftMilliseconds: number;
}

/** Where a shifted day begins: the morning is told, the peak is about to come. */
const START_AFTER_MIDNIGHT = 9 * HOUR_MS + 41 * MINUTE_MS;
/** A shifted Monday that has run past this hour has too little left to show. */
const TOO_LATE_AFTER_MIDNIGHT = 15 * HOUR_MS;
const MONDAYS_TO_TRY = 10;

export interface DemoClockQuestion {
  readonly now: Instant;
  readonly zone: TimeZone;
  /** True while the lines are open: then the real clock serves. */
  readonly isOpen: (at: Instant) => boolean;
  /** When the last event of a day was told; `null` where none is stored. */
  readonly lastToldAt: (date: PlainDate) => Promise<Instant | null>;
}

/**
 * Chooses the clock. Outside opening hours it runs a past working Monday from 9:41 on; a demonstration that was stopped
 * goes on where it was, because what was told once cannot be untold. When that Monday is spent, the one before it follows.
 */
export async function chooseDemoClock(question: DemoClockQuestion): Promise<DemoClock> {
  const { now, zone, isOpen, lastToldAt } = question;
  if (isOpen(now)) return { kind: 'real', shiftMilliseconds: 0 };
  let fallback: Instant | undefined;
  for (const monday of pastMondays(dateAt(now, zone), MONDAYS_TO_TRY)) {
    const midnight = daySpan(monday, zone).start;
    const start = instant(midnight + START_AFTER_MIDNIGHT);
    if (!isOpen(start)) continue;
    const told = await lastToldAt(monday);
    const begin = told === null || told < start ? start : told;
    fallback ??= begin;
    if (begin < midnight + TOO_LATE_AFTER_MIDNIGHT) return shiftedTo(begin, now);
  }
  return fallback === undefined ? { kind: 'real', shiftMilliseconds: 0 } : shiftedTo(fallback, now);
}

function shiftedTo(begin: Instant, now: Instant): DemoClock {
  return { kind: 'simulated', shiftMilliseconds: begin - now };
}

/** Mondays before `today`, the latest first. */
function pastMondays(today: PlainDate, count: number): readonly PlainDate[] {
  const daysBack = weekdayOf(today) === 1 ? 7 : weekdayOf(today) - 1;
  return Array.from({ length: count }, (_, week) => addDays(today, -daysBack - 7 * week));
}
