import type { DayForecast, DayMiss } from '../../../forecasting/forecast/index.ts';
import type { Instant, PlainDate } from '../../../forecasting/time/index.ts';

/**
 * One city's day as it is planned from: the newest forecast with the planners' adjustments on top, in the quarter hours
 * in which the city is open.
 */
export interface CityForecast {
  readonly city: string;
  readonly date: PlainDate;
  /** The grid of the day: the start of each quarter hour, one value of every other list for each of them. */
  readonly startsAt: readonly Instant[];
  /** What is planned from, spread around the adjusted mean; to be corrected during the day. */
  readonly forecast: DayForecast;
  readonly averageHandleTimeSeconds: readonly number[];
  /** How the model missed the last weeks' days; cities that miss together make the joint band wider. */
  readonly misses: readonly DayMiss[];
}
