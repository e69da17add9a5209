import type { OutlookPool, StaffingMove } from '../../../forecasting/staffing/index.ts';

/** A change of today's plan that the rules allow. */
export interface DayMove extends StaffingMove {
  /** `break`: takes a break at another time; `lend`: takes other cities' calls; `stay`: works longer. */
  readonly kind: 'break' | 'lend' | 'stay';
  /** Skill group of the agents who are asked. */
  readonly group: string;
}

/** Remaining intervals [from, to). */
export interface Intervals {
  readonly fromInterval: number;
  readonly toInterval: number;
}

/** More people than this are not asked at once. */
export const MOST_AGENTS = 3;

/** A gain in probability that is worth asking people for, and less than this is not. */
const WORTHWHILE = 0.005;

/** Whether a gain is worth asking people for: it must be seen as well, in chances that are shown in whole per cent. */
export function isWorthwhile(before: number, after: number): boolean {
  return after >= before + WORTHWHILE && Math.round(after * 100) > Math.round(before * 100);
}

/** Agents beyond the mean load, in units of the load's own spread. */
export function sparePerInterval({
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
