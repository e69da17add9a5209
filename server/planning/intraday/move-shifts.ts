import type { RosterShift } from '../../../forecasting/roster/index.ts';
import { breakPlaces } from '../../../forecasting/shifts/index.ts';
import type { AppliedMove } from '../../contract/today.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';

/**
 * A shift of today as the move would have it, held against later re-runs.
 *
 * A loan changes no shift: whose calls somebody takes for half an hour is said on the telephones, not in a roster.
 * @returns `undefined` where the move does not concern this shift, or the shift leaves it no room
 */
export function movedShift(shift: RosterShift, move: AppliedMove): RosterShift | undefined {
  if (shift.group !== move.group) return undefined;
  switch (move.kind) {
    case 'break':
      return withOtherBreak(shift, move);
    case 'stay':
      return shift.endMinute === minuteOf(move.fromLocal)
        ? { ...shift, endMinute: minuteOf(move.toLocal), pinned: true }
        : undefined;
    default:
      throw new RangeError(`unknown kind of move ${String(move.kind)}`);
  }
}

function withOtherBreak(shift: RosterShift, move: AppliedMove): RosterShift | undefined {
  const { startMinute, endMinute, breaks, activities = [] } = shift;
  const [only, ...others] = breaks;
  if (only === undefined || others.length > 0 || move.breakLocal === null) return undefined;
  if (only.startMinute !== minuteOf(move.fromLocal) || only.endMinute !== minuteOf(move.toLocal))
    return undefined;
  const breakMinutes = only.endMinute - only.startMinute;
  const from = minuteOf(move.breakLocal);
  const moved = { startMinute: from, endMinute: from + breakMinutes };
  const workMinutes = endMinute - startMinute - breakMinutes;
  const isPlace = breakPlaces(
    { pattern: '', startMinute, endMinute, workMinutes, breakMinutes },
    PLAN_MINUTES,
  ).some(([place]) => place?.startMinute === from);
  const meets = activities.some(
    (activity) => activity.startMinute < moved.endMinute && moved.startMinute < activity.endMinute,
  );
  return isPlace && !meets ? { ...shift, breaks: [moved], pinned: true } : undefined;
}

/** Minutes of the local day; `24:00` is its end. */
function minuteOf(local: string): number {
  const [hours = 0, minutes = 0] = local.split(':').map(Number);
  return hours * 60 + minutes;
}
