import {
  cellKey,
  checkRoster,
  type Roster,
  type RosterCheck,
  type RosterProblem,
  type RosterShift,
} from '../../../forecasting/roster/index.ts';

export interface Offer {
  readonly roster: Roster;
  /** Of the very roster that is offered. */
  readonly check: RosterCheck;
}

/**
 * The proposal that a planner gets: a held shift that the search kept has its own breaks and mark again, so that only what
 * the planner pinned stays pinned. Where a held shift had to be given up, the one that was found instead stands, and the
 * checker says so.
 *
 * @param problem with the pins that the search was given
 * @param previous where days that differ from it have a price
 */
export function offeredRoster(
  problem: RosterProblem,
  present: Roster,
  solved: Roster,
  previous?: Roster,
): Offer {
  const held = new Set(problem.pins.map(cellKey));
  const before = new Map(present.shifts.map((shift) => [cellKey(shift), shift]));
  const shifts = solved.shifts.map((shift) => {
    const own = held.has(cellKey(shift)) ? before.get(cellKey(shift)) : undefined;
    return own !== undefined && isSameDuty(own, shift) ? own : shift;
  });
  return { roster: { shifts }, check: checkRoster(problem, { shifts }, previous) };
}

function isSameDuty(one: RosterShift, other: RosterShift): boolean {
  return (
    one.pattern === other.pattern &&
    one.startMinute === other.startMinute &&
    one.endMinute === other.endMinute &&
    one.group === other.group
  );
}
