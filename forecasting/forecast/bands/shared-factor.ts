import { valueAt } from '../../maths/value-at.ts';
import { countQuantile } from './count-distribution.ts';
import type { CountSpread, DayForecast } from '../models/model.ts';

/** Expected value and central interval of a count. */
export interface Band {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Band of the sum of the slots [from, to) of a forecast day, coherent with the bands of its slots: slots of one day
 * go up and down together, so the band of a day is far wider than independent slots would give.
 *
 * @param coverage share of outcomes inside, e.g. 0.8
 * @returns without a known spread, a band of no width
 */
export function bandOfSum({ mean, spread }: DayForecast, coverage: number, from = 0, to = mean.length): Band {
  let sum = 0;
  for (let slot = from; slot < to; slot++) sum += valueAt(mean, slot);
  if (spread.kind !== 'count') return { mean: sum, low: sum, high: sum };
  return countBand(sum, spread.dispersion * sum + sharedVariance(mean, spread, from, to), coverage);
}

/** Variance of the sum of slots that comes from the factors they share: Σ Σ m(s) m(t) C(s − t), in one pass. */
export function sharedVariance(mean: Float64Array, spread: CountSpread, from: number, to: number): number {
  let sum = 0;
  let drifting = 0;
  let driftVariance = 0;
  for (let slot = from; slot < to; slot++) {
    const expected = valueAt(mean, slot);
    drifting *= spread.driftCorrelation;
    driftVariance += expected * (expected + 2 * drifting);
    drifting += expected;
    sum += expected;
  }
  return spread.dayCv ** 2 * sum ** 2 + spread.driftCv ** 2 * driftVariance;
}

/** Central interval of a count with this mean and variance. */
export function countBand(mean: number, variance: number, coverage: number): Band {
  const tail = (1 - coverage) / 2;
  return {
    mean,
    low: countQuantile(tail, mean, variance),
    high: countQuantile(1 - tail, mean, variance),
  };
}
