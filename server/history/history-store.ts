import {
  instant,
  isPlainDate,
  type DayDecision,
  type IntervalRecord,
  type PlainDate,
} from '../../forecasting/index.ts';
import * as v from 'valibot';
import { dayDecisionSchema } from '../contract/history.ts';
import type { Db } from '../store/schema.ts';
import type { CallHistoryTable } from './history-tables.ts';
import { CALL_COLUMNS, type CallColumn } from './calls-format.ts';

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

const ROWS_PER_STATEMENT = 500;

/**
 * Adds imported intervals. What is there already is never changed and never mixed: a row that differs, overlaps an
 * interval of another length, or falls into measured time is reported instead.
 *
 * @param records of any queues, in the order of the file
 */
export async function addHistory(db: Db, records: readonly IntervalRecord[]): Promise<StoredRows> {
  const conflicts: HistoryConflict[] = [];
  const fresh: IntervalRecord[] = [];
  let unchanged = 0;
  for (const [queue, own] of groupByQueue(records)) {
    const from = Math.min(...own.map(({ start }) => start));
    const until = Math.max(...own.map(({ start, minutes }) => start + minutes * 60_000));
    const known = await rowsBetween(db, queue, from - 86_400_000, until);
    const measured = await measuredBetween(db, queue, from, until);
    const occupied = new OccupiedTime(known);
    for (const record of own) {
      const reason = conflictOf(record, occupied, measured);
      if (reason === 'none') {
        fresh.push(record);
        occupied.add(toRow(record));
      } else if (reason === 'same') unchanged += 1;
      else conflicts.push({ record, reason });
    }
  }
  await insertHistory(db, fresh);
  return { added: fresh.length, unchanged, conflicts };
}

/** Writes intervals of which the store has none yet. */
export async function insertHistory(db: Db, records: readonly IntervalRecord[]): Promise<void> {
  for (let at = 0; at < records.length; at += ROWS_PER_STATEMENT) {
    await db
      .insertInto('call_history')
      .values(records.slice(at, at + ROWS_PER_STATEMENT).map(toRow))
      .execute();
  }
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

/** Rows by the quarter hours (or five minutes) they fill. */
class OccupiedTime {
  readonly #cells = new Map<number, CallHistoryTable>();

  constructor(rows: readonly CallHistoryTable[]) {
    for (const row of rows) this.add(row);
  }

  add(row: CallHistoryTable): void {
    for (const cell of cellsOf(row.starts_at, row.minutes)) this.#cells.set(cell, row);
  }

  first(start: number, minutes: number): CallHistoryTable | undefined {
    for (const cell of cellsOf(start, minutes)) {
      const row = this.#cells.get(cell);
      if (row !== undefined) return row;
    }
    return undefined;
  }
}

const CELL_MS = 5 * 60_000;

function* cellsOf(start: number, minutes: number): Generator<number> {
  const until = start + minutes * 60_000;
  for (let at = start; at < until; at += CELL_MS) yield Math.floor(at / CELL_MS);
}

function conflictOf(record: IntervalRecord, occupied: OccupiedTime, measured: ReadonlySet<number>) {
  for (const cell of cellsOf(record.start, record.minutes)) if (measured.has(cell)) return 'measured';
  const there = occupied.first(record.start, record.minutes);
  if (there === undefined) return 'none';
  if (there.starts_at !== record.start || there.minutes !== record.minutes) return 'otherLength';
  const row = toRow(record);
  const same =
    row.offered === there.offered &&
    row.answered === there.answered &&
    row.abandoned === there.abandoned &&
    row.within_threshold === there.within_threshold &&
    row.handle_seconds === there.handle_seconds &&
    row.wait_seconds === there.wait_seconds;
  return same ? 'same' : 'otherValue';
}

function rowsBetween(db: Db, queue: string, from: number, until: number): Promise<CallHistoryTable[]> {
  return db
    .selectFrom('call_history')
    .selectAll()
    .where('queue', '=', queue)
    .where('starts_at', '>=', from)
    .where('starts_at', '<', until)
    .execute();
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
    .where('starts_at', '>=', from - 15 * 60_000)
    .where('starts_at', '<', until)
    .execute();
  return new Set(rows.flatMap(({ starts_at }) => [...cellsOf(starts_at, 15)]));
}

function toRow(record: IntervalRecord): CallHistoryTable {
  return {
    queue: record.queue,
    starts_at: record.start,
    minutes: record.minutes,
    offered: record.offered,
    answered: record.answered ?? null,
    abandoned: record.abandoned ?? null,
    within_threshold: record.answeredWithinThreshold ?? null,
    handle_seconds: record.handleSeconds ?? null,
    wait_seconds: record.waitSeconds ?? null,
  };
}

/** Imported intervals of one queue in order of time. */
export async function readHistory(db: Db, queue: string): Promise<readonly IntervalRecord[]> {
  const rows = await db
    .selectFrom('call_history')
    .selectAll()
    .where('queue', '=', queue)
    .orderBy('starts_at')
    .execute();
  return rows.map(fromHistoryRow);
}

export function fromHistoryRow(row: CallHistoryTable): IntervalRecord {
  return {
    queue: row.queue,
    start: instant(row.starts_at),
    minutes: intervalLength(row.minutes),
    offered: row.offered,
    ...(row.answered === null ? {} : { answered: row.answered }),
    ...(row.abandoned === null ? {} : { abandoned: row.abandoned }),
    ...(row.within_threshold === null ? {} : { answeredWithinThreshold: row.within_threshold }),
    ...(row.handle_seconds === null ? {} : { handleSeconds: row.handle_seconds }),
    ...(row.wait_seconds === null ? {} : { waitSeconds: row.wait_seconds }),
  };
}

/** @throws RangeError for a length that history never has */
export function intervalLength(minutes: number): IntervalRecord['minutes'] {
  switch (minutes) {
    case 5:
    case 15:
    case 30:
    case 60:
    case 1440:
      return minutes;
    default:
      throw new RangeError(`intervals of history last 5, 15, 30, 60 or 1440 minutes, got ${minutes}`);
  }
}

export interface HistorySpan {
  readonly queue: string;
  readonly from: number;
  readonly until: number;
  readonly intervals: number;
}

/** Queues with imported history and how far it reaches. */
export async function historySpans(db: Db): Promise<readonly HistorySpan[]> {
  const rows = await db
    .selectFrom('call_history')
    .select(({ fn }) => [
      'queue',
      fn.min('starts_at').as('from'),
      fn.max('starts_at').as('until'),
      fn.countAll<number>().as('intervals'),
    ])
    .groupBy('queue')
    .orderBy('queue')
    .execute();
  return rows.map(({ queue, from, until, intervals }) => ({
    queue,
    from,
    until,
    intervals: Number(intervals),
  }));
}

const mappingSchema = v.partial(
  v.object(Object.fromEntries(CALL_COLUMNS.map((column) => [column, v.string()]))),
);

/** The mapping that a planner gave for this header before. */
export async function rememberedMapping(
  db: Db,
  header: readonly string[],
): Promise<Readonly<Partial<Record<CallColumn, string>>> | undefined> {
  const row = await db
    .selectFrom('history_mapping')
    .select('columns')
    .where('header', '=', header.join('\t'))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const parsed = v.parse(mappingSchema, JSON.parse(row.columns));
  return Object.fromEntries(Object.entries(parsed).filter(([, name]) => name !== undefined));
}

export async function rememberMapping(
  db: Db,
  header: readonly string[],
  columns: Readonly<Partial<Record<CallColumn, string>>>,
  now: number,
): Promise<void> {
  const row = { header: header.join('\t'), columns: JSON.stringify(columns), mapped_at: now };
  await db
    .insertInto('history_mapping')
    .values(row)
    .onConflict((conflict) => conflict.column('header').doUpdateSet(row))
    .execute();
}

export async function readDecisions(db: Db, queue: string): Promise<ReadonlyMap<PlainDate, DayDecision>> {
  const rows = await db
    .selectFrom('day_decision')
    .select(['day', 'decision'])
    .where('queue', '=', queue)
    .execute();
  const decisions = new Map<PlainDate, DayDecision>();
  for (const { day, decision } of rows) {
    if (isPlainDate(day)) decisions.set(day, v.parse(dayDecisionSchema, JSON.parse(decision)));
  }
  return decisions;
}

/** Sets what a planner decided about a day; `undefined` takes the decision back. */
export async function decideDay(
  db: Db,
  queue: string,
  day: PlainDate,
  decision: DayDecision | undefined,
  deed: { readonly author: string; readonly now: number },
): Promise<void> {
  if (decision === undefined) {
    await db.deleteFrom('day_decision').where('queue', '=', queue).where('day', '=', day).execute();
    return;
  }
  const row = { queue, day, decision: JSON.stringify(decision), author: deed.author, decided_at: deed.now };
  await db
    .insertInto('day_decision')
    .values(row)
    .onConflict((conflict) => conflict.columns(['queue', 'day']).doUpdateSet(row))
    .execute();
}
