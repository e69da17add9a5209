import type { BuiltWindow } from './built-window.ts';
import type { DutyModel } from '../model/duty-model.ts';
import type { LpAnswer } from '../../../maths/linear-program.ts';

/** Where the limits leave one sum only, its price is any number: such prices are cut. */
const MOST_PER_MINUTE = 0.1;

const HARDLY_ANYBODY = 1e-3;

/** Paid minutes that a relaxed answer gives agents on days, and those of a day's work: agents × days of the plan each. */
export function paidMinutes(
  { agents, days }: DutyModel,
  window: BuiltWindow,
  answer: LpAnswer,
): { readonly minutes: Float64Array; readonly dayMinutes: Float64Array } {
  const minutes = new Float64Array(agents.length * days);
  const people = new Float64Array(agents.length * days);
  for (const choice of window.choices) {
    const at = choice.agent * days + choice.day;
    const value = Math.max(0, answer.columnValues[choice.column] ?? 0);
    minutes[at] = (minutes[at] ?? 0) + value * choice.minutes;
    people[at] = (people[at] ?? 0) + value;
  }
  const dayMinutes = minutes.map((sum, at) => sum / Math.max(HARDLY_ANYBODY, people[at] ?? 0));
  return { minutes, dayMinutes };
}

/** What a paid minute of an agent costs because of the limits of the window's sum: below nought where some are owed. */
export function minutePrices(window: BuiltWindow, answer: LpAnswer): (agent: number) => number {
  return (agent) => {
    const dual = answer.rowDuals[window.minutesRows.get(agent) ?? -1] ?? 0;
    return -Math.max(-MOST_PER_MINUTE, Math.min(MOST_PER_MINUTE, dual));
  };
}
