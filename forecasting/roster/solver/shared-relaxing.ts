import { firstOf, type SharedParts } from './plan-part.ts';
import type { RelaxedWeek } from './relaxed-plan.ts';
import type { StrategyContext } from './strategies.ts';
import type { WindowSearch } from './window-search.ts';

/** So many times longer than all its weeks one by one takes the program of several weeks. */
const TOGETHER = 1.8;

/**
 * Solves the linear programs of a plan, shared among the searchers.
 *
 * All weeks together have the best prices, but take several times as long as one by one. How long a week takes here and
 * now tells whether there is time for that: on a busy machine, or when only some seconds were given, weeks by
 * themselves are far better than none.
 *
 * @param until the moments by which weeks should be known, together or one by one
 * @param meanwhile some useful work of half a second, for as long as others are not ready
 * @returns all weeks, by day; undefined when the time ran out
 */
export function relaxWeeks(
  windows: Pick<WindowSearch, 'weeks' | 'parts' | 'relax'>,
  parts: SharedParts,
  context: Pick<StrategyContext, 'position' | 'searchers' | 'clock'>,
  until: { readonly together: number; readonly alone: number },
  meanwhile: () => void,
): readonly RelaxedWeek[] | undefined {
  const { position, searchers, clock } = context;
  const { weeks } = windows;
  const isMine = (_: unknown, index: number): boolean => index % searchers === position;
  const alone = new Map<number, RelaxedWeek>();
  const relaxAlone = (week: readonly number[]): RelaxedWeek | undefined => {
    const known = alone.get(firstOf(week)) ?? windows.relax([week], { clock, until: until.alone })?.[0];
    if (known !== undefined) alone.set(firstOf(week), known);
    return known;
  };

  for (const part of windows.parts.filter(isMine)) {
    const relaxed = isTimeFor(part) ? windows.relax(part, { clock, until: until.together }) : undefined;
    if (relaxed === undefined) parts.tell({ kind: 'unrelaxed', weeks: part });
    else for (const week of relaxed) parts.tell({ kind: 'relaxed', week });
  }
  for (parts.hear(); parts.relaxed.size < weeks.length; parts.hear()) {
    const own = weeks.filter(isMine).find((week) => isOwed(firstOf(week)));
    const week = own === undefined ? undefined : relaxAlone(own);
    if (week !== undefined) parts.tell({ kind: 'relaxed', week });
    else if (clock() >= until.alone) return undefined;
    else meanwhile();
  }
  return [...parts.relaxed.values()].sort((a, b) => firstOf(a.days) - firstOf(b.days));

  function isOwed(week: number): boolean {
    return parts.unrelaxed.has(week) && !parts.relaxed.has(week);
  }

  /** Measured by one week alone, which is kept. */
  function isTimeFor(part: readonly (readonly number[])[]): boolean {
    if (part.length === 1) return true;
    const began = clock();
    const [week] = weeks.filter(isMine);
    if (week === undefined || relaxAlone(week) === undefined) return false;
    const perWeek = clock() - began;
    return clock() + TOGETHER * perWeek * part.length <= until.together;
  }
}
