import type { DayForecast, DayMiss } from '../../../forecasting/forecast/index.ts';
import type { Instant, PlainDate } from '../../../forecasting/time/index.ts';

/** Expected calls of one quarter hour, with the band that walls draw. */
interface ForecastSlot {
  readonly startsAt: Instant;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** One city's day as it is planned from: the newest forecast with the planners' adjustments on top. */
export interface CityForecast {
  readonly city: string;
  readonly date: PlainDate;
  /** Quarter hours from opening to closing. */
  readonly slots: readonly ForecastSlot[];
  /** The same as a forecast, slot by slot, to be corrected during the day. */
  readonly forecast: DayForecast;
  /** How the model missed the last weeks' days; cities that miss together make the joint band wider. */
  readonly misses: readonly DayMiss[];
  readonly averageHandleTimeSeconds: number;
  /** The model that was chosen, by its name. */
  readonly model: string;
}
