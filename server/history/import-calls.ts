import { ZoneClock, type IntervalRecord } from '../../forecasting/index.ts';
import type { Db } from '../store/schema.ts';
import type { CallsFormat } from './calls-format.ts';
import { addHistory, intervalLength, type HistoryConflict } from './history-store.ts';
import type { CallsRow, RowIssue } from './parse-calls-record.ts';
import { isRowIssue, readCallsCsv, type ReadCallsOptions } from './read-calls-csv.ts';

/** What an import did, or why it did nothing. */
export type ImportOutcome =
  | { readonly kind: 'wrongLines'; readonly issues: readonly RowIssue[]; readonly issueCount: number }
  | {
      readonly kind: 'imported';
      readonly rows: number;
      readonly added: number;
      readonly unchanged: number;
      readonly conflictCount: number;
      /** The first of them. */
      readonly conflicts: readonly HistoryConflict[];
    };

export interface ImportCallsOptions extends ReadCallsOptions {
  readonly zone: string;
  /** Interval length; found from the file's own rows when absent. */
  readonly minutes?: IntervalRecord['minutes'] | undefined;
}

const SHOWN = 20;
const BATCH_ROWS = 20_000;
const LENGTHS = [5, 15, 30, 60, 1440] as const;

/**
 * Imports a file in one transaction: first every line is read and checked, and if one is wrong nothing is written.
 * Doing it twice changes nothing.
 */
export async function importCalls(
  db: Db,
  file: string,
  format: CallsFormat,
  options: ImportCallsOptions,
): Promise<ImportOutcome> {
  const check = await checkFile(file, format, options);
  if (check.issueCount > 0) return { kind: 'wrongLines', issues: check.issues, issueCount: check.issueCount };
  const minutes = options.minutes ?? check.minutes;
  const clock = new ZoneClock(options.zone);
  return db.transaction().execute(async (transaction) => {
    let added = 0;
    let unchanged = 0;
    let conflictCount = 0;
    const conflicts: HistoryConflict[] = [];
    const flush = async (batch: readonly IntervalRecord[]) => {
      const stored = await addHistory(transaction, batch);
      added += stored.added;
      unchanged += stored.unchanged;
      conflictCount += stored.conflicts.length;
      conflicts.push(...stored.conflicts.slice(0, SHOWN - conflicts.length));
    };
    let batch: IntervalRecord[] = [];
    const progress = halfOf(options, 0.5);
    for await (const entry of readCallsCsv(file, format, progress)) {
      if (isRowIssue(entry)) throw new Error(`line ${entry.line} changed while the file was read`);
      batch.push(toRecord(entry, minutes, clock));
      if (batch.length < BATCH_ROWS) continue;
      await flush(batch);
      batch = [];
    }
    await flush(batch);
    return { kind: 'imported', rows: check.rows, added, unchanged, conflictCount, conflicts };
  });
}

/** Reads everything once: wrong lines, and the interval length that fits all starts. */
async function checkFile(file: string, format: CallsFormat, options: ImportCallsOptions) {
  const issues: RowIssue[] = [];
  let issueCount = 0;
  let rows = 0;
  let step = 1440;
  for await (const entry of readCallsCsv(file, format, halfOf(options, 0))) {
    if (isRowIssue(entry)) {
      issueCount += 1;
      if (issues.length < SHOWN) issues.push(entry);
      continue;
    }
    rows += 1;
    step = greatestCommonDivisor(step, entry.minute);
  }
  const minutes = LENGTHS.findLast((length) => step % length === 0);
  if (minutes === undefined && options.minutes === undefined) {
    issueCount += 1;
    issues.push({
      line: 1,
      field: 'start',
      value: `every ${step} min`,
      allowed: 'intervals of 5, 15, 30, 60 minutes or a day',
    });
  }
  return { issues, issueCount, rows, minutes: intervalLength(minutes ?? 15) };
}

function toRecord(row: CallsRow, minutes: IntervalRecord['minutes'], clock: ZoneClock): IntervalRecord {
  return {
    queue: row.queue,
    start: clock.instantAt(row.date, row.minute, row.offsetMinutes),
    minutes,
    offered: row.offered,
    ...row.figures,
  };
}

/** Reading twice is one piece of work: each pass is half of it. */
function halfOf(options: ImportCallsOptions, from: number): ReadCallsOptions {
  return { ...options, onProgress: (share) => options.onProgress?.(from + share / 2) };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
