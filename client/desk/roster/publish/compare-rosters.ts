import { cellKey, type Roster, type RosterShift } from '../../../../forecasting/roster/index.ts';

/** How far two rosters lie apart: duties that appear, go or change their hours or group, and whose they are. */
export function comparedDuties(
  one: Roster,
  other: Roster,
): { readonly duties: number; readonly people: number } {
  const before = new Map(one.shifts.map((shift) => [cellKey(shift), shift]));
  const after = new Map(other.shifts.map((shift) => [cellKey(shift), shift]));
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter(
    (cell) => !sameDuty(before.get(cell), after.get(cell)),
  );
  const people = new Set(changed.map((cell) => (before.get(cell) ?? after.get(cell))?.agent));
  return { duties: changed.length, people: people.size };
}

function sameDuty(one: RosterShift | undefined, other: RosterShift | undefined): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.startMinute === other.startMinute &&
    one.endMinute === other.endMinute &&
    one.group === other.group &&
    JSON.stringify(one.activities ?? []) === JSON.stringify(other.activities ?? [])
  );
}
