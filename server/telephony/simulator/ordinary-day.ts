import {
  type DaySpan,
  instant,
  intervalStarts,
  MINUTE_MS,
  weekdayOf,
} from '../../../forecasting/time/index.ts';
import type { Span } from './day-scenario.ts';

/** Calls of an ordinary day per city, as the joint centre has them (seed volumes; Köln, Bonn and Leverkusen). */
export const ordinaryCalls = { koeln: 3900, bonn: 1100, leverkusen: 600 } as const;

/** Mondays are heavy, Fridays light; mean over Monday to Friday is 1. */
const weekdayFactors = [1.17, 1.04, 0.95, 1.01, 0.83, 0, 0] as const;

/** Opening hours of the ordinary day, minutes after local midnight. */
const OPEN_MINUTE = 7 * 60;
const CLOSE_MINUTE = 18 * 60;
const INTERVAL_MINUTES = 15;

/**
 * How an ordinary day's calls spread: a steep morning, a dip over lunch, a lower afternoon.
 *
 * @param latenessHours how much later than Köln's a city's day runs
 * @returns expected calls per quarter hour of the opening hours, none on a weekend
 */
export function ordinaryArrivals(
  day: DaySpan,
  calls: number,
  latenessHours: number,
): readonly (Span & { readonly expectedCalls: number })[] {
  const factor = weekdayFactors[weekdayOf(day.date) - 1] ?? 0;
  const open = intervalStarts(day, INTERVAL_MINUTES)
    .map((from) => ({ from, to: instant(from + INTERVAL_MINUTES * MINUTE_MS) }))
    .filter(({ from }) => {
      const minute = (from - day.start) / MINUTE_MS;
      return minute >= OPEN_MINUTE && minute < CLOSE_MINUTE;
    });
  const weights = open.map(({ from }) => busyness((from - day.start) / (60 * MINUTE_MS) - latenessHours));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return open.map((interval, index) => ({
    ...interval,
    expectedCalls: (calls * factor * (weights[index] ?? 0)) / sum,
  }));
}

function busyness(hour: number): number {
  const bump = (centre: number, width: number): number => Math.exp(-(((hour - centre) / width) ** 2));
  return 0.1 + bump(9.9, 2.1) + 0.55 * bump(14.2, 1.9);
}
