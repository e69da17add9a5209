import type { RosterAgent, RosterShift } from '../../../forecasting/index.ts';

/** Whether a shift grants a wish about its own day: hours asked for are worked, hours to be left free are free. */
export function hasGrantedWish({ wishes }: Pick<RosterAgent, 'wishes'>, shift: RosterShift): boolean {
  return wishes.some((wish) => {
    if (wish.date !== shift.date || wish.kind === 'dayOff') return false;
    const { startMinute, endMinute } = wish.span;
    return wish.kind === 'workWithin'
      ? shift.startMinute >= startMinute && shift.endMinute <= endMinute
      : shift.endMinute <= startMinute || shift.startMinute >= endMinute;
  });
}
