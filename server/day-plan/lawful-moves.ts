import type { Move, OutlookPool } from '../../forecasting/index.ts';
import { breakPlaces } from '../../forecasting/shifts/break-places.ts';
import { PLAN_MINUTES } from './opening-grid.ts';

/** A duty of today as far as its breaks may be moved, in minutes of the local day. */
export interface MovableDuty {
  readonly startMinute: number;
  readonly endMinute: number;
  readonly breaks: readonly { readonly startMinute: number; readonly endMinute: number }[];
  /** Skill group that the duty belongs to. */
  readonly group: string;
}

/** Agents of one group who take their break at another lawful time. */
export interface BreakMove extends Move {
  readonly group: string;
}

export interface LawfulMovesInput {
  readonly duties: readonly MovableDuty[];
  readonly pool: OutlookPool;
  /** Local minute at which each remaining interval begins; the first is running. */
  readonly startMinutes: readonly number[];
}

/** More people than this are not asked at once. */
const MOST_AGENTS = 3;
/** Moves that are looked at closely; those that go from the scarcest intervals to the best-staffed come first. */
const MOST_MOVES = 40;

/**
 * Moves of whole breaks that the law and the works agreement allow: the same break, at another place of the same duty
 * (ArbZG § 4, as for rosters), never one that has begun or begins with the running interval. The agents stay on the
 * phones in the old span and are missing in the new one.
 *
 * @param input `duties` with one break; others are left alone, because their breaks depend on each other
 */
export function lawfulMoves({ duties, pool, startMinutes }: LawfulMovesInput): readonly BreakMove[] {
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
  for (const { group, startMinute, endMinute, breaks } of duties) {
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
      const id = `${group} ${from.fromInterval}-${from.toInterval} to ${to.fromInterval}`;
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
        id: `${id} x${more + 1}`,
        group,
        agents: more + 1,
        ...from,
        toPool: 0,
        givenBack: to,
      }));
    })
    .slice(0, MOST_MOVES);
}

interface Intervals {
  readonly fromInterval: number;
  readonly toInterval: number;
}

/** Agents beyond the mean load, in units of the load's own spread. */
function sparePerInterval({
  cities,
  agents,
  averageHandleTimeSeconds,
  intervalSeconds,
}: OutlookPool): readonly number[] {
  return agents.map((count, index) => {
    const calls = cities.reduce(
      (sum, { callPaths }) =>
        sum + callPaths.reduce((part, path) => part + (path[index] ?? 0), 0) / callPaths.length,
      0,
    );
    const load = (calls * averageHandleTimeSeconds) / (intervalSeconds[index] ?? 1);
    return (count - load) / Math.sqrt(Math.max(1, load));
  });
}
