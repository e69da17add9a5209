import { median, quantile } from 'simple-statistics';
import { total } from '../../history/day-history.ts';
import { MEDIAN_ABSOLUTE_NORMAL } from '../../maths/normal.ts';
import { valueAt } from '../../maths/value-at.ts';
import type { CountSpread } from './model.ts';

/** A day that was forecast before it came. */
export interface ForecastOutcome {
  readonly mean: Float64Array;
  readonly outcome: Float64Array;
}

/** What is assumed before there are enough days, and how many days that belief is worth. */
const PRIOR: CountSpread = {
  kind: 'count',
  dispersion: 1.3,
  dayCv: 0.06,
  driftCv: 0.035,
  driftCorrelation: 0.9,
};
const PRIOR_DAYS = 4;
const DRIFT_CORRELATIONS = [0.6, 0.75, 0.85, 0.92, 0.96] as const;
/** A day whose total missed by more than this many usual misses is an accident and widens no band beyond that. */
const MOST_MISSES = 3;
/** Share of slots that are taken to have nothing but counting noise; above it the opening and closing slots begin. */
const ORDINARY_SLOTS = 0.5;

/**
 * Estimates how forecasts of this kind miss, by the method of moments on past forecasts and their outcomes.
 *
 * Errors of slots far apart on one day estimate the factor the whole day shares, neighbours what drifts, and what
 * is left of a slot's variance is counting noise. Few days are shrunk to what is usual.
 */
export function estimateSpread(days: readonly ForecastOutcome[]): CountSpread {
  const limited = limitAccidents(days);
  const slots = days[0]?.mean.length ?? 0;
  const lagged = laggedCovariances(limited, slots);
  const longest = Math.max(1, Math.floor(slots * 0.75));
  let best = { loss: Number.POSITIVE_INFINITY, day: 0, drift: 0, correlation: PRIOR.driftCorrelation };
  for (const correlation of DRIFT_CORRELATIONS) {
    const candidate = fitFactors(lagged, longest, correlation);
    if (candidate.loss < best.loss) best = { ...candidate, correlation };
  }
  const weight = days.length / (days.length + PRIOR_DAYS);
  const blend = (measured: number, usual: number) => weight * measured + (1 - weight) * usual;
  const dayCv = Math.sqrt(blend(best.day, PRIOR.dayCv ** 2));
  const driftCv = Math.sqrt(blend(best.drift, PRIOR.driftCv ** 2));
  const shared = dayCv ** 2 + driftCv ** 2;
  const own = ownVariances(limited, slots, shared);
  const measured = own.reduce((all, { variance }) => all + variance, 0);
  const calls = own.reduce((all, { mean }) => all + mean, 0);
  const dispersion = Math.max(1, blend(calls > 0 ? measured / calls : PRIOR.dispersion, PRIOR.dispersion));
  const ratios = own.map(({ variance, mean }) => Math.max(0, variance) / Math.max(mean, 1e-9));
  const ordinary = slots === 0 ? PRIOR.dispersion : quantile(ratios, ORDINARY_SLOTS);
  const usual = Math.max(1, blend(ordinary, PRIOR.dispersion));
  // what chance alone makes of an estimated variance is no surprise of the slot's own
  const doubt = 1 + Math.sqrt(2 / Math.max(1, days.length / 2));
  const slotCv = Float64Array.from(own, ({ variance, mean }) =>
    mean > 0 ? Math.sqrt(weight * Math.max(0, variance - usual * doubt * mean)) / mean : 0,
  );
  return { kind: 'count', dispersion, dayCv, driftCv, driftCorrelation: best.correlation, slotCv };
}

/** Errors of days that missed far more than usual are scaled back to the limit. */
function limitAccidents(days: readonly ForecastOutcome[]): readonly ForecastOutcome[] {
  const misses = days.map(({ mean, outcome }) => Math.abs(total(outcome) / Math.max(1, total(mean)) - 1));
  const usual = misses.length === 0 ? 0 : median(misses);
  const limit = (MOST_MISSES * usual) / MEDIAN_ABSOLUTE_NORMAL;
  return days.map((day, index) => {
    const miss = valueAt(misses, index);
    if (miss <= limit || miss === 0) return day;
    const keep = limit / miss;
    return {
      mean: day.mean,
      outcome: day.outcome.map((y, slot) => valueAt(day.mean, slot) + keep * (y - valueAt(day.mean, slot))),
    };
  });
}

interface LaggedCovariance {
  /** Σ e(s) e(s + lag) */
  readonly errors: number;
  /** Σ m(s) m(s + lag) */
  readonly means: number;
}

function laggedCovariances(days: readonly ForecastOutcome[], slots: number): readonly LaggedCovariance[] {
  return Array.from({ length: slots }, (_, lag) => {
    let errors = 0;
    let means = 0;
    for (const { mean, outcome } of days) {
      for (let slot = 0; slot + lag < slots; slot++) {
        const m1 = valueAt(mean, slot);
        const m2 = valueAt(mean, slot + lag);
        errors += (valueAt(outcome, slot) - m1) * (valueAt(outcome, slot + lag) - m2);
        means += m1 * m2;
      }
    }
    return { errors, means };
  });
}

/** Least squares of the lagged relative covariances on day² + drift² · correlation^lag, both not negative. */
function fitFactors(lagged: readonly LaggedCovariance[], longest: number, correlation: number) {
  let ww = 0;
  let wx = 0;
  let wxx = 0;
  let wy = 0;
  let wxy = 0;
  for (let lag = 1; lag <= longest; lag++) {
    const { errors, means } = lagged[lag] ?? { errors: 0, means: 0 };
    if (means <= 0) continue;
    const x = correlation ** lag;
    const y = errors / means;
    ww += means;
    wx += means * x;
    wxx += means * x * x;
    wy += means * y;
    wxy += means * x * y;
  }
  const determinant = ww * wxx - wx * wx;
  let drift = determinant > 1e-12 * ww * wxx ? (ww * wxy - wx * wy) / determinant : 0;
  let day = ww > 0 ? (wy - drift * wx) / ww : 0;
  if (drift < 0 || day < 0) {
    day = drift < 0 ? Math.max(0, ww > 0 ? wy / ww : 0) : 0;
    drift = drift < 0 ? 0 : Math.max(0, wxx > 0 ? wxy / wxx : 0);
  }
  const loss = ww * day * day + 2 * wx * day * drift + wxx * drift * drift - 2 * (wy * day + wxy * drift);
  return { loss, day, drift };
}

/** Variance of each slot that the shared factors leave, and its mean calls. */
function ownVariances(days: readonly ForecastOutcome[], slots: number, shared: number) {
  return Array.from({ length: slots }, (_, slot) => {
    let squares = 0;
    let calls = 0;
    for (const { mean, outcome } of days) {
      const m = valueAt(mean, slot);
      squares += (valueAt(outcome, slot) - m) ** 2 - shared * m * m;
      calls += m;
    }
    const count = Math.max(1, days.length);
    return { variance: squares / count, mean: calls / count };
  });
}
