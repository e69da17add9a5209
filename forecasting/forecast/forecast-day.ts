import { slotQuantile } from './bands/quantile.ts';
import type { DayForecast } from './models/model.ts';
import { bandOfSum, type Band } from './bands/shared-factor.ts';

/** One day as it is drawn: expected calls per slot with a band, and the band of the day. */
export interface DayBand {
  readonly forecast: DayForecast;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly day: Band;
}

/** Share of outcomes inside the band that walls and desks draw. */
const DRAWN_COVERAGE = 0.8;

/** Bands of a forecast's slots and of its day. */
export function dayBand(forecast: DayForecast, coverage = DRAWN_COVERAGE): DayBand {
  const tail = (1 - coverage) / 2;
  const quantile = slotQuantile(forecast);
  const edge = (level: number) => forecast.mean.map((mean, slot) => quantile?.(level, slot) ?? mean);
  return { forecast, low: edge(tail), high: edge(1 - tail), day: bandOfSum(forecast, coverage) };
}
