import type { ForecastReasonsAnswer } from '../../../server/contract/forecast.ts';
import type { ForecastText } from '../text/forecast-de.ts';

/** A model's name and what it does in one sentence; a model without words keeps the name it has in the program. */
export function modelWords(
  text: ForecastText,
  model: string,
): { readonly name: string; readonly words: string } {
  const known: Readonly<Record<string, { readonly name: string; readonly words: string }>> = text.modelWords;
  return known[model] ?? { name: model, words: '' };
}

/** Error of the chosen model on the weeks on which the candidates were tried; `null` where it was not tried. */
export function triedError(forecast: ForecastReasonsAnswer['forecast']): number | null {
  const reasons = forecast?.reasons;
  return reasons?.candidates.find(({ model }) => model === reasons.chosen)?.wape ?? null;
}
