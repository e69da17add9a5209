import { firstOf, type SharedParts } from '../neighbourhoods/plan-part.ts';
import type { RelaxedWeek } from '../neighbourhoods/relaxed-plan.ts';
import type { StrategyContext } from '../strategies.ts';
import type { WindowSearch } from '../neighbourhoods/window-search.ts';

/** A program of so many days tells how long larger ones take. */
const PROBED_DAYS = 2;
/** The first one pays for a solver that has not warmed up. */
const PROBES = 2;
/** So many times longer than by its number of days does the program of several weeks take. */
const TOGETHER = 2;

/**
 * Solves the linear programs of a plan, shared among the searchers.
 *
 * All weeks together have the best prices, but take twice as long as one by one, and one searcher alone. How long two days take here
 * and now tells whether there is time for that: on a busy machine, or when only some seconds were given, weeks by
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

  for (const part of windows.parts.filter(isMine)) {
    const relaxed = isTimeFor(part) ? windows.relax(part, { clock, until: until.together }) : undefined;
    if (relaxed === undefined) parts.tell({ kind: 'unrelaxed', weeks: part });
    else for (const week of relaxed) parts.tell({ kind: 'relaxed', week });
  }
  for (parts.hear(); parts.relaxed.size < weeks.length; parts.hear()) {
    const own = weeks.filter(isMine).find((week) => isOwed(firstOf(week)));
    const week = own === undefined ? undefined : windows.relax([own], { clock, until: until.alone })?.[0];
    if (week !== undefined) parts.tell({ kind: 'relaxed', week });
    else if (clock() >= until.alone) return undefined;
    else meanwhile();
  }
  return [...parts.relaxed.values()].sort((a, b) => firstOf(a.days) - firstOf(b.days));

  function isOwed(week: number): boolean {
    return parts.unrelaxed.has(week) && !parts.relaxed.has(week);
  }

  function isTimeFor(part: readonly (readonly number[])[]): boolean {
    if (part.length === 1) return true;
    const probe = (weeks.find(({ length }) => length >= PROBED_DAYS) ?? []).slice(0, PROBED_DAYS);
    if (probe.length === 0) return true;
    let quickest = Infinity;
    for (let run = 0; run < PROBES; run++) {
      const began = clock();
      if (windows.relax([probe], { clock, until: until.together }) === undefined) return false;
      quickest = Math.min(quickest, clock() - began);
    }
    const perDay = quickest / PROBED_DAYS;
    return clock() + TOGETHER * perDay * part.flat().length <= until.together;
  }
}
