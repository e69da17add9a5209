import type { MinuteLimits } from './built-window.ts';
import { OFF, type Duties, type DutyModel } from '../model/duty-model.ts';
import type { RelaxedWeek } from './relaxed-plan.ts';

/** Everyone's duties on some days; the other days of the calendars are off. */
export interface SettledDays {
  readonly days: readonly number[];
  readonly duties: readonly Duties[];
}

/**
 * Limits of everybody's paid minutes in a week that is about to be settled.
 *
 * What the contract leaves beyond the settled weeks and what the relaxed program gives the open ones may be used
 * here and now, shared only with the weeks that others settle at the same moment: a week that is held to its
 * own share of the play loses covers for nothing.
 * @param settled by first day
 * @param atOnce how many weeks are being settled at one time
 */
export function weekMinutes(
  model: DutyModel,
  weeks: readonly RelaxedWeek[],
  settled: ReadonlyMap<number, SettledDays>,
  days: readonly number[],
  atOnce: number,
): (agent: number) => MinuteLimits {
  const open = weeks.filter(({ days: [first = -1] }) => !settled.has(first));
  const week = open.find((each) => each.days[0] === days[0]);
  const sharing = Math.max(1, Math.min(atOnce, open.length));
  return (agent) => {
    const owner = model.agents[agent];
    const own = week?.minutes[agent] ?? 0;
    if (owner === undefined || own < 1) return { least: 0, most: 0 };
    const expected =
      open.reduce((sum, { minutes }) => sum + (minutes[agent] ?? 0), 0) +
      [...settled.values()].reduce((sum, part) => sum + paidOn(model, part.duties[agent], part.days), 0);
    const below = expected - owner.minMinutes;
    const above = owner.maxMinutes - expected;
    return {
      least: own - below / (below > 0 ? sharing : open.length),
      most: own + above / (above > 0 ? sharing : open.length),
    };
  };
}

/** Paid minutes of a calendar on some days. */
export function paidOn(model: DutyModel, duties: Duties | undefined, days: readonly number[]): number {
  return days.reduce((paid, day) => {
    const variant = duties?.[day] ?? OFF;
    return variant === OFF ? paid : paid + (model.minutes[model.variantKind[variant] ?? 0] ?? 0);
  }, 0);
}
