import { weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';
import { meanCurve, observedDays, type DayHistory, type ObservedDay } from './day-history.ts';

const WEEKS_FOR_A_FILL = 4;

/**
 * A gap-free copy: a day without rows gets the mean of the last four observed same weekdays *before* it.
 *
 * Days after the gap never count, so a history cut at any origin is filled exactly as it could have been filled then.
 * A gap before the first observed same weekday stays out of the result's beginning: it is filled with zeros.
 */
export function fillCausally(history: DayHistory): readonly ObservedDay[] {
  const seen = new Map<Weekday, Float64Array[]>();
  return history.days.map(({ date, offered }) => {
    const weekday = weekdayOf(date);
    const same = seen.get(weekday) ?? [];
    if (offered === undefined)
      return { date, offered: meanCurve(same.slice(-WEEKS_FOR_A_FILL), history.slotsPerDay) };
    seen.set(weekday, [...same.slice(1 - WEEKS_FOR_A_FILL), offered]);
    return { date, offered };
  });
}

/** The last `count` observed curves of the weekday of `date`, oldest first; fewer where history is short. */
export function lastSameWeekdays(
  history: DayHistory,
  date: PlainDate,
  count: number,
): readonly ObservedDay[] {
  const weekday = weekdayOf(date);
  return observedDays(history)
    .filter((day) => weekdayOf(day.date) === weekday)
    .slice(-count);
}
