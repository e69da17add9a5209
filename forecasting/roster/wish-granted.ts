import type { Wish } from './agent.ts';
import type { RosterShift } from './roster.ts';

/** Whether a person's shifts of the wish's day grant it. */
export function isWishGranted(
  wish: Wish,
  shifts: readonly Pick<RosterShift, 'startMinute' | 'endMinute'>[],
): boolean {
  switch (wish.kind) {
    case 'dayOff':
      return shifts.length === 0;
    case 'workWithin':
      return shifts.some(
        ({ startMinute, endMinute }) =>
          startMinute >= wish.span.startMinute && endMinute <= wish.span.endMinute,
      );
    case 'avoidWithin':
      return shifts.every(
        ({ startMinute, endMinute }) =>
          endMinute <= wish.span.startMinute || startMinute >= wish.span.endMinute,
      );
    default:
      return wish satisfies never;
  }
}
