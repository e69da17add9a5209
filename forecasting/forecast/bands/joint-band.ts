import { valueAt } from '../../maths/value-at.ts';
import type { DayForecast } from '../models/model.ts';
import { countBand, sharedVariance, type Band } from './shared-factor.ts';

/** Slots [from, to) of one queue's day. */
export interface DaySlice {
  readonly forecast: DayForecast;
  readonly from: number;
  readonly to: number;
}

/**
 * Band of the sum of slots of several queues on one day. Within a queue slots go up and down together; between queues
 * the shared factors correlate as stated: weather and news know no city limits.
 *
 * @param correlation of the shared factors of two queues, 0 … 1
 * @returns queues without a known spread add their mean and no width
 */
export function jointBand(slices: readonly DaySlice[], correlation: number, coverage: number): Band {
  let mean = 0;
  let own = 0;
  let deviations = 0;
  let squares = 0;
  for (const { forecast, from, to } of slices) {
    let sum = 0;
    for (let slot = from; slot < to; slot++) sum += valueAt(forecast.mean, slot);
    mean += sum;
    if (forecast.spread.kind !== 'count') continue;
    own += forecast.spread.dispersion * sum;
    const shared = sharedVariance(forecast.mean, forecast.spread, from, to);
    squares += shared;
    deviations += Math.sqrt(shared);
  }
  const together = squares + correlation * (deviations ** 2 - squares);
  return countBand(mean, own + together, coverage);
}
