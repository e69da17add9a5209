import { type DayReforecast, reforecastDay } from '../../../forecasting/forecast/index.ts';
import { meanHandleTimeSeconds } from '../../../forecasting/staffing/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { CityForecast } from '../forecast/city-forecast.ts';

/** A city's day as it is expected now: what came where it came, the corrected forecast for the rest. */
export interface ExpectedDay extends CityForecast {
  readonly expected: DayReforecast;
  /** Mean over the day's calls: single quarter hours of a day are too few to distinguish. */
  readonly meanHandleTimeSeconds: number;
}

/**
 * Corrects each city's day once for everybody who plans by it.
 *
 * @param offeredIn calls that came in the interval that starts then; `undefined` where it is not over or nobody knows
 */
export function expectedDays(
  forecasts: readonly CityForecast[],
  offeredIn: (city: string, startsAt: Instant) => number | undefined,
): readonly ExpectedDay[] {
  return forecasts.map((day) => {
    const actuals: number[] = [];
    for (const startsAt of day.startsAt) {
      const offered = offeredIn(day.city, startsAt);
      if (offered === undefined) break;
      actuals.push(offered);
    }
    return {
      ...day,
      expected: reforecastDay(day.forecast, actuals),
      meanHandleTimeSeconds: meanHandleTimeSeconds(day.forecast.mean, day.averageHandleTimeSeconds),
    };
  });
}
