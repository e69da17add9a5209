import { setTimeout as pause } from 'node:timers/promises';
import type { Store } from '../../platform/store/database.ts';
import { addHistory, type HistoryConflict } from '../history/add-history.ts';
import type { CallsFormat } from './calls-format.ts';
import {
  collectCalls,
  type CollectCallsOptions,
  type CollectedCalls,
  type LeftOutRows,
} from './collect-calls.ts';
import { formerImports } from '../history/former-imports.ts';
import {
  beginImport,
  dropImport,
  endImport,
  keepAlive,
  type ImportProvenance,
  type ImportSum,
} from '../history/import-store.ts';
import type { RowIssue } from './parse-calls-record.ts';

/** What an import did, or why it did nothing. */
export type ImportOutcome =
  | { readonly kind: 'wrongLines'; readonly issues: readonly RowIssue[]; readonly issueCount: number }
  /** These queue names belong to no city, and nobody has said what becomes of them. */
  | { readonly kind: 'unknownQueues'; readonly queues: readonly string[] }
  /** Another import is at work on this store. */
  | { readonly kind: 'busy' }
  /** The import that was to be replaced is not there. */
  | { readonly kind: 'notThere' }
  | {
      readonly kind: 'imported';
      readonly rows: number;
      readonly added: number;
      readonly unchanged: number;
      readonly conflictCount: number;
      /** The first of them. */
      readonly conflicts: readonly HistoryConflict[];
      readonly leftOut: LeftOutRows;
      /** Queues that were kept although no city has them. */
      readonly unassigned: readonly string[];
      /** The former import whose place this one took. */
      readonly replaced: string | null;
    };

export interface ImportCallsOptions extends CollectCallsOptions {
  readonly provenance: ImportProvenance;
  /** A former import whose rows go when the new ones come. */
  readonly replaces?: string | undefined;
}

const SHOWN = 20;
const BATCH_ROWS = 10_000;
/** Reading and checking a file takes about as long as writing it. */
const READING_SHARE = 0.5;
/** After each batch others may write for this part of the time that it took. */
const PAUSE_SHARE = 0.2;

/**
 * Imports a file: every line is read and checked, and if one is wrong nothing is written. What is written is seen by
 * nobody until all of it is there, and what it replaces until then by everybody; cancelled or cut off, it is as if it
 * had never begun. Doing it twice changes nothing.
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
  const read = await collectCalls(file, format, {
    ...options,
    onProgress: (share) => options.onProgress?.(READING_SHARE * share),
  });
  if (read.issueCount > 0) return { kind: 'wrongLines', issues: read.issues, issueCount: read.issueCount };
  const unknown = read.queues.filter(({ place }) => place.kind === 'open').map(({ queue }) => queue);
  if (unknown.length > 0) return { kind: 'unknownQueues', queues: unknown };
  const { replaces } = options;
  const isKnown = async (id: string) => (await formerImports(store.db)).some((former) => former.id === id);
  if (replaces !== undefined && !(await isKnown(replaces))) return { kind: 'notThere' };
  const id = await beginImport(store.db, Date.now(), options.provenance);
  if (id === undefined) return { kind: 'busy' };
  try {
    const { outcome, sum } = await write(store, id, read, options);
    if (sum === undefined) await dropImport(store.db, id);
    else await endImport(store.db, id, Date.now(), sum, replaces);
    return outcome;
  } catch (error) {
    await dropImport(store.db, id);
    throw error;
  }
}

/** @returns no sum where nothing was added: then nothing is replaced either */
async function write(
  store: Store,
  id: string,
  { calls, minutes, rows, leftOut, queues }: CollectedCalls,
  { cancelled, onProgress, replaces }: ImportCallsOptions,
): Promise<{ readonly outcome: ImportOutcome; readonly sum: ImportSum | undefined }> {
  let added = 0;
  let unchanged = 0;
  let conflictCount = 0;
  const conflicts: HistoryConflict[] = [];
  for (let from = 0; from < calls.length; from += BATCH_ROWS) {
    cancelled?.throwIfAborted();
    const begun = performance.now();
    const batch = calls.records(from, from + BATCH_ROWS, minutes);
    const stored = await addHistory(store, batch, { id, replaces });
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
  const unassigned = queues.filter(({ place }) => place.kind === 'unassigned').map(({ queue }) => queue);
  const replaced = added === 0 ? null : (replaces ?? null);
  return {
    outcome: {
      kind: 'imported',
      rows,
      added,
      unchanged,
      conflictCount,
      conflicts,
      leftOut,
      unassigned,
      replaced,
    },
    sum: added === 0 ? undefined : { queues: calls.queues, added, ...calls.span() },
  };
}
