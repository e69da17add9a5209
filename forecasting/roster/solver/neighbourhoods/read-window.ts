import type { HandedOut, Supply, WindowChoice, WindowRequest, WindowShape } from './built-window.ts';
import { OFF, type Duties } from '../model/duty-model.ts';

/** What a window's columns stand for. */
export interface WindowParts {
  readonly shapes: readonly WindowShape[];
  readonly choices: readonly WindowChoice[];
  readonly handedOut: HandedOut;
  /** Variants of each family. */
  readonly membersOf: readonly (readonly number[])[];
}

/** Everyone's calendar that column values mean; undefined where they are not whole. */
export function readWindow(
  { duties, days, agents }: WindowRequest,
  { shapes, choices, handedOut, membersOf }: WindowParts,
  values: Float64Array,
): readonly Duties[] | undefined {
  const answer = duties.map((own) => own.slice());
  for (const agent of agents) for (const day of days) answer[agent]?.fill(OFF, day, day + 1);
  for (const { column } of shapes) if (isBroken(values[column] ?? 0)) return undefined;
  const places = placesOf(handedOut, membersOf, values);
  for (const { agent, day, supply, column } of choices) {
    const value = values[column] ?? 0;
    if (isBroken(value)) return undefined;
    if (value < 0.5) continue;
    const own = answer[agent];
    const variant = places.get(supply)?.pop();
    if (own === undefined || variant === undefined) return undefined;
    own[day] = variant;
  }
  return answer;
}

/** Per supply: the variants that its people work. */
function placesOf(
  { toFamilies, toVariants }: HandedOut,
  membersOf: readonly (readonly number[])[],
  values: Float64Array,
): ReadonlyMap<Supply, number[]> {
  const breaks = new Map<string, number[]>();
  for (const { key, variant, column } of toVariants) {
    const list = breaks.get(key) ?? [];
    breaks.set(key, list);
    for (let i = Math.round(values[column] ?? 0); i > 0; i--) list.push(variant);
  }
  const places = new Map<Supply, number[]>();
  for (const { supply, family, column } of toFamilies) {
    const list = places.get(supply) ?? [];
    places.set(supply, list);
    const only = membersOf[family]?.[0] ?? OFF;
    for (let i = Math.round(values[column] ?? 0); i > 0; i--)
      list.push(breaks.get(`${supply.day}|${family}`)?.pop() ?? only);
  }
  return places;
}

function isBroken(value: number): boolean {
  return value > 0.01 && value < 0.99;
}
