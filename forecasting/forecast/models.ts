import { automaticChoice, type AutomaticChoice } from './automatic-choice.ts';
import { curveScores } from './curve-scores.ts';
import type { ForecastModel } from './model.ts';
import { sameWeekdayMean, seasonalNaive } from './seasonal-naive.ts';

/** Every model there is, simplest first. */
export const forecastModels: readonly ForecastModel[] = [
  seasonalNaive,
  sameWeekdayMean(4),
  sameWeekdayMean(8),
  curveScores('svd'),
];

/** A fresh automatic choice among the models that are worth it; one per queue, as it remembers the queue's past. */
export function automaticModel(): AutomaticChoice {
  return automaticChoice([curveScores('svd'), sameWeekdayMean(8)]);
}
