import { addDays } from '../time/plain-date.ts';
import { instant, MINUTE_MS } from '../time/instant.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import { figuresBy, type HistoryMinutes, type IntervalRecord } from './interval-record.ts';

/** Shapes of days are learnt from so many days before the last; what is older shows levels and seasons. */
const SHAPE_DAYS = 182;

/**
 * One interval length for records of several: what comes from elsewhere may state hours where the own measurement states
 * quarter hours. Taken is the coarsest length of the last half year, so that no shape is made up where it matters.
 *
 * @param records of one queue; rows of whole days are left out
 * @returns 15 without any record
 */
export function commonLength(records: readonly IntervalRecord[], clock: ZoneClock): HistoryMinutes {
  const own = records.filter(({ minutes }) => minutes < 1440);
  const last = own.reduce((latest, { start }) => Math.max(latest, start), Number.NEGATIVE_INFINITY);
  if (own.length === 0) return 15;
  const from = clock.instantAt(addDays(clock.wallClockAt(instant(last)).date, -SHAPE_DAYS), 0);
  return own.reduce<HistoryMinutes>(
    (coarsest, { start, minutes }) => (start >= from && minutes > coarsest ? minutes : coarsest),
    5,
  );
}

/**
 * Records in intervals of one length: finer ones add up, coarser ones (older than half a year) are shared out evenly,
 * rows of whole days are left out.
 *
 * A figure that one part of a sum does not state is not stated for the sum.
 */
export function toLength(
  records: readonly IntervalRecord[],
  minutes: HistoryMinutes,
): readonly IntervalRecord[] {
  if (records.every((record) => record.minutes === minutes)) return records;
  const sums = new Map<number, IntervalRecord>();
  const length = minutes * MINUTE_MS;
  for (const record of records) {
    if (record.minutes >= 1440) continue;
    const parts = Math.max(1, record.minutes / minutes);
    for (let part = 0; part < parts; part++) {
      const start = instant(Math.floor(record.start / length + part) * length);
      const share = shareOf(record, parts, start, minutes);
      const known = sums.get(start);
      sums.set(start, known === undefined ? share : added(known, share));
    }
  }
  return [...sums.values()].toSorted((a, b) => a.start - b.start);
}

function shareOf(
  record: IntervalRecord,
  parts: number,
  start: IntervalRecord['start'],
  minutes: HistoryMinutes,
): IntervalRecord {
  const figures = figuresBy((figure) => {
    const value = record[figure];
    return value === undefined ? undefined : value / parts;
  });
  return { queue: record.queue, start, minutes, offered: record.offered / parts, ...figures };
}

function added(a: IntervalRecord, b: IntervalRecord): IntervalRecord {
  const figures = figuresBy((figure) => {
    const one = a[figure];
    const other = b[figure];
    return one === undefined || other === undefined ? undefined : one + other;
  });
  return { queue: a.queue, start: a.start, minutes: a.minutes, offered: a.offered + b.offered, ...figures };
}
