import type { CellMargins } from './cell-margins.ts';
import type { DayPrices } from './day-prices.ts';
import { addCover, emptyDuties, OFF, type DutyModel, type Duties } from './duty-model.ts';
import type { BuiltWindow, Supply, WindowChoice } from './built-window.ts';

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

/** Column values that calendars mean in a window's program. */
export function valuesOf(model: DutyModel, window: BuiltWindow, duties: readonly Duties[]): Float64Array {
  const values = new Float64Array(window.program.columns.costs.length);
  const days = new Set(window.choices.map(({ day }) => day));
  for (const { agent, days: stretch, works, column } of window.shapes) {
    for (const day of stretch) days.add(day);
    const isTaken = stretch.every((day, at) => ((duties[agent]?.[day] ?? OFF) !== OFF) === works[at]);
    if (isTaken) values[column] = 1;
  }
  const taken = new Map<Supply, Map<number, number>>();
  const breaks = new Map<string, number>();
  for (const { agent, day, supply, column } of window.choices) {
    const variant = duties[agent]?.[day] ?? OFF;
    const family = variant === OFF ? OFF : (model.variantFamily[variant] ?? OFF);
    if (!supply.families.includes(family)) continue;
    values[column] = 1;
    const counts = taken.get(supply) ?? new Map<number, number>();
    taken.set(supply, counts.set(family, (counts.get(family) ?? 0) + 1));
    const key = `${day}|${variant}`;
    breaks.set(key, (breaks.get(key) ?? 0) + 1);
  }
  for (const { supply, family, column } of window.handedOut.toFamilies)
    values[column] = taken.get(supply)?.get(family) ?? 0;
  for (const { key, variant, column } of window.handedOut.toVariants)
    values[column] = breaks.get(`${key.split('|')[0] ?? ''}|${variant}`) ?? 0;
  const counts = new Int32Array(model.need.length);
  for (const own of duties) for (const day of days) addCover(model, counts, day, own[day] ?? OFF, 1);
  for (const [cell, column] of window.slackColumns) {
    const missing = (model.need[cell] ?? 0) - (counts[cell] ?? 0);
    values[column] = Math.max(0, missing);
    values[column + 1] = Math.max(0, -missing);
  }
  return values;
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
