import { valueAt } from '../../maths/value-at.ts';
import { observedDays, total, type DayHistory, type ObservedDay } from '../../history/day-history.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';
import { dayFeatures } from './day-features.ts';
import { DAY_KERNELS, type DayKernel } from './day-kernel.ts';
import { addScaled, dot, leadingEigenvectors, matrix, row, type Matrix } from '../../maths/linear-algebra.ts';
import type { DayForecast, FittedModel, ForecastModel } from './model.ts';
import { shapeLikeness } from './shape-likeness.ts';
import { smoothCurves } from './smooth-curves.ts';
import { projectOn, ScoreRegression } from './score-regression.ts';

/** Settings of the curve model; one set for every queue. */
export interface CurveScoreSettings {
  readonly weeks: number;
  readonly factors: number;
  readonly halfLifeDays: number;
  /** Prior beliefs, weighed by what the data say. */
  readonly kernels: readonly DayKernel[];
}

const DEFAULTS: CurveScoreSettings = { weeks: 26, factors: 8, halfLifeDays: 60, kernels: DAY_KERNELS };

/** Anscombe's root: makes the noise of a count nearly independent of its mean. */
const ROOT_SHIFT = 0.25;
/** Expected lift of the first day after a closure where the data have not shown one yet, on the root scale. */
const AFTER_CLOSED_LIFT = 0.05;

/**
 * Singular value decomposition of root-transformed day curves with forecast scores, after Shen and Huang (2008):
 * each day is a mix of a few typical curves, and the amounts are forecast from the calendar and the recent past.
 *
 * @see docs/formulas.md#curve-scores
 */
export function curveScores(name: string, changes: Partial<CurveScoreSettings> = {}): ForecastModel {
  const settings = { ...DEFAULTS, ...changes };
  return { name, fit: (history, calendar) => fitCurveScores(history, calendar, settings) };
}

function fitCurveScores(
  history: DayHistory,
  calendar: ForecastCalendar,
  { weeks, factors, halfLifeDays, kernels }: CurveScoreSettings,
): FittedModel {
  const recent = { ...history, days: history.days.slice(-weeks * history.businessWeek.length) };
  const days = observedDays(recent);
  const past = days.map(({ date }) => dayFeatures(date, calendar));
  const roots = days.map(({ offered }) => offered.map((calls) => Math.sqrt(calls + ROOT_SHIFT)));
  const neighbours = days.map((day) => likeNeighbours(day, history.related?.get(day.date)));
  const likeness = history.related === undefined ? 0 : likenessOf(days, history.related);
  const basis = typicalCurves(roots, { curves: neighbours, weight: likeness }, history.slotsPerDay, {
    factors,
    halfLifeDays,
  });
  const scores = projectOn(basis, roots);
  const slotNoise = unexplainedVariance(roots, scores, basis);
  const shown = smoothCurves(basis, scores, slotNoise, halfLifeDays);
  const size = row(scores, 0);
  const lift = (AFTER_CLOSED_LIFT * size.reduce((sum, value) => sum + value, 0)) / Math.max(1, days.length);
  for (const [day, { afterClosed }] of past.entries()) size[day] = valueAt(size, day) - lift * afterClosed;
  const regression = new ScoreRegression(past, kernels);
  return {
    forecast: (dates) => {
      const future = dates.map((date) => dayFeatures(date, calendar));
      const forecasts = regression.forecast(scores, future);
      return dates.map((date, ahead): DayForecast => {
        const root = new Float64Array(history.slotsPerDay);
        const variance = new Float64Array(history.slotsPerDay).fill(slotNoise);
        forecasts.forEach((series, k) => {
          const curve = row(shown, k);
          const score = series[ahead] ?? { mean: 0, variance: 0 };
          const lifted = k === 0 ? lift * (future[ahead]?.afterClosed ?? 0) : 0;
          addScaled(root, score.mean + lifted, curve);
          for (let slot = 0; slot < variance.length; slot++) {
            variance[slot] = valueAt(variance, slot) + score.variance * valueAt(curve, slot) ** 2;
          }
        });
        // E[y] = E[root]² + Var[root] − shift
        const mean = root.map((value, slot) =>
          Math.max(0, Math.max(0, value) ** 2 + valueAt(variance, slot) - ROOT_SHIFT),
        );
        return { date, mean, spread: { kind: 'unknown' } };
      });
    },
  };
}

/** The related queues' root curve of a day, brought to the queue's own number of calls; nothing where they had none. */
function likeNeighbours(
  { offered }: ObservedDay,
  related: Float64Array | undefined,
): Float64Array | undefined {
  if (related === undefined) return undefined;
  const calls = total(related);
  const scale = calls > 0 ? total(offered) / calls : 0;
  return scale > 0 && scale < 1 ? related.map((value) => Math.sqrt(value * scale + ROOT_SHIFT)) : undefined;
}

/** How far the queue's weeks look like those of its related queues. */
function likenessOf(days: readonly ObservedDay[], related: ReadonlyMap<PlainDate, Float64Array>): number {
  const slots = days[0]?.offered.length ?? 0;
  const own = new Float64Array(slots);
  const others = new Float64Array(slots);
  for (const { date, offered } of days) {
    const theirs = related.get(date);
    if (theirs === undefined) continue;
    for (let slot = 0; slot < slots; slot++) {
      own[slot] = valueAt(own, slot) + valueAt(offered, slot);
      others[slot] = valueAt(others, slot) + valueAt(theirs, slot);
    }
  }
  return shapeLikeness(own, others);
}

/**
 * Leading curves of the days, recent days counting more: orthonormal rows. Days of larger related queues help to separate
 * typical curves from chance; how much of each curve a day has is always estimated from the queue's own calls.
 */
function typicalCurves(
  roots: readonly Float64Array[],
  neighbours: { readonly curves: readonly (Float64Array | undefined)[]; readonly weight: number },
  slots: number,
  { factors, halfLifeDays }: Pick<CurveScoreSettings, 'factors' | 'halfLifeDays'>,
): Matrix {
  const products = matrix(slots, slots);
  for (const [day, own] of roots.entries()) {
    const weight = 0.5 ** ((roots.length - day) / halfLifeDays);
    for (const [curve, share] of [[own, 1] as const, [neighbours.curves[day], neighbours.weight] as const]) {
      if (curve === undefined || share === 0) continue;
      for (let slot = 0; slot < slots; slot++)
        addScaled(row(products, slot), share * weight * valueAt(curve, slot), curve);
    }
  }
  return leadingEigenvectors(products, Math.min(factors, roots.length));
}

/** Mean squared deviation per slot of root curves from what their scores say. */
function unexplainedVariance(roots: readonly Float64Array[], scores: Matrix, basis: Matrix): number {
  let squares = 0;
  let slots = 0;
  for (const [day, curve] of roots.entries()) {
    const left = Float64Array.from(curve);
    for (let k = 0; k < basis.rows; k++) addScaled(left, -(row(scores, k)[day] ?? 0), row(basis, k));
    squares += dot(left, left);
    slots += curve.length;
  }
  return slots > 0 ? squares / slots : 0;
}
