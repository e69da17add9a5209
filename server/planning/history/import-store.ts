import { DAY_MS } from '../../../forecasting/time/index.ts';
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { ExpressionBuilder } from 'kysely';
import type { Db, Schema } from '../../platform/store/schema.ts';

/** An import that has not said anything for so long was cut off; each batch says something. */
const SILENT_MS = 15_000;
/** Rows of a cut-off import are deleted month by month, so that nobody who writes beside it has to wait. */
const DELETED_AT_ONCE_MS = 30 * DAY_MS;

/** Rows that are there for everybody: those of an import once it has ended and until it is removed or replaced. */
export function isThere(of: ExpressionBuilder<Schema, 'call_history'>) {
  return of.or([
    of('import_id', 'is', null),
    of(
      'import_id',
      'not in',
      of
        .selectFrom('history_import')
        .select('history_import.id')
        .where((its) => its.or([its('ended_at', 'is', null), its('gone_at', 'is not', null)])),
    ),
  ]);
}

/** Where rows come from: known when an import begins. */
export interface ImportProvenance {
  readonly fileName: string;
  /** Account that imports at the desk; `null`: the command. */
  readonly author: string | null;
}

/** What an import left in the store: known when it ends. */
export interface ImportSum {
  readonly queues: readonly string[];
  readonly added: number;
  readonly from: number;
  readonly until: number;
}

/**
 * Begins an import: what it writes is seen by nobody until it ends. What an earlier one left behind when it was cut off
 * is deleted first.
 *
 * @returns its id, or `undefined` while another import is at work
 */
export async function beginImport(
  db: Db,
  now: number,
  { fileName, author }: ImportProvenance,
): Promise<string | undefined> {
  const others = await db
    .selectFrom('history_import')
    .select(['id', 'owner', 'alive_at', 'ended_at'])
    .where((its) => its.or([its('ended_at', 'is', null), its('gone_at', 'is not', null)]))
    .execute();
  const isAtWork = ({ owner, alive_at, ended_at }: (typeof others)[number]): boolean =>
    ended_at === null && now - alive_at < SILENT_MS && !isDead(owner);
  if (others.some(isAtWork)) return undefined;
  for (const { id } of others) await dropImport(db, id);
  const id = randomUUID();
  await db
    .insertInto('history_import')
    .values({
      id,
      owner: `${hostname()} ${process.pid}`,
      begun_at: now,
      alive_at: now,
      ended_at: null,
      file_name: fileName,
      author,
      queues: null,
      added: null,
      from_at: null,
      until_at: null,
      gone_at: null,
    })
    .execute();
  return id;
}

/** A process of this machine that is gone is at work on nothing; of other machines nothing is known. */
function isDead(owner: string): boolean {
  const [machine = '', pid = ''] = owner.split(' ');
  if (machine !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch {
    return true;
  }
}

export async function keepAlive(db: Db, id: string, now: number): Promise<void> {
  await db.updateTable('history_import').set({ alive_at: now }).where('id', '=', id).execute();
}

/** Shows everything that the import wrote, all at once; what it replaces is gone in the same moment. */
export async function endImport(
  db: Db,
  id: string,
  now: number,
  { queues, added, from, until }: ImportSum,
  replaces?: string,
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable('history_import')
      .set({
        alive_at: now,
        ended_at: now,
        queues: JSON.stringify(queues),
        added,
        from_at: from,
        until_at: until,
      })
      .where('id', '=', id)
      .execute();
    if (replaces !== undefined)
      await tx.updateTable('history_import').set({ gone_at: now }).where('id', '=', replaces).execute();
  });
  if (replaces !== undefined) await dropImport(db, replaces);
}

/** Takes an import back as if it had never begun. */
export async function dropImport(db: Db, id: string): Promise<void> {
  const spans = await db
    .selectFrom('call_history')
    .select(({ fn }) => [
      'queue',
      fn.min<number>('starts_at').as('first'),
      fn.max<number>('starts_at').as('last'),
    ])
    .where('import_id', '=', id)
    .groupBy('queue')
    .execute();
  for (const { queue, first, last } of spans) {
    for (let from = first; from <= last; from += DELETED_AT_ONCE_MS) {
      await db
        .deleteFrom('call_history')
        .where('queue', '=', queue)
        .where('starts_at', '>=', from)
        .where('starts_at', '<', from + DELETED_AT_ONCE_MS)
        .where('import_id', '=', id)
        .execute();
    }
  }
  await db.deleteFrom('history_import').where('id', '=', id).execute();
}
