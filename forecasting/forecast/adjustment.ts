import type { Instant } from '../time/instant.ts';

/** What a planner knows and the model does not; kept apart from the model's figures. */
export interface Adjustment {
  readonly id: string;
  /** Queue or city it is for. */
  readonly queue: string;
  /** Half-open span [from, until) of intervals it touches, by their start. */
  readonly from: Instant;
  readonly until: Instant;
  readonly change: AdjustmentChange;
  readonly reason: string;
  readonly author: string;
  readonly createdAt: Instant;
}

/** `factor`: calls times this. `absolute`: this many calls over the whole span, spread as the forecast is. */
type AdjustmentChange =
  | { readonly kind: 'factor'; readonly factor: number }
  | { readonly kind: 'absolute'; readonly calls: number };

/** One interval of a forecast. */
export interface ForecastInterval {
  readonly start: Instant;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The forecast a plan is made from: the model's figures with the planners' adjustments, oldest first, on top.
 *
 * The model's own figures stay as they were, so a re-run takes the same adjustments again. Bands move with the mean:
 * a planner's word makes no forecast surer. An absolute adjustment of a span in which nothing is expected is spread
 * evenly.
 */
export function adjustForecast(
  intervals: readonly ForecastInterval[],
  adjustments: readonly Adjustment[],
): readonly ForecastInterval[] {
  const ordered = adjustments.toSorted((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1));
  return ordered.reduce<readonly ForecastInterval[]>(applyAdjustment, intervals);
}

function applyAdjustment(
  intervals: readonly ForecastInterval[],
  { from, until, change }: Adjustment,
): readonly ForecastInterval[] {
  const touched = intervals.filter(({ start }) => start >= from && start < until);
  const planned = touched.reduce((sum, { mean }) => sum + mean, 0);
  return intervals.map((interval) => {
    if (interval.start < from || interval.start >= until) return interval;
    if (change.kind === 'absolute' && planned <= 0) {
      const even = change.calls / touched.length;
      return { ...interval, mean: even, low: even, high: even };
    }
    const factor = change.kind === 'factor' ? change.factor : change.calls / planned;
    return {
      ...interval,
      mean: interval.mean * factor,
      low: interval.low * factor,
      high: interval.high * factor,
    };
  });
}
