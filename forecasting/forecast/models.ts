import type { ForecastModel } from './model.ts';
import { sameWeekdayMean, seasonalNaive } from './seasonal-naive.ts';

/** Every model there is, simplest first. */
export const forecastModels: readonly ForecastModel[] = [
  seasonalNaive,
  sameWeekdayMean(4),
  sameWeekdayMean(8),
];
