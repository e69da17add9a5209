import type { OutlookPool } from '../../../forecasting/staffing/index.ts';
import { MOST_AGENTS, sparePerInterval, type DayMove } from './day-move.ts';
import { isOnPhones, type MovableDuty } from './movable-duty.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';

/** Lengths of a loan, in intervals: shorter is not worth a change of queue, longer is another plan. */
const LENGTHS = [2, 3, 4, 6, 8];
const MOST_MOVES = 40;

/**
 * Loans between pools that share nobody: agents planned for one who may take the calls of another's cities do so for a
 * while. Only people who are on the phones throughout, and only from where there is more to spare.
 *
 * @param dutiesOf duties planned for each pool
 * @param startMinutes local minute at which each remaining interval begins; the first is running
 */
export function lendingMoves(
  dutiesOf: readonly (readonly MovableDuty[])[],
  pools: readonly OutlookPool[],
  startMinutes: readonly number[],
): readonly DayMove[] {
  const spare = pools.map(sparePerInterval);
  const least = (pool: number, from: number, to: number): number =>
    Math.min(...(spare[pool] ?? []).slice(from, to));
  const moves: (DayMove & { readonly gain: number })[] = [];
  for (const [toPool, pool] of pools.entries()) {
    const wanted = new Set(pool.cities.map(({ name }) => name));
    for (const [fromPool, lender] of pools.entries()) {
      if (fromPool === toPool) continue;
      const able = (dutiesOf[fromPool] ?? []).filter(({ skills = [] }) =>
        skills.some((city) => wanted.has(city)),
      );
      for (const group of new Set(able.map((duty) => duty.group)))
        for (const [fromInterval, minute] of startMinutes.entries())
          for (const length of LENGTHS) {
            const toInterval = fromInterval + length;
            if (fromInterval === 0 || toInterval > startMinutes.length) continue;
            const gain = least(fromPool, fromInterval, toInterval) - least(toPool, fromInterval, toInterval);
            const there = able.filter(
              (duty) => duty.group === group && isOnPhones(duty, minute, minute + length * PLAN_MINUTES),
            ).length;
            const present = Math.min(...lender.agents.slice(fromInterval, toInterval));
            const most = Math.min(MOST_AGENTS, there, present);
            if (gain <= 0) continue;
            for (let agents = 1; agents <= most; agents++)
              moves.push({
                kind: 'lend',
                id: `lend ${group} to ${toPool} ${fromInterval}-${toInterval} x${agents}`,
                group,
                agents,
                fromInterval,
                toInterval,
                fromPool,
                toPool,
                gain,
              });
          }
    }
  }
  return moves.toSorted((a, b) => b.gain - a.gain || a.id.localeCompare(b.id)).slice(0, MOST_MOVES);
}
