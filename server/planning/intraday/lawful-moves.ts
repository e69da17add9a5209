import type { OutlookPool } from '../../../forecasting/staffing/index.ts';
import { breakMoves } from './break-moves.ts';
import type { DayMove } from './day-move.ts';
import { lendingMoves } from './lending-moves.ts';
import type { MovableDuty } from './movable-duty.ts';
import { stayMoves } from './stay-moves.ts';

export interface LawfulMovesInput {
  readonly duties: readonly MovableDuty[];
  readonly pools: readonly OutlookPool[];
  /** Local minute at which each remaining interval begins; the first is running. */
  readonly startMinutes: readonly number[];
}

/** Everything that may be done today about too few agents: other breaks, loans between pools, staying longer. */
export function lawfulMoves({ duties, pools, startMinutes }: LawfulMovesInput): readonly DayMove[] {
  const dutiesOf = pools.map((pool) => duties.filter((duty) => isPlannedFor(duty, pool)));
  return [
    ...pools.flatMap((pool, index) => breakMoves(dutiesOf[index] ?? [], pool, index, startMinutes)),
    ...lendingMoves(dutiesOf, pools, startMinutes),
    ...pools.flatMap((pool, index) => stayMoves(dutiesOf[index] ?? [], pool, index, startMinutes)),
  ];
}

/** A duty belongs to the pool of the first city that it was planned for. */
function isPlannedFor({ cities = [], group }: MovableDuty, pool: Pick<OutlookPool, 'cities'>): boolean {
  const [first = group] = cities;
  return pool.cities.some(({ name }) => name === first);
}
