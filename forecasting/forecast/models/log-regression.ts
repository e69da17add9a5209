import { median } from 'simple-statistics';
import { MEDIAN_ABSOLUTE_NORMAL } from '../../maths/normal.ts';
import { valueAt } from '../../maths/value-at.ts';
import { observedDays, total, type DayHistory, type ObservedDay } from '../../history/day-history.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';
import { dayFeatures, type DayFeatures } from './day-features.ts';
import { dayProfiles } from './day-profile.ts';
import { addScaled, cholesky, dot, matrix, row, solveLower, solveUpper } from '../../maths/linear-algebra.ts';
import type { FittedModel, ForecastModel } from './model.ts';

const HALF_LIFE_DAYS = 120;
const LONGEST_HISTORY_WEEKS = 104;
/** Residuals beyond this many robust deviations count less (Huber 1964). */
const HUBER = 1.5;
const REWEIGHTINGS = 4;
/** Lets days without a call have a logarithm. */
const ZERO_SHIFT = 0.5;
/** Rates at which the level may wander a day, and the gain that a faster one must bring. */
const LEVEL_RATES = [0, 0.03, 0.07, 0.15, 0.3] as const;
const LEAST_GAIN = 0.05;
/** Ridge of calendar effects: as if each had been seen at zero on this many days. */
const EFFECT_RIDGE = 1;
/** First, second … business day of the month, then the last ones. */
const MONTH_TURNS = [0.5, 1.5, 2.5, -0.5, -1.5] as const;

/**
 * Log of the day's calls on weekday, turn of the month, day after a closure and school holidays, recent days counting
 * more, outliers less; what is left goes on as a first-order autoregression. The day is spread over its slots by recent profiles.
 *
 * @see docs/formulas.md#log-regression
 */
export const logRegression: ForecastModel = { name: 'logreg', fit: fitLogRegression };

function fitLogRegression(history: DayHistory, calendar: ForecastCalendar): FittedModel {
  const last = history.days.at(-1)?.date;
  const recent = {
    ...history,
    days: history.days.slice(-LONGEST_HISTORY_WEEKS * history.businessWeek.length),
  };
  const days = observedDays(recent);
  const profile = dayProfiles(recent, last);
  const features = days.map(({ date }) => dayFeatures(date, calendar));
  const logs = Float64Array.from(days, ({ offered }) => Math.log(total(offered) + ZERO_SHIFT));
  const lastNumber = features.at(-1)?.dayNumber ?? 0;
  const recency = features.map(({ dayNumber }) => 0.5 ** ((lastNumber - dayNumber) / HALF_LIFE_DAYS));
  const rows = features.map((day) => regressors(day, history));
  const effects = robustRidge(rows, logs, recency, history.businessWeek.length);
  const residuals = logs.map((value, day) => value - dot(effects, rows[day] ?? new Float64Array()));
  const levels = wanderingLevel(residuals, 2 * history.businessWeek.length);
  const level = levels.at(-1) ?? 0;
  const shocks = residuals.map((value, day) => value - valueAt(levels, day));
  const persistence = autocorrelation(shocks);
  const lastShock = shocks.at(-1) ?? 0;
  const smearing = smearingFactor(days, rows, effects, recency);
  return {
    forecast: (dates) =>
      dates.map((date, ahead) => {
        const day = dayFeatures(date, calendar);
        const expected =
          dot(effects, regressors(day, history)) + level + lastShock * persistence ** (ahead + 1);
        const calls = days.length > 0 ? Math.max(0, smearing * Math.exp(expected) - ZERO_SHIFT) : 0;
        return {
          date,
          mean: profile(day.weekday).map((share) => share * calls),
          spread: { kind: 'unknown' },
        };
      }),
  };
}

/** Weekday indicators, turn-of-month indicators, day after a closure, school holidays. */
function regressors(day: DayFeatures, { businessWeek }: DayHistory): Float64Array {
  return Float64Array.from([
    ...businessWeek.map((weekday) => (weekday === day.weekday ? 1 : 0)),
    ...MONTH_TURNS.map((turn) => (turn === day.monthTurn ? 1 : 0)),
    day.afterClosed,
    day.schoolHoliday,
  ]);
}

function robustRidge(
  rows: readonly Float64Array[],
  values: Float64Array,
  recency: readonly number[],
  weekdays: number,
): Float64Array {
  let weights = recency;
  const [first] = rows;
  // nothing was learnt from no day at all, not even a level
  if (first === undefined) return new Float64Array(0);
  let effects: Float64Array = new Float64Array(first.length);
  for (let pass = 0; pass < REWEIGHTINGS; pass++) {
    effects = weightedRidge(rows, values, weights, weekdays);
    const residuals = rows.map((x, day) => Math.abs(valueAt(values, day) - dot(effects, x)));
    const deviation = (residuals.length === 0 ? 0 : median(residuals)) / MEDIAN_ABSOLUTE_NORMAL;
    weights = recency.map((weight, day) =>
      valueAt(residuals, day) > HUBER * deviation
        ? (weight * HUBER * deviation) / valueAt(residuals, day)
        : weight,
    );
  }
  return effects;
}

/** Least squares with weights; weekday effects are shrunk to their common mean, the others to zero. */
function weightedRidge(
  rows: readonly Float64Array[],
  values: Float64Array,
  weights: readonly number[],
  weekdays: number,
): Float64Array {
  const size = rows[0]?.length ?? 0;
  const weightSum = weights.reduce((all, weight) => all + weight, 0);
  const centre =
    values.reduce((all, value, day) => all + valueAt(weights, day) * value, 0) / Math.max(weightSum, 1e-9);
  const normal = matrix(size, size);
  const right = new Float64Array(size);
  rows.forEach((x, day) => {
    const weight = valueAt(weights, day);
    addScaled(right, weight * (valueAt(values, day) - centre), x);
    for (let i = 0; i < size; i++) addScaled(row(normal, i), weight * valueAt(x, i), x);
  });
  for (let i = 0; i < size; i++) {
    const diagonal = row(normal, i);
    diagonal[i] = valueAt(diagonal, i) + (i < weekdays ? 0.01 : EFFECT_RIDGE);
  }
  const lower = cholesky(normal);
  const effects = solveUpper(lower, solveLower(lower, right));
  for (let i = 0; i < weekdays; i++) effects[i] = valueAt(effects, i) + centre;
  return effects;
}

/**
 * Exponentially smoothed residuals: where calls are now against what the regression remembers. The rate is the one that
 * would have forecast the mean of the coming days best; 0 where the level does not wander.
 *
 * @param ahead days whose mean is forecast
 */
function wanderingLevel(residuals: Float64Array, ahead: number): Float64Array {
  let best = { loss: Number.POSITIVE_INFINITY, levels: new Float64Array(residuals.length) };
  for (const rate of LEVEL_RATES) {
    const levels = new Float64Array(residuals.length);
    let level = 0;
    let loss = 0;
    for (const [day, residual] of residuals.entries()) {
      level += rate * (residual - level);
      levels[day] = level;
      if (day + ahead >= residuals.length) continue;
      const coming = residuals.subarray(day + 1, day + 1 + ahead);
      loss += (coming.reduce((sum, value) => sum + value, 0) / ahead - level) ** 2;
    }
    if (loss < best.loss * (1 - LEAST_GAIN)) best = { loss, levels };
  }
  return best.levels;
}

/** Mean calls over the exponential of what was fitted (Duan 1983): logs forget how far single days lie above. */
function smearingFactor(
  days: readonly ObservedDay[],
  rows: readonly Float64Array[],
  effects: Float64Array,
  recency: readonly number[],
): number {
  let calls = 0;
  let fitted = 0;
  for (const [day, { offered }] of days.entries()) {
    const weight = valueAt(recency, day);
    calls += weight * (total(offered) + ZERO_SHIFT);
    fitted += weight * Math.exp(dot(effects, rows[day] ?? new Float64Array()));
  }
  return fitted > 0 ? calls / fitted : 1;
}

/** First-order autocorrelation, within [0, 0.95]. */
function autocorrelation(residuals: Float64Array): number {
  let products = 0;
  let squares = 0;
  for (let day = 1; day < residuals.length; day++) {
    products += valueAt(residuals, day) * valueAt(residuals, day - 1);
    squares += valueAt(residuals, day - 1) ** 2;
  }
  return squares > 0 ? Math.min(0.95, Math.max(0, products / squares)) : 0;
}
