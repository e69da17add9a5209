import { valueAt } from '../maths/value-at.ts';
import { weekdayOf, type PlainDate, type Weekday } from '../time/plain-date.ts';

/** Calls of one interval by the wall clock. */
export interface WallClockCount {
  readonly date: PlainDate;
  /** Minute of the day at which the interval starts, 0 … 1439. */
  readonly minute: number;
  readonly offered: number;
}

/** Part of the day that is looked at, and how finely. */
export interface SlotGrid {
  readonly slotMinutes: number;
  /** Minute of the day at which the first slot starts. */
  readonly openMinute: number;
  /** Minute of the day at which the last slot ends, at most 1440. */
  readonly closeMinute: number;
}

/** @throws RangeError when opening hours are not a whole number of slots */
export function slotsPerDay({ slotMinutes, openMinute, closeMinute }: SlotGrid): number {
  const slots = (closeMinute - openMinute) / slotMinutes;
  if (Number.isInteger(slots) && slots > 0) return slots;
  throw new RangeError(
    `${closeMinute - openMinute} minutes of opening are no whole number of ${slotMinutes}-minute slots`,
  );
}

/**
 * Sums counts into day curves. Counts outside the grid or the business week are left out; slots without a count are 0.
 *
 * The doubled hour of an autumn night adds up in its wall-clock slots, the missing one of spring stays 0.
 *
 * @returns a curve per day that has at least one count inside the grid
 */
export function dayCurves(
  counts: Iterable<WallClockCount>,
  grid: SlotGrid,
  businessWeek: readonly Weekday[],
): ReadonlyMap<PlainDate, Float64Array> {
  const slots = slotsPerDay(grid);
  const curves = new Map<PlainDate, Float64Array>();
  for (const { date, minute, offered } of counts) {
    if (minute < grid.openMinute || minute >= grid.closeMinute) continue;
    let curve = curves.get(date);
    if (curve === undefined) {
      if (!businessWeek.includes(weekdayOf(date))) continue;
      curve = new Float64Array(slots);
      curves.set(date, curve);
    }
    const slot = Math.floor((minute - grid.openMinute) / grid.slotMinutes);
    curve[slot] = valueAt(curve, slot) + offered;
  }
  return curves;
}
