import type { PlainDate, Weekday } from '../time/plain-date.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { dayCurves, slotsPerDay, type SlotGrid, type WallClockCount } from './day-curves.ts';
import { dayHistory, type DayHistory } from './day-history.ts';
import type { IntervalRecord } from './interval-record.ts';

/** One queue's days out of counts by the wall clock: from the first to the last day that has one. */
export function countedHistory(
  counts: Iterable<WallClockCount>,
  grid: SlotGrid,
  businessWeek: readonly Weekday[],
): DayHistory {
  return dayHistory(dayCurves(counts, grid, businessWeek), slotsPerDay(grid), businessWeek);
}

/** One queue's days out of interval records, by the wall clock of the zone. */
export function queueHistory(
  records: readonly IntervalRecord[],
  queue: string,
  grid: SlotGrid,
  businessWeek: readonly Weekday[],
  clock: ZoneClock,
): DayHistory {
  const own = records.filter((record) => record.queue === queue);
  return countedHistory(wallClockCounts(own, clock), grid, businessWeek);
}

/**
 * Calls of all records together, by day. Records of coarser intervals than the grid's slots are left out: they say
 * nothing of shapes.
 */
export function jointCurves(
  records: readonly IntervalRecord[],
  grid: SlotGrid,
  businessWeek: readonly Weekday[],
  clock: ZoneClock,
): ReadonlyMap<PlainDate, Float64Array> {
  const fine = records.filter(({ minutes }) => minutes <= grid.slotMinutes);
  return dayCurves(wallClockCounts(fine, clock), grid, businessWeek);
}

function* wallClockCounts(records: readonly IntervalRecord[], clock: ZoneClock): Generator<WallClockCount> {
  for (const { start, offered } of records) {
    const { date, minute } = clock.wallClockAt(start);
    yield { date, minute, offered };
  }
}
