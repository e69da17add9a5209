import { knownBefore, nextBusinessDays, type DayHistory } from '../history/day-history.ts';
import type { PlainDate } from '../time/plain-date.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import { slotQuantile } from './bands/quantile.ts';
import type { DayForecast, ForecastModel } from './models/model.ts';
import { bandOfSum, type Band } from './bands/shared-factor.ts';

/** One day as it is drawn: expected calls per slot with a band, and the band of the day. */
export interface DayBand {
  readonly forecast: DayForecast;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly day: Band;
}

/** Share of outcomes inside the band that walls and desks draw. */
export const DRAWN_COVERAGE = 0.8;
/** No forecast reaches further than a quarter. */
const MOST_DAYS_AHEAD = 92;

/**
 * Forecast of one day from everything before it.
 *
 * @returns `undefined` when the day is none of the business week, closed, or too far ahead of the history
 */
export function forecastDay(
  history: DayHistory,
  calendar: ForecastCalendar,
  date: PlainDate,
  model: ForecastModel,
  coverage = DRAWN_COVERAGE,
): DayBand | undefined {
  const known = knownBefore(history, date);
  const last = known.days.at(-1)?.date;
  if (last === undefined || calendar.isClosed(date)) return undefined;
  const days = nextBusinessDays(last, MOST_DAYS_AHEAD, history.businessWeek).filter(
    (day) => day > last && day <= date,
  );
  if (days.at(-1) !== date) return undefined;
  const forecast = model.fit(known, calendar).forecast(days).at(-1);
  return forecast === undefined ? undefined : dayBand(forecast, coverage);
}

/** Bands of a forecast's slots and of its day. */
export function dayBand(forecast: DayForecast, coverage = DRAWN_COVERAGE): DayBand {
  const tail = (1 - coverage) / 2;
  const quantile = slotQuantile(forecast);
  const edge = (level: number) => forecast.mean.map((mean, slot) => quantile?.(level, slot) ?? mean);
  return { forecast, low: edge(tail), high: edge(1 - tail), day: bandOfSum(forecast, coverage) };
}
