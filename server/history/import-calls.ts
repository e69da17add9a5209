import { setTimeout as pause } from 'node:timers/promises';
import { ZoneClock, type IntervalRecord } from '../../forecasting/index.ts';
import type { Store } from '../store/database.ts';
import { addHistory, type HistoryConflict } from './add-history.ts';
import { CallsBuffer } from './calls-buffer.ts';
import type { CallsFormat } from './calls-format.ts';
import { intervalLength } from './history-rows.ts';
import { beginImport, dropImport, endImport, keepAlive } from './import-store.ts';
import type { RowIssue } from './parse-calls-record.ts';
import { isRowIssue, readCallsCsv, type ReadCallsOptions } from './read-calls-csv.ts';

/** What an import did, or why it did nothing. */
export type ImportOutcome =
  | { readonly kind: 'wrongLines'; readonly issues: readonly RowIssue[]; readonly issueCount: number }
  /** Another import is at work on this store. */
  | { readonly kind: 'busy' }
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
const BATCH_ROWS = 10_000;
const LENGTHS = [5, 15, 30, 60, 1440] as const;
/** Reading and checking a file takes about as long as writing it. */
const READING_SHARE = 0.5;
/** After each batch others may write for this part of the time that it took. */
const PAUSE_SHARE = 0.2;

/**
 * Imports a file: every line is read and checked, and if one is wrong nothing is written. What is written is seen by
 * nobody until all of it is there; cancelled or cut off, it is as if it had never begun. Doing it twice changes nothing.
 *
 * Writes in short statements with pauses between them, so that the live board's own writing goes on beside it.
 *
 * @throws the reason of `options.cancelled` when it was cancelled
 */
export async function importCalls(
  store: Store,
  file: string,
  format: CallsFormat,
  options: ImportCallsOptions,
): Promise<ImportOutcome> {
  const read = await readFile(file, format, options);
  if (read.issueCount > 0) return { kind: 'wrongLines', issues: read.issues, issueCount: read.issueCount };
  const id = await beginImport(store.db, Date.now());
  if (id === undefined) return { kind: 'busy' };
  try {
    const outcome = await write(store, id, read, options);
    await endImport(store.db, id, Date.now());
    return outcome;
  } catch (error) {
    await dropImport(store.db, id);
    throw error;
  }
}

interface ReadFile {
  readonly calls: CallsBuffer;
  readonly minutes: IntervalRecord['minutes'];
  readonly issues: readonly RowIssue[];
  readonly issueCount: number;
}

/** Reads everything: rows, wrong lines, and the interval length that fits all starts. */
async function readFile(file: string, format: CallsFormat, options: ImportCallsOptions): Promise<ReadFile> {
  const clock = new ZoneClock(options.zone);
  const calls = new CallsBuffer();
  const issues: RowIssue[] = [];
  let issueCount = 0;
  let step = 1440;
  const reading = {
    ...options,
    onProgress: (share: number) => options.onProgress?.(READING_SHARE * share),
  };
  for await (const entry of readCallsCsv(file, format, reading)) {
    if (isRowIssue(entry)) {
      issueCount += 1;
      if (issues.length < SHOWN) issues.push(entry);
      continue;
    }
    calls.add(entry, clock.instantAt(entry.date, entry.minute, entry.offsetMinutes));
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
  return { calls, issues, issueCount, minutes: options.minutes ?? intervalLength(minutes ?? 15) };
}

async function write(
  store: Store,
  id: string,
  { calls, minutes }: ReadFile,
  { cancelled, onProgress }: ImportCallsOptions,
): Promise<ImportOutcome> {
  let added = 0;
  let unchanged = 0;
  let conflictCount = 0;
  const conflicts: HistoryConflict[] = [];
  for (let from = 0; from < calls.length; from += BATCH_ROWS) {
    cancelled?.throwIfAborted();
    const begun = performance.now();
    const stored = await addHistory(store, calls.records(from, from + BATCH_ROWS, minutes), id);
    added += stored.added;
    unchanged += stored.unchanged;
    conflictCount += stored.conflicts.length;
    conflicts.push(...stored.conflicts.slice(0, SHOWN - conflicts.length));
    await keepAlive(store.db, id, Date.now());
    onProgress?.(
      READING_SHARE + ((1 - READING_SHARE) * Math.min(calls.length, from + BATCH_ROWS)) / calls.length,
    );
    await pause(PAUSE_SHARE * (performance.now() - begun));
  }
  cancelled?.throwIfAborted();
  onProgress?.(1);
  return { kind: 'imported', rows: calls.length, added, unchanged, conflictCount, conflicts };
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
