import type { Wish } from '../../../forecasting/roster/index.ts';
import { addDays, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { PersonWish } from '../../contract/wish.ts';

/** Wishes as a roster knows them: one for each of the days from `from` to `until` that they touch. */
export function wishesOfDays(
  wishes: readonly PersonWish[],
  span: { readonly from: PlainDate; readonly until: PlainDate },
): readonly Wish[] {
  return wishes.flatMap((wish) => {
    const last = wish.until < span.until ? plainDate(wish.until) : span.until;
    const days: Wish[] = [];
    let date = wish.from > span.from ? plainDate(wish.from) : span.from;
    for (; date <= last; date = addDays(date, 1)) days.push(onDay(wish, date));
    return days;
  });
}

function onDay({ kind, minute, weight }: PersonWish, date: PlainDate): Wish {
  switch (kind) {
    case 'dayOff':
      return { kind, date, weight };
    case 'notBefore':
      return { kind: 'avoidWithin', date, span: { startMinute: 0, endMinute: minute ?? 0 }, weight };
    case 'notAfter':
      return { kind: 'avoidWithin', date, span: { startMinute: minute ?? 1440, endMinute: 1440 }, weight };
    default:
      return kind satisfies never;
  }
}
