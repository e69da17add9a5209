import type { Weekday } from '../time/plain-date.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { dayCurves, slotsPerDay, type SlotGrid, type WallClockCount } from './day-curves.ts';
import { dayHistory, type DayHistory } from './day-history.ts';
import type { IntervalRecord } from './interval-record.ts';

/** One queue's day curves out of interval records, by the wall clock of the zone. */
export function queueHistory(
  records: Iterable<IntervalRecord>,
  queue: string,
  grid: SlotGrid,
  businessWeek: readonly Weekday[],
  clock: ZoneClock,
): DayHistory {
  return dayHistory(
    dayCurves(countsOf(records, queue, clock), grid, businessWeek),
    slotsPerDay(grid),
    businessWeek,
  );
}

function* countsOf(
  records: Iterable<IntervalRecord>,
  queue: string,
  clock: ZoneClock,
): Generator<WallClockCount> {
  for (const record of records) {
    if (record.queue !== queue) continue;
    const { date, minute } = clock.wallClockAt(record.start);
    yield { date, minute, offered: record.offered };
  }
}
