import { instant, MINUTE_MS, type Instant } from './instant.ts';
import type { DaySpan } from './plain-date.ts';

/** Length of a planning interval. 15 minutes is the house's own; the others come with imported history. */
export type IntervalMinutes = 5 | 15 | 30 | 60;

/**
 * Starts of all half-open intervals of a local day, in order.
 *
 * Counted in elapsed time from local midnight, so a 23-hour day has 92 quarter hours and a 25-hour day 100.
 */
export function intervalStarts(day: DaySpan, minutes: IntervalMinutes): readonly Instant[] {
  const starts: Instant[] = [];
  for (let at: number = day.start; at < day.end; at += minutes * MINUTE_MS) starts.push(instant(at));
  return starts;
}

/** Index of the interval of `day` that contains `at`; negative or past the end when `at` is outside. */
export function intervalIndex(day: DaySpan, minutes: IntervalMinutes, at: Instant): number {
  return Math.floor((at - day.start) / (minutes * MINUTE_MS));
}
