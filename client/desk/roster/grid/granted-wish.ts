import { grantsWish, type RosterAgent, type RosterShift } from '../../../../forecasting/roster/index.ts';

/** Whether a shift grants a wish about hours of its own day; a day off is not granted by working. */
export function hasGrantedWish({ wishes }: Pick<RosterAgent, 'wishes'>, shift: RosterShift): boolean {
  return wishes.some((wish) => wish.date === shift.date && grantsWish(wish, [shift]));
}
