import type { DayHistory } from '../../history/day-history.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';
import type { FittedModel, ForecastModel } from './model.ts';

/** A model in a combination, and how much it counts against the others. */
export interface CombinedModel {
  readonly model: ForecastModel;
  readonly weight: number;
}

/**
 * Weighted mean of several models' forecasts: their mistakes differ, so together they miss less
 * (Bates and Granger 1969). The weights are given and not estimated, because estimated ones rarely do better.
 */
export function combination(name: string, parts: readonly CombinedModel[]): ForecastModel {
  const weights = parts.reduce((sum, { weight }) => sum + weight, 0);
  return {
    name,
    fit: (history, calendar) => {
      const fitted = parts.map(({ model }) => model.fit(history, calendar));
      return {
        forecast: (dates) => {
          const forecasts = fitted.map((model) => model.forecast(dates));
          return dates.map((date, day) => ({
            date,
            mean: Float64Array.from({ length: history.slotsPerDay }, (_, slot) =>
              parts.reduce(
                (sum, { weight }, part) =>
                  sum + (weight / weights) * (forecasts[part]?.[day]?.mean[slot] ?? 0),
                0,
              ),
            ),
            spread: { kind: 'unknown' },
          }));
        },
      };
    },
  };
}

/**
 * The same model, fitted at most once per history object: for a model that is a candidate of its own and a part of
 * combinations as well.
 */
export function fittedOnce(model: ForecastModel): ForecastModel {
  const known = new WeakMap<
    DayHistory,
    { readonly calendar: ForecastCalendar; readonly fitted: FittedModel }
  >();
  return {
    name: model.name,
    fit: (history, calendar) => {
      const before = known.get(history);
      if (before?.calendar === calendar) return before.fitted;
      const fitted = model.fit(history, calendar);
      known.set(history, { calendar, fitted });
      return fitted;
    },
  };
}
