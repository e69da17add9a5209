import { jointBand, jointCorrelation } from '../../../forecasting/forecast/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { ForecastInterval } from '../../live/board/day-plan.ts';
import type { CityForecast } from '../forecast/city-forecast.ts';

/** Calls that four of five days bring lie within the band, as on walls. */
const COVERAGE = 0.8;

/**
 * Calls of all cities together with the band of their sum. The cities' own bands do not add up to it: cities miss their
 * forecasts together only in part, so the sum is surer than its parts.
 *
 * @param forecasts one day, a city each; cities may open at different times
 * @returns every interval in which a city is open, in order
 */
export function jointForecast(forecasts: readonly CityForecast[]): readonly ForecastInterval[] {
  const correlation = jointCorrelation(forecasts.map(({ misses }) => misses));
  const places = forecasts.map(
    ({ startsAt }) => new Map(startsAt.map((start, slot): readonly [Instant, number] => [start, slot])),
  );
  const starts = new Set(places.flatMap((place) => [...place.keys()]));
  return [...starts]
    .sort((a, b) => a - b)
    .map((startsAt) => {
      const slices = forecasts.flatMap(({ forecast }, index) => {
        const from = places[index]?.get(startsAt);
        return from === undefined ? [] : [{ forecast, from, to: from + 1 }];
      });
      return { startsAt, ...jointBand(slices, correlation, COVERAGE) };
    });
}
