import { cellKey, type Pin, type Roster, type RosterProblem } from '../../../forecasting/roster/index.ts';
import type { KeepOfPlan } from '../../contract/optimiser.ts';

/**
 * What a new run must leave alone: every pinned shift, and each day, worked or free, of the people and dates that the
 * planner holds. Days on which a kept person is absent are held by the absence itself.
 */
export function keptPins(problem: RosterProblem, { shifts }: Roster, keep: KeepOfPlan): readonly Pin[] {
  const dates = new Set<string>(keep.dates);
  const isKept = (agent: string, date: string): boolean => keep.agents.includes(agent) || dates.has(date);
  const worked = new Set(shifts.map(cellKey));
  const shiftPins = shifts
    .filter(({ agent, date, pinned }) => pinned === true || isKept(agent, date))
    .map(({ agent, date, pattern, startMinute, group }): Pin => ({
      kind: 'shift',
      agent,
      date,
      pattern,
      startMinute,
      group,
    }));
  const offPins = problem.agents.flatMap(({ id }) =>
    problem.days.flatMap(({ date }): Pin[] =>
      isKept(id, date) && !worked.has(cellKey({ agent: id, date })) ? [{ kind: 'off', agent: id, date }] : [],
    ),
  );
  return [...problem.pins.filter((pin) => pin.kind === 'off'), ...shiftPins, ...offPins];
}
