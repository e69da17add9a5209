import { valueAt } from '../maths/value-at.ts';
import {
  knownBefore,
  nextBusinessDays,
  observedDays,
  type DayHistory,
  type ObservedDay,
} from '../history/day-history.ts';
import { addDays, weekdayOf, type PlainDate } from '../time/plain-date.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import { AccuracySums, type Accuracy } from './accuracy.ts';
import type { DayForecast, ForecastModel } from './models/model.ts';
import { slotQuantile } from './bands/quantile.ts';

/** What a backtest is measured on. */
export interface BacktestSpan {
  /** First day on which a forecast is made. */
  readonly from: PlainDate;
  /** Last day that is scored, included. */
  readonly to?: PlainDate | undefined;
  /** First day that may be learnt from. */
  readonly trainFrom?: PlainDate | undefined;
}

/** Accuracy by horizon: the same day, the week of a Monday's forecast, and the week after it. */
interface HorizonAccuracy {
  readonly D1: Accuracy;
  readonly W1: Accuracy;
  readonly W2: Accuracy;
}

export interface ModelBacktest {
  readonly model: string;
  readonly horizons: HorizonAccuracy;
  /** Fits with a two-week forecast that were made. */
  readonly fits: number;
  /** Time that all fits and forecasts took, a choice's own backtests included, by the clock that was handed in. */
  readonly fitSeconds: number;
  /** Origins at which an automatic choice took each model; empty for others. */
  readonly choices: ReadonlyMap<string, number>;
}

/** Watches a long backtest. */
export interface BacktestProgress {
  /** Seconds of computing; the caller's clock. */
  readonly seconds: () => number;
  /** Called after each origin with the share done; throws to cancel. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Rolling-origin evaluation: at each day of the span a model sees only the days before it and forecasts what follows.
 *
 * D1 scores the origin day itself, from every origin. W1 and W2 score the first and second week from origins on the
 * first day of the business week. Days without rows are never scored; they count as known to be closed.
 */
export function backtest(
  history: DayHistory,
  calendar: ForecastCalendar,
  model: ForecastModel,
  span: BacktestSpan,
  progress: BacktestProgress,
): ModelBacktest {
  const week = history.businessWeek.length;
  const outcomes = outcomesUntil(history, span.to);
  const origins = originDays(history, span);
  const sums = { D1: new AccuracySums(), W1: new AccuracySums(), W2: new AccuracySums() };
  const choices = new Map<string, number>();
  let fits = 0;
  let fitSeconds = 0;
  for (const [index, origin] of origins.entries()) {
    const isWeekStart = weekdayOf(origin) === history.businessWeek[0];
    if (!isWeekStart && !outcomes.has(origin)) continue;
    const known = knownBefore(history, origin, span.trainFrom);
    const dates = nextBusinessDays(origin, 2 * week, history.businessWeek);
    const startedAt = progress.seconds();
    const fitted = model.fit(known, calendar);
    const forecasts = fitted.forecast(dates);
    fitSeconds += progress.seconds() - startedAt;
    fits += 1;
    const chosen = fitted.reasons?.chosen;
    if (chosen !== undefined) choices.set(chosen, (choices.get(chosen) ?? 0) + 1);
    const naiveError = weeklyNaiveError(known);
    for (const [ahead, forecast] of forecasts.entries()) {
      const outcome = outcomes.get(forecast.date);
      if (outcome === undefined) continue;
      if (ahead === 0) scoreDay(sums.D1, forecast, outcome, naiveError);
      if (isWeekStart) scoreDay(ahead < week ? sums.W1 : sums.W2, forecast, outcome, naiveError);
    }
    progress.onProgress?.((index + 1) / origins.length);
  }
  const horizons = { D1: sums.D1.result(), W1: sums.W1.result(), W2: sums.W2.result() };
  return { model: model.name, horizons, fits, fitSeconds, choices };
}

function outcomesUntil(history: DayHistory, to: PlainDate | undefined): ReadonlyMap<PlainDate, Float64Array> {
  const days = observedDays(history).filter(({ date }) => to === undefined || date <= to);
  return new Map(days.map(({ date, offered }) => [date, offered]));
}

function originDays(history: DayHistory, { from, to }: BacktestSpan): readonly PlainDate[] {
  return history.days
    .map(({ date }) => date)
    .filter((date) => date >= from && (to === undefined || date <= to));
}

function scoreDay(
  sums: AccuracySums,
  forecast: DayForecast,
  outcome: Float64Array,
  naiveError: number | undefined,
): void {
  sums.addDay(forecast.mean, outcome, naiveError, slotQuantile(forecast));
}

/** Mean absolute difference of a slot to the same slot a week before, over pairs of observed days. */
function weeklyNaiveError(known: DayHistory): number | undefined {
  const curves = new Map(observedDays(known).map((day: ObservedDay) => [day.date, day.offered]));
  let sum = 0;
  let slots = 0;
  for (const [date, curve] of curves) {
    const before = curves.get(addDays(date, -7));
    if (before === undefined) continue;
    for (let slot = 0; slot < curve.length; slot++)
      sum += Math.abs(valueAt(curve, slot) - valueAt(before, slot));
    slots += curve.length;
  }
  return slots > 0 ? sum / slots : undefined;
}
