import type { MinuteSpan } from '../../shifts/shift-pattern.ts';
import type { PlainDate } from '../../time/plain-date.ts';
import type { RosterAgent, Wish } from './agent.ts';
import type { PlanDay } from './problem.ts';

/** Whether the shifts of a wish's day grant it. */
export function grantsWish(wish: Wish, shifts: readonly MinuteSpan[]): boolean {
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

export interface WishCount {
  readonly granted: number;
  readonly refused: number;
}

/**
 * How many of a person's wishes a roster grants and refuses. Days on which nobody could have worked, or not this person,
 * say nothing: closed days, days of absence, days outside the plan.
 *
 * @param days the plan's days, by date
 * @param shiftsOn the person's shifts on a day
 */
export function countWishes(
  { wishes, absences }: Pick<RosterAgent, 'wishes' | 'absences'>,
  days: ReadonlyMap<PlainDate, PlanDay>,
  shiftsOn: (date: PlainDate) => readonly MinuteSpan[],
): WishCount {
  let granted = 0;
  let refused = 0;
  for (const wish of wishes) {
    const { date } = wish;
    if (days.get(date)?.open === undefined) continue;
    if (absences.some(({ from, until }) => from <= date && date <= until)) continue;
    if (grantsWish(wish, shiftsOn(date))) granted++;
    else refused++;
  }
  return { granted, refused };
}
