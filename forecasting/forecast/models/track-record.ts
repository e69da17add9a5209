import { nextBusinessDays, type DayHistory, type HistoryDay } from '../../history/day-history.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import type { ForecastCalendar } from '../../time/special-days.ts';
import type { ForecastOutcome } from './estimate-spread.ts';
import type { ForecastModel } from './model.ts';

/** A past forecast of one day and what then came. */
export interface PastForecast extends ForecastOutcome {
  readonly date: PlainDate;
  /** Business days from the origin to the day, 1 = the origin day itself. */
  readonly ahead: number;
}

/** Fewer weeks than this say nothing about a model. */
const LEAST_WEEKS = 4;

/**
 * What models would have said on each of the last days, each time from the days before alone, beside what came.
 *
 * Remembers what it has worked out, so that the next day costs one fit and not forty. A history that differs in any
 * day, or another calendar, is worked out anew from where it differs.
 */
export class TrackRecord {
  readonly models: readonly ForecastModel[];
  readonly #weeks: number;
  #days: readonly HistoryDay[] = [];
  #calendar: ForecastCalendar | undefined;
  /** By number of known days: per model the forecasts for the days that follow. */
  readonly #forecasts = new Map<number, readonly (readonly Float64Array[])[]>();

  /** @param weeks how many weeks back the record goes */
  constructor(models: readonly ForecastModel[], weeks: number) {
    this.models = models;
    this.#weeks = weeks;
  }

  /**
   * @returns per model its forecasts of days that the history knows, oldest origin first; empty while the history is
   *   too short
   */
  of(history: DayHistory, calendar: ForecastCalendar): readonly (readonly PastForecast[])[] {
    this.#forgetWhatDiffers(history, calendar);
    const week = history.businessWeek.length;
    const known = history.days.length;
    const first = Math.max(LEAST_WEEKS * week, known - this.#weeks * week);
    const pasts = this.models.map((): PastForecast[] => []);
    for (let origin = first; origin < known; origin++) {
      const forecasts = this.#forecastsAt(origin, history, calendar);
      for (const [model, means] of forecasts.entries()) {
        for (const [index, mean] of means.entries()) {
          const day = history.days[origin + index];
          if (day?.offered === undefined) continue;
          pasts[model]?.push({ ahead: index + 1, date: day.date, mean, outcome: day.offered });
        }
      }
    }
    return pasts;
  }

  #forecastsAt(
    origin: number,
    history: DayHistory,
    calendar: ForecastCalendar,
  ): readonly (readonly Float64Array[])[] {
    const remembered = this.#forecasts.get(origin);
    if (remembered !== undefined) return remembered;
    const start = history.days[origin]?.date;
    if (start === undefined) return [];
    const dates = nextBusinessDays(start, 2 * history.businessWeek.length, history.businessWeek);
    // one object for all models: combinations find their parts' fits by it
    const before = { ...history, days: history.days.slice(0, origin) };
    const means = this.models.map((model) =>
      model
        .fit(before, calendar)
        .forecast(dates)
        .map(({ mean }) => mean),
    );
    this.#forecasts.set(origin, means);
    return means;
  }

  #forgetWhatDiffers(history: DayHistory, calendar: ForecastCalendar): void {
    const { days } = history;
    let same = 0;
    if (calendar === this.#calendar) while (same < days.length && days[same] === this.#days[same]) same += 1;
    for (const origin of this.#forecasts.keys()) if (origin > same) this.#forecasts.delete(origin);
    this.#days = days;
    this.#calendar = calendar;
  }
}
