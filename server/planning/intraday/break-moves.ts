import { breakPlaces } from '../../../forecasting/shifts/index.ts';
import type { OutlookPool } from '../../../forecasting/staffing/index.ts';
import { MOST_AGENTS, sparePerInterval, type DayMove, type Intervals } from './day-move.ts';
import type { MovableDuty } from './movable-duty.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';

/** Moves that are looked at closely; those that go from the scarcest intervals to the best-staffed come first. */
const MOST_MOVES = 40;

/**
 * Moves of whole breaks that the law and the works agreement allow: the same break, at another place of the same duty
 * (ArbZG § 4, as for rosters), never one that has begun or begins with the running interval. The agents stay on the
 * phones in the old span and are missing in the new one.
 *
 * @param duties of this pool; those with one break alone: several depend on each other
 * @param startMinutes local minute at which each remaining interval begins; the first is running
 */
export function breakMoves(
  duties: readonly MovableDuty[],
  pool: OutlookPool,
  toPool: number,
  startMinutes: readonly number[],
): readonly DayMove[] {
  const spare = sparePerInterval(pool);
  const indexOf = new Map(startMinutes.map((minute, index) => [minute, index]));
  const intervalsOf = (startMinute: number, endMinute: number): Intervals | undefined => {
    const fromInterval = indexOf.get(startMinute);
    const last = indexOf.get(endMinute - PLAN_MINUTES);
    return fromInterval === undefined || last === undefined || fromInterval === 0
      ? undefined
      : { fromInterval, toInterval: last + 1 };
  };
  const able = new Map<
    string,
    { readonly group: string; readonly from: Intervals; readonly to: Intervals; agents: number }
  >();
  for (const { group, startMinute, endMinute, breaks, activities = [] } of duties) {
    const [only, ...others] = breaks;
    if (only === undefined || others.length > 0) continue;
    const from = intervalsOf(only.startMinute, only.endMinute);
    if (from === undefined) continue;
    const breakMinutes = only.endMinute - only.startMinute;
    const workMinutes = endMinute - startMinute - breakMinutes;
    const duty = { pattern: '', startMinute, endMinute, workMinutes, breakMinutes };
    for (const [place] of breakPlaces(duty, PLAN_MINUTES)) {
      const to = place === undefined ? undefined : intervalsOf(place.startMinute, place.endMinute);
      if (to === undefined || (to.fromInterval < from.toInterval && from.fromInterval < to.toInterval))
        continue;
      const meets = activities.some(
        (activity) =>
          place !== undefined &&
          activity.startMinute < place.endMinute &&
          place.startMinute < activity.endMinute,
      );
      if (meets) continue;
      const id = `break ${group} ${from.fromInterval}-${from.toInterval} to ${to.fromInterval}`;
      const known = able.get(id);
      if (known === undefined) able.set(id, { group, from, to, agents: 1 });
      else known.agents += 1;
    }
  }
  const least = ({ fromInterval, toInterval }: Intervals): number =>
    Math.min(...spare.slice(fromInterval, toInterval));
  return [...able]
    .map(([id, move]) => ({ id, ...move, gain: least(move.to) - least(move.from) }))
    .filter(({ gain }) => gain > 0)
    .sort((a, b) => b.gain - a.gain || a.id.localeCompare(b.id))
    .flatMap(({ id, group, from, to, agents }) => {
      const free = Math.min(...pool.agents.slice(to.fromInterval, to.toInterval));
      return Array.from({ length: Math.min(MOST_AGENTS, agents, free) }, (_, more) => ({
        kind: 'break' as const,
        id: `${id} x${more + 1}`,
        group,
        agents: more + 1,
        ...from,
        toPool,
        givenBack: to,
      }));
    })
    .slice(0, MOST_MOVES);
}
