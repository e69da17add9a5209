import type { PlainDate } from '../time/plain-date.ts';
import { workedIntervals } from './rules/presence.ts';
import type { RosterProblem } from './model/problem.ts';
import type { Roster } from './model/roster.ts';

/** People planned to be at work, per interval of one local day. */
export interface PlannedAgents {
  readonly group: string;
  readonly date: PlainDate;
  /** One value per interval from local midnight (96 for quarter hours); whoever is on break is not counted. */
  readonly scheduledAgents: readonly number[];
}

/** Planned agents of every skill group and day of a roster: what the wall compares with those present. */
export function plannedAgents(
  problem: Pick<RosterProblem, 'days' | 'groups' | 'intervalMinutes'>,
  roster: Roster,
): readonly PlannedAgents[] {
  const perDay = (24 * 60) / problem.intervalMinutes;
  const rows = new Map<string, number[]>();
  for (const shift of roster.shifts) {
    const key = `${shift.group} ${shift.date}`;
    const row = rows.get(key) ?? new Array<number>(perDay).fill(0);
    rows.set(key, row);
    for (const interval of workedIntervals(shift, problem.intervalMinutes))
      row[interval] = (row[interval] ?? 0) + 1;
  }
  return problem.groups.flatMap(({ id }) =>
    problem.days.map(({ date }) => ({
      group: id,
      date,
      scheduledAgents: rows.get(`${id} ${date}`) ?? new Array<number>(perDay).fill(0),
    })),
  );
}
