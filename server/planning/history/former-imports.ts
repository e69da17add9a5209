import * as v from 'valibot';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import type { Db } from '../../platform/store/schema.ts';
import { dropImport } from './import-store.ts';

/** An import whose rows are in the history. */
export interface FormerImport {
  readonly id: string;
  readonly endedAt: number;
  /** `null` for imports of a time in which names were not kept. */
  readonly fileName: string | null;
  readonly author: string | null;
  readonly queues: readonly string[];
  readonly added: number | null;
  /** First and last start of its rows. */
  readonly from: number | null;
  readonly until: number | null;
}

/** Imports whose rows are there, the newest first. */
export async function formerImports(db: Db): Promise<readonly FormerImport[]> {
  const rows = await db
    .selectFrom('history_import')
    .selectAll()
    .where('ended_at', 'is not', null)
    .where('gone_at', 'is', null)
    .orderBy('ended_at', 'desc')
    .limit(MOST_LISTED.imports)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    endedAt: row.ended_at ?? 0,
    fileName: row.file_name,
    author: row.author,
    queues: row.queues === null ? [] : v.parse(v.array(v.string()), JSON.parse(row.queues)),
    added: row.added,
    from: row.from_at,
    until: row.until_at,
  }));
}

/**
 * Removes an import: from this moment on nobody sees its rows, which are then deleted bit by bit.
 *
 * @returns false where there is no such import
 */
export async function removeImport(db: Db, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('history_import')
    .set({ gone_at: now })
    .where('id', '=', id)
    .where('ended_at', 'is not', null)
    .where('gone_at', 'is', null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await dropImport(db, id);
  return true;
}
