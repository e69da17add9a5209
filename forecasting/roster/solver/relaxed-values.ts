import type { BuiltWindow } from './built-window.ts';
import type { LpAnswer } from './linear-program.ts';

/** Where the limits leave one sum only, its price is any number: such prices are cut. */
const MOST_PER_MINUTE = 0.1;

/** Paid minutes that a relaxed answer gives an agent on a day. */
export function expectedMinutes(
  window: BuiltWindow,
  answer: LpAnswer,
): (agent: number, day: number) => number {
  const minutes = new Map<string, number>();
  for (const choice of window.choices) {
    const key = `${choice.agent}|${choice.day}`;
    const value = Math.max(0, answer.columnValues[choice.column] ?? 0);
    minutes.set(key, (minutes.get(key) ?? 0) + value * choice.minutes);
  }
  return (agent, day) => minutes.get(`${agent}|${day}`) ?? 0;
}

/** What a paid minute of an agent costs because of the limits of the window's sum: below nought where some are owed. */
export function minutePrices(window: BuiltWindow, answer: LpAnswer): (agent: number) => number {
  return (agent) => {
    const dual = answer.rowDuals[window.minutesRows.get(agent) ?? -1] ?? 0;
    return -Math.max(-MOST_PER_MINUTE, Math.min(MOST_PER_MINUTE, dual));
  };
}
