import { meanCurve, type DayHistory } from '../history/day-history.ts';
import type { ForecastCalendar } from '../time/special-days.ts';
import type { FittedModel, ForecastModel } from './model.ts';

/**
 * Plain mean of several models' forecasts: their mistakes differ, so together they miss less
 * (Bates and Granger 1969). Equal weights, because estimated ones rarely do better.
 */
export function combination(name: string, models: readonly ForecastModel[]): ForecastModel {
  return {
    name,
    fit: (history, calendar) => {
      const fitted = models.map((model) => model.fit(history, calendar));
      return {
        forecast: (dates) => {
          const forecasts = fitted.map((model) => model.forecast(dates));
          return dates.map((date, day) => ({
            date,
            mean: meanCurve(
              forecasts.map((each) => each[day]?.mean ?? new Float64Array(history.slotsPerDay)),
              history.slotsPerDay,
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
