import type { CellMargins } from '../model/cell-margins.ts';
import type { DayPrices } from '../model/day-prices.ts';
import { emptyDuties, OFF, type DutyModel, type Duties } from '../model/duty-model.ts';
import type { BuiltWindow, WindowChoice } from './built-window.ts';

const MOST_ROUNDS = 8;

/**
 * A first answer for a window of one day: everyone takes what costs least given the others, until nobody would change.
 * @param duties calendars with the day still free
 */
export function fillDay(
  window: BuiltWindow,
  duties: readonly Duties[],
  day: number,
  margins: CellMargins,
  prices: DayPrices,
): readonly Duties[] {
  const answer = duties.map((own) => own.slice());
  const choicesOf = new Map<number, WindowChoice[]>();
  for (const choice of window.choices) {
    const known = choicesOf.get(choice.agent);
    if (known === undefined) choicesOf.set(choice.agent, [choice]);
    else known.push(choice);
  }
  margins.count(answer);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    let changed = 0;
    for (const [agent, choices] of choicesOf) {
      const own = answer[agent];
      if (own === undefined) continue;
      const before = own[day] ?? OFF;
      margins.add(day, before, -1);
      prices.take(margins, day);
      let least = Infinity;
      let best = before;
      for (const { supply, column } of choices) {
        prices.priceOf(day, Int16Array.from(supply.families));
        for (const family of supply.families) {
          const cost = (prices.price[family] ?? 0) + (window.program.columns.costs[column] ?? 0);
          if (cost >= least - 1e-9) continue;
          least = cost;
          best = prices.variant[family] ?? OFF;
        }
      }
      margins.add(day, best, 1);
      own[day] = best;
      if (best !== before) changed++;
    }
    if (changed === 0) break;
  }
  return answer;
}

/** Everyone's calendar with nothing on the days given. */
export function withoutDays(duties: readonly Duties[], days: readonly number[]): readonly Duties[] {
  return duties.map((own) => {
    const copy = own.slice();
    for (const day of days) copy[day] = OFF;
    return copy;
  });
}

export function noDuties(model: DutyModel): readonly Duties[] {
  return model.agents.map(() => emptyDuties(model));
}
