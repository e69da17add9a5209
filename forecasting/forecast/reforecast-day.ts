import { valueAt } from '../maths/value-at.ts';
import type { CountSpread, DayForecast } from './models/model.ts';
import { countBand, sharedVariance, type Band } from './bands/shared-factor.ts';

/** The day as it is expected to end, from the forecast and what has come so far. */
export interface DayReforecast {
  /** Slots that are over. */
  readonly knownSlots: number;
  /** Expected calls per slot: what came for known slots, the corrected forecast for the others. */
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Calls of the whole day. */
  readonly day: Band;
  /** Expected calls still to come over what the forecast said of them; 1 = as planned. */
  readonly factor: number;
}

/** Spread assumed where a model gives none: what was measured on a bank's calls. */
export const USUAL_SPREAD: CountSpread = {
  kind: 'count',
  dispersion: 1.5,
  dayCv: 0.06,
  driftCv: 0.04,
  driftCorrelation: 0.9,
};
/** A slot further out than this many deviations counts as if it were there: one burst is not a trend. */
const MOST_DEVIATIONS = 3;
/** Share of the day after which surprises count in full: the first hour is the least like the rest. */
const TRUST_AFTER_SHARE = 0.2;

/**
 * Corrects the rest of the day by what has come so far.
 *
 * The relative surprise is a factor for the whole day plus a factor that drifts; a Kalman filter over the two
 * (Durbin and Koopman 2012, ch. 4) weighs each slot by its counting noise. Early in the day little is believed, at
 * noon much, and a morning surprise fades for the evening as far as it drifts. Linear in the number of slots.
 *
 * @param actuals calls of the slots that are over, from the day's first slot on; not a slot that still runs
 * @param coverage share of outcomes inside the band
 */
export function reforecastDay(
  forecast: DayForecast,
  actuals: ArrayLike<number>,
  coverage = 0.8,
): DayReforecast {
  const spread = forecast.spread.kind === 'count' ? forecast.spread : USUAL_SPREAD;
  const slots = forecast.mean.length;
  const knownSlots = Math.min(actuals.length, slots);
  const surprise = filterSurprise(forecast.mean, spread, actuals, knownSlots);
  const mean = new Float64Array(slots);
  const low = new Float64Array(slots);
  const high = new Float64Array(slots);
  let known = 0;
  let planned = 0;
  let expectedRest = 0;
  let fade = 1;
  for (let slot = 0; slot < slots; slot++) {
    const before = valueAt(forecast.mean, slot);
    if (slot < knownSlots) {
      const came = valueAt(actuals, slot);
      known += came;
      mean[slot] = came;
      low[slot] = came;
      high[slot] = came;
      continue;
    }
    fade *= spread.driftCorrelation;
    const expected = before * Math.max(0, 1 + surprise.day + surprise.drift * fade);
    const left = remainingVariance(surprise, spread, fade);
    const band = countBand(expected, spread.dispersion * expected + left * before ** 2, coverage);
    mean[slot] = expected;
    low[slot] = band.low;
    high[slot] = band.high;
    planned += before;
    expectedRest += expected;
  }
  const restBand = countBand(
    expectedRest,
    spread.dispersion * expectedRest + restVariance(forecast.mean, spread, surprise, knownSlots),
    coverage,
  );
  return {
    knownSlots,
    mean,
    low,
    high,
    day: { mean: known + expectedRest, low: known + restBand.low, high: known + restBand.high },
    factor: planned > 0 ? expectedRest / planned : 1,
  };
}

/** What is believed of the two factors after the slots seen: means, variances, covariance. */
interface Surprise {
  readonly day: number;
  readonly drift: number;
  readonly dayVariance: number;
  readonly driftVariance: number;
  readonly covariance: number;
}

function filterSurprise(
  forecast: Float64Array,
  spread: CountSpread,
  actuals: ArrayLike<number>,
  knownSlots: number,
): Surprise {
  const fade = spread.driftCorrelation;
  const fresh = spread.driftCv ** 2 * (1 - fade ** 2);
  let day = 0;
  let drift = 0;
  let dayVariance = spread.dayCv ** 2;
  let driftVariance = spread.driftCv ** 2;
  let covariance = 0;
  for (let slot = 0; slot < knownSlots; slot++) {
    if (slot > 0) {
      drift *= fade;
      driftVariance = fade ** 2 * driftVariance + fresh;
      covariance *= fade;
    }
    const expected = valueAt(forecast, slot);
    if (expected <= 0) continue;
    const noise = spread.dispersion / expected + (spread.slotCv?.[slot] ?? 0) ** 2;
    const total = dayVariance + 2 * covariance + driftVariance + noise;
    const limit = MOST_DEVIATIONS * Math.sqrt(total);
    const error = valueAt(actuals, slot) / expected - 1 - day - drift;
    const believed = Math.max(-limit, Math.min(limit, error));
    const dayGain = (dayVariance + covariance) / total;
    const driftGain = (driftVariance + covariance) / total;
    day += dayGain * believed;
    drift += driftGain * believed;
    const nextCovariance = covariance - dayGain * (driftVariance + covariance);
    dayVariance -= dayGain * (dayVariance + covariance);
    driftVariance -= driftGain * (driftVariance + covariance);
    covariance = nextCovariance;
  }
  const trust = Math.min(1, knownSlots / (TRUST_AFTER_SHARE * forecast.length));
  return {
    day: trust * day,
    drift: trust * drift,
    dayVariance: Math.max(0, dayVariance),
    driftVariance,
    covariance,
  };
}

/** Variance of the relative factor of a coming slot, `fade` being the drift's correlation with the last known one. */
function remainingVariance(surprise: Surprise, spread: CountSpread, fade: number): number {
  const fresh = spread.driftCv ** 2 * (1 - fade ** 2);
  return Math.max(
    0,
    surprise.dayVariance + 2 * surprise.covariance * fade + surprise.driftVariance * fade ** 2 + fresh,
  );
}

/** Variance that the two factors leave in the sum of the slots from `from` on. */
function restVariance(forecast: Float64Array, spread: CountSpread, surprise: Surprise, from: number): number {
  let sum = 0;
  let faded = 0;
  let fade = 1;
  for (let slot = from; slot < forecast.length; slot++) {
    fade *= spread.driftCorrelation;
    sum += valueAt(forecast, slot);
    faded += fade * valueAt(forecast, slot);
  }
  const known: CountSpread = { ...spread, dayCv: Math.sqrt(surprise.dayVariance) };
  return Math.max(
    0,
    sharedVariance(forecast, known, from, forecast.length) +
      2 * surprise.covariance * sum * faded +
      (surprise.driftVariance - spread.driftCv ** 2) * faded ** 2,
  );
}
