import type { RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import { coverOn } from '../editor/coverage.ts';

/** Planned minus needed of one skill group over a day; none for a group whose need the reader does not see. */
export interface GroupStrip {
  readonly group: string;
  /** City whose colours it wears. */
  readonly city: string;
  /** Difference in hours: the strips add up to the joint one. */
  readonly balanceHours: number;
  /** One value per interval from midnight. */
  readonly cells: readonly number[];
}

export function groupStrips(
  problem: Pick<RosterProblem, 'groups' | 'demand' | 'intervalMinutes'>,
  dayIndex: number,
  shifts: readonly RosterShift[],
): readonly GroupStrip[] {
  const seen = problem.groups.filter(({ id }) => problem.demand.some(({ group }) => group === id));
  return seen.map(({ id, skills }) => {
    const { required, planned } = coverOn({ problem, others: null }, dayIndex, shifts, id);
    const cells = required.map((need, at) => (planned[at] ?? 0) - need);
    return {
      group: id,
      city: skills.length === 1 ? (skills[0] ?? id) : id,
      balanceHours: (cells.reduce((sum, cell) => sum + cell, 0) * problem.intervalMinutes) / 60,
      cells,
    };
  });
}
