import { legalBreakMinutes, LONGEST_WORK_WITHOUT_BREAK_MINUTES } from '../../../forecasting/shifts/index.ts';
import type { OutlookPool } from '../../../forecasting/staffing/index.ts';
import { MOST_AGENTS, sparePerInterval, type DayMove } from './day-move.ts';
import type { MovableDuty } from './movable-duty.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';

/** Nobody works more than ten hours a day (ArbZG § 3). */
const LONGEST_DAY_MINUTES = 10 * 60;
/** More than an hour longer is another duty. */
const LONGEST_STAY_INTERVALS = 4;
const MOST_MOVES = 20;

/**
 * People who may stay longer: within ten hours of work, with the breaks that the longer day asks for already in it, no
 * more than six hours after the last of them, within their contract's hours and with their rest before the next duty.
 *
 * Overtime is asked for, not ordered: who need not do any (SGB IX § 207, MuSchG) is not known here.
 * @param startMinutes local minute at which each remaining interval begins; the first is running
 */
export function stayMoves(
  duties: readonly MovableDuty[],
  pool: OutlookPool,
  toPool: number,
  startMinutes: readonly number[],
): readonly DayMove[] {
  const spare = sparePerInterval(pool);
  const able = new Map<string, { group: string; fromInterval: number; intervals: number; agents: number }>();
  for (const duty of duties) {
    const fromInterval = startMinutes.indexOf(duty.endMinute);
    if (fromInterval < 1) continue;
    for (let intervals = 1; intervals <= LONGEST_STAY_INTERVALS; intervals++) {
      if (fromInterval + intervals > startMinutes.length) break;
      if (!mayStayUntil(duty, duty.endMinute + intervals * PLAN_MINUTES)) break;
      const id = `stay ${duty.group} ${fromInterval}-${fromInterval + intervals}`;
      const known = able.get(id);
      if (known === undefined) able.set(id, { group: duty.group, fromInterval, intervals, agents: 1 });
      else known.agents += 1;
    }
  }
  return [...able]
    .flatMap(([id, { group, fromInterval, intervals, agents }]) =>
      Array.from({ length: Math.min(MOST_AGENTS, agents) }, (_, more) => ({
        kind: 'stay' as const,
        id: `${id} x${more + 1}`,
        group,
        agents: more + 1,
        fromInterval,
        toInterval: fromInterval + intervals,
        toPool,
        isOvertime: true,
        lack: Math.min(...spare.slice(fromInterval, fromInterval + intervals)),
      })),
    )
    .toSorted((a, b) => a.lack - b.lack || a.id.localeCompare(b.id))
    .slice(0, MOST_MOVES);
}

function mayStayUntil(duty: MovableDuty, endMinute: number): boolean {
  const { startMinute, breaks, latestEndMinute } = duty;
  const breakMinutes = breaks.reduce((sum, pause) => sum + pause.endMinute - pause.startMinute, 0);
  const workMinutes = endMinute - startMinute - breakMinutes;
  const workedSince = Math.max(startMinute, ...breaks.map((pause) => pause.endMinute));
  return (
    latestEndMinute !== undefined &&
    endMinute <= latestEndMinute &&
    workMinutes <= LONGEST_DAY_MINUTES &&
    breakMinutes >= legalBreakMinutes(workMinutes) &&
    endMinute - workedSince <= LONGEST_WORK_WITHOUT_BREAK_MINUTES
  );
}
