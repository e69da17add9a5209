import type { ForecastCalendar, Weekday } from '../../forecasting/index.ts';

/** A calendar on which nothing is special and nothing closed. */
export function openCalendar(businessWeek: readonly Weekday[]): ForecastCalendar {
  return { businessWeek, isClosed: () => false, specialDay: () => undefined };
}
