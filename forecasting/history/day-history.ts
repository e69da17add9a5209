import { valueAt } from '../maths/value-at.ts';
import { addDays, weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';

/** What one day brought: offered calls per slot from opening to closing, or nothing when closed or missing. */
export interface HistoryDay {
  readonly date: PlainDate;
  /** One value per slot; `undefined` on a day without any row (closed, or the records are lost). */
  readonly offered: Float64Array | undefined;
}

/**
 * One queue's past as day curves: every day of its business week in calendar order, also those without rows.
 *
 * Slots are wall-clock slots, so a day with a clock change has as many as any other.
 */
export interface DayHistory {
  readonly slotsPerDay: number;
  readonly businessWeek: readonly Weekday[];
  readonly days: readonly HistoryDay[];
  /**
   * Calls per day and slot of related queues together, same slots: a small queue may borrow their shape. Models look only
   * at days that the history itself has, so it may reach further.
   */
  readonly related?: ReadonlyMap<PlainDate, Float64Array>;
}

/** A day that has a curve. */
export interface ObservedDay extends HistoryDay {
  readonly offered: Float64Array;
}

/**
 * Lays curves out on the calendar: from the first to the last day with a curve, business days only.
 *
 * @param curves curve by day; days outside the business week are left out
 */
export function dayHistory(
  curves: ReadonlyMap<PlainDate, Float64Array>,
  slotsPerDay: number,
  businessWeek: readonly Weekday[],
): DayHistory {
  const dates = [...curves.keys()].filter((date) => businessWeek.includes(weekdayOf(date))).sort();
  const first = dates[0];
  const last = dates.at(-1);
  const days: HistoryDay[] = [];
  if (first !== undefined && last !== undefined) {
    for (const date of businessDays(first, last, businessWeek))
      days.push({ date, offered: curves.get(date) });
  }
  return { slotsPerDay, businessWeek, days };
}

/** Days of the business week from `first` to `last`, both included. */
export function businessDays(
  first: PlainDate,
  last: PlainDate,
  businessWeek: readonly Weekday[],
): readonly PlainDate[] {
  const dates: PlainDate[] = [];
  for (let date = first; date <= last; date = addDays(date, 1)) {
    if (businessWeek.includes(weekdayOf(date))) dates.push(date);
  }
  return dates;
}

/** The next `count` days of the business week, `first` included when it is one. */
export function nextBusinessDays(
  first: PlainDate,
  count: number,
  businessWeek: readonly Weekday[],
): readonly PlainDate[] {
  const dates: PlainDate[] = [];
  for (let date = first; dates.length < count; date = addDays(date, 1)) {
    if (businessWeek.includes(weekdayOf(date))) dates.push(date);
  }
  return dates;
}

/** What was known on the morning of `origin`: the days before it, from `trainFrom` on. */
export function knownBefore(history: DayHistory, origin: PlainDate, trainFrom?: PlainDate): DayHistory {
  return {
    ...history,
    days: history.days.filter(({ date }) => date < origin && (trainFrom === undefined || date >= trainFrom)),
  };
}

export function observedDays({ days }: DayHistory): readonly ObservedDay[] {
  return days.filter((day): day is ObservedDay => day.offered !== undefined);
}

/** Sum of a curve; `sum` of simple-statistics takes lists, and a curve is a typed array. */
export function total(curve: Float64Array): number {
  let sum = 0;
  for (const value of curve) sum += value;
  return sum;
}

/** Slot by slot mean of curves of equal length; zeros when there is none. */
export function meanCurve(curves: readonly Float64Array[], slotsPerDay: number): Float64Array {
  return Float64Array.from({ length: slotsPerDay }, (_, slot) => {
    let sum = 0;
    for (const curve of curves) sum += valueAt(curve, slot);
    return sum / Math.max(1, curves.length);
  });
}
