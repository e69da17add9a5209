import { observedDays, type DayHistory } from '../history/day-history.ts';
import { daysBetween, weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';

/** Days after which a day's shape counts half. */
const HALF_LIFE_DAYS = 35;
/** Calls from all weekdays together that stand in for a weekday's own shape until it has shown as many. */
const SHARED_CALLS = 2_000;

/**
 * Share of a day's calls per slot and weekday, recent days counting more.
 *
 * A weekday borrows the shape of all weekdays as long as it has few calls of its own: a small queue's Tuesdays are
 * mostly chance.
 *
 * @returns shares that sum to 1, a function of the weekday
 */
export function dayProfiles(
  history: DayHistory,
  lastDay: PlainDate | undefined,
): (weekday: Weekday) => Float64Array {
  const { slotsPerDay } = history;
  const all = new Float64Array(slotsPerDay);
  const own = new Map<Weekday, Float64Array>();
  for (const { date, offered } of observedDays(history)) {
    const weight = lastDay === undefined ? 1 : 0.5 ** (daysBetween(date, lastDay) / HALF_LIFE_DAYS);
    const weekday = weekdayOf(date);
    const curve = own.get(weekday) ?? new Float64Array(slotsPerDay);
    own.set(weekday, curve);
    for (let slot = 0; slot < slotsPerDay; slot++) {
      const calls = weight * (offered[slot] ?? 0);
      all[slot] = (all[slot] ?? 0) + calls;
      curve[slot] = (curve[slot] ?? 0) + calls;
    }
  }
  const shared = shares(all);
  const profiles = new Map<Weekday, Float64Array>();
  for (const [weekday, curve] of own) {
    profiles.set(weekday, shares(curve.map((calls, slot) => calls + SHARED_CALLS * (shared[slot] ?? 0))));
  }
  return (weekday) => profiles.get(weekday) ?? shared;
}

function shares(curve: Float64Array): Float64Array {
  const sum = curve.reduce((all, calls) => all + calls, 0);
  return curve.map((calls) => (sum > 0 ? calls / sum : 1 / curve.length));
}
