import type { PlainDate } from '../time/plain-date.ts';
import type { ZoneClock } from '../time/wall-clock.ts';
import type { IntervalRecord } from './interval-record.ts';

/** Days of one queue that both an import and the own measurement hold. */
interface DayOverlap {
  readonly date: PlainDate;
  readonly imported: number;
  readonly measured: number;
  /** Which of the two is taken. */
  readonly taken: 'measured' | 'imported';
}

export interface JoinedHistory {
  readonly records: readonly IntervalRecord[];
  readonly measuredDays: ReadonlySet<PlainDate>;
  readonly overlaps: readonly DayOverlap[];
}

/**
 * Imported and measured history as one. A day comes whole from one of the two, never mixed: the measured one wins,
 * except on the first measured day, on which measuring may have begun at noon.
 *
 * @param until days from here on are left out: today is not over
 * @param measuredFrom day on which measuring began, where `measured` does not reach back to it
 */
export function joinHistory(
  imported: readonly IntervalRecord[],
  measured: readonly IntervalRecord[],
  until: PlainDate,
  clock: ZoneClock,
  measuredFrom?: PlainDate,
): JoinedHistory {
  const measuredSums = daySums(measured, until, clock);
  const importedSums = daySums(imported, until, clock);
  const [earliest] = [...measuredSums.keys()].sort();
  const first = measuredFrom ?? earliest;
  const measuredDays = new Set(
    [...measuredSums.keys()].filter((date) => date !== first || !importedSums.has(date)),
  );
  const overlaps = [...measuredSums].flatMap(([date, sum]): readonly DayOverlap[] => {
    const other = importedSums.get(date);
    if (other === undefined) return [];
    const taken = measuredDays.has(date) ? 'measured' : 'imported';
    return [{ date, imported: other, measured: sum, taken }];
  });
  const dateOf = ({ start }: IntervalRecord): PlainDate => clock.wallClockAt(start).date;
  const records = [
    ...imported.filter((record) => {
      const date = dateOf(record);
      return date < until && !measuredDays.has(date);
    }),
    ...measured.filter((record) => measuredDays.has(dateOf(record))),
  ].toSorted((a, b) => a.start - b.start);
  return { records, measuredDays, overlaps: overlaps.toSorted((a, b) => (a.date < b.date ? -1 : 1)) };
}

/** Calls per day; days without a call are not there. */
function daySums(
  records: readonly IntervalRecord[],
  until: PlainDate,
  clock: ZoneClock,
): Map<PlainDate, number> {
  const sums = new Map<PlainDate, number>();
  for (const { start, offered } of records) {
    if (offered <= 0) continue;
    const { date } = clock.wallClockAt(start);
    if (date < until) sums.set(date, (sums.get(date) ?? 0) + offered);
  }
  return sums;
}
