import { DAY_MS, MINUTE_MS, QUARTER_HOUR_MS } from '../../../forecasting/time/index.ts';
import { FIGURES, type IntervalRecord } from '../../../forecasting/history/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { isThere } from './import-store.ts';
import type { Db } from '../../platform/store/schema.ts';
import { fromHistoryRow, insertHistory } from './history-rows.ts';

/** What became of rows that were handed over for storing. */
export interface StoredRows {
  readonly added: number;
  /** The store had exactly this row: nothing was written. */
  readonly unchanged: number;
  /** The store has another value or another interval length there, or measured sums: nothing was written. */
  readonly conflicts: readonly HistoryConflict[];
}

/** A row that was not stored, and what stands in its way. */
export interface HistoryConflict {
  readonly record: IntervalRecord;
  readonly reason: 'measured' | 'otherValue' | 'otherLength';
}

/** An import at work, and the former one that it replaces. */
export interface WritingImport {
  readonly id: string;
  readonly replaces?: string | undefined;
}

/**
 * Adds imported intervals. What is there already is never changed and never mixed: a row that differs, overlaps an
 * interval of another length, or falls into measured time is reported instead.
 *
 * @param records of any queues, in the order of the file
 * @param writing the import that shows them once it has ended, and the one whose place it takes: its rows stand in
 *   nobody's way; absent: they are there at once
 */
export async function addHistory(
  store: Pick<Store, 'db' | 'engine'>,
  records: readonly IntervalRecord[],
  writing: WritingImport | undefined = undefined,
): Promise<StoredRows> {
  const { db } = store;
  const conflicts: HistoryConflict[] = [];
  const fresh: IntervalRecord[] = [];
  let unchanged = 0;
  for (const [queue, own] of groupByQueue(records)) {
    const from = own.reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY);
    const until = own.reduce((most, { start, minutes }) => Math.max(most, start + minutes * MINUTE_MS), 0);
    const known = await recordsBetween(db, queue, { from: from - DAY_MS, until }, writing);
    const measured = await measuredBetween(db, queue, from, until);
    const occupied = new OccupiedTime(known);
    for (const record of own) {
      const reason = conflictOf(record, occupied, measured);
      if (reason === 'none') {
        fresh.push(record);
        occupied.add(record);
      } else if (reason === 'same') unchanged += 1;
      else conflicts.push({ record, reason });
    }
  }
  await insertHistory(store, fresh, writing?.id ?? null);
  return { added: fresh.length, unchanged, conflicts };
}

function groupByQueue(records: readonly IntervalRecord[]): Map<string, IntervalRecord[]> {
  const groups = new Map<string, IntervalRecord[]>();
  for (const record of records) {
    const group = groups.get(record.queue);
    if (group === undefined) groups.set(record.queue, [record]);
    else group.push(record);
  }
  return groups;
}

/** Records by the quarter hours (or five minutes) they fill. */
class OccupiedTime {
  readonly #cells = new Map<number, IntervalRecord>();

  constructor(records: readonly IntervalRecord[]) {
    for (const record of records) this.add(record);
  }

  add(record: IntervalRecord): void {
    for (const cell of cellsOf(record.start, record.minutes)) this.#cells.set(cell, record);
  }

  first({ start, minutes }: IntervalRecord): IntervalRecord | undefined {
    for (const cell of cellsOf(start, minutes)) {
      const record = this.#cells.get(cell);
      if (record !== undefined) return record;
    }
    return undefined;
  }
}

const CELL_MS = 5 * MINUTE_MS;

function* cellsOf(start: number, minutes: number): Generator<number> {
  const until = start + minutes * MINUTE_MS;
  for (let at = start; at < until; at += CELL_MS) yield Math.floor(at / CELL_MS);
}

function conflictOf(record: IntervalRecord, occupied: OccupiedTime, measured: ReadonlySet<number>) {
  for (const cell of cellsOf(record.start, record.minutes)) if (measured.has(cell)) return 'measured';
  const there = occupied.first(record);
  if (there === undefined) return 'none';
  if (there.start !== record.start || there.minutes !== record.minutes) return 'otherLength';
  const isSame =
    there.offered === record.offered && FIGURES.every((figure) => there[figure] === record[figure]);
  return isSame ? 'same' : 'otherValue';
}

/** Records that are there, and those that the import itself has written. */
async function recordsBetween(
  db: Db,
  queue: string,
  { from, until }: { readonly from: number; readonly until: number },
  writing: WritingImport | undefined,
): Promise<readonly IntervalRecord[]> {
  const rows = db
    .selectFrom('call_history')
    .selectAll()
    .where('queue', '=', queue)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until);
  const present =
    writing === undefined
      ? rows.where(isThere)
      : rows.where((of) => of.or([of('import_id', '=', writing.id), isThere(of)]));
  const replaces = writing?.replaces;
  const inTheWay =
    replaces === undefined
      ? present
      : present.where((of) => of.or([of('import_id', 'is', null), of('import_id', '!=', replaces)]));
  return (await inTheWay.execute()).map(fromHistoryRow);
}

/** Five-minute cells in which the queue's or city's own measured sums stand. */
async function measuredBetween(
  db: Db,
  queue: string,
  from: number,
  until: number,
): Promise<ReadonlySet<number>> {
  const rows = await db
    .selectFrom('interval_sums')
    .select('starts_at')
    .where('subject', 'in', [`city:${queue}`, `queue:${queue}`])
    .where('starts_at', '>=', from - QUARTER_HOUR_MS)
    .where('starts_at', '<', until)
    .execute();
  return new Set(rows.flatMap(({ starts_at }) => [...cellsOf(starts_at, 15)]));
}
