import type { RosterProblem, RosterShift } from '../../../../forecasting/roster/index.ts';
import { movedShift, resizedShift } from './edit-shift.ts';

/** A bar under the mouse: taken in the middle or at one end, and how far it went, in whole quarter hours. */
export interface Drag {
  readonly mode: 'move' | 'start' | 'end';
  readonly minutes: number;
  readonly startX: number;
  readonly minutesPerPixel: number;
}

export function dragged(
  problem: Pick<RosterProblem, 'patterns'>,
  shift: RosterShift,
  drag: Drag,
): RosterShift {
  if (drag.minutes === 0) return shift;
  return drag.mode === 'move'
    ? movedShift(shift, drag.minutes)
    : resizedShift(problem, shift, drag.mode, drag.minutes);
}
