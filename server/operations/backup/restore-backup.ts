import { sql, type Transaction } from 'kysely';
import { BadInput } from '../../platform/input/bad-input.ts';
import type { Store } from '../../platform/store/database.ts';
import { migrations } from '../../platform/store/migrations/index.ts';
import type { Schema } from '../../platform/store/schema.ts';
import { BACKED_UP_TABLES, type BackedUpTable } from './backed-up-tables.ts';
import type { BackupHead, Value } from './backup-format.ts';
import { readBackup } from './read-backup.ts';
import type { RowCounts } from './write-backup.ts';

/** Rows of one statement, within the parameters that both engines take. */
const ROWS_PER_STATEMENT = 200;

export interface RestoreOptions {
  /** Whether what the store holds may be deleted. */
  readonly onContent: 'refuse' | 'replace';
}

/**
 * Puts a backup into a store, of either engine, in one transaction: everything or nothing.
 *
 * @throws BadInput where the backup is damaged or of another release, or the store is not empty
 */
export async function restoreBackup(store: Store, file: string, options: RestoreOptions): Promise<RowCounts> {
  await readBackup(file, { head: (head) => checkRelease(head, file) });
  return store.db.transaction().execute(async (transaction) => {
    if (options.onContent === 'replace') await empty(transaction);
    else await checkEmpty(transaction);
    const writer = new RowWriter(transaction, store.engine);
    await readBackup(file, { row: (table, columns, row) => writer.add(table, columns, row) });
    await writer.flush();
    await continueSequence(transaction, store.engine);
    return Object.fromEntries(writer.counts);
  });
}

function checkRelease(head: BackupHead, file: string): void {
  const known = migrations.map(({ name }) => name);
  const newer = head.migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    throw new BadInput(
      `was made by a newer release (it knows ${newer.join(', ')}); restore it with that release`,
      {
        file,
      },
    );
  const missing = known.filter((name) => !head.migrations.includes(name));
  if (missing.length > 0)
    throw new BadInput(
      `was made by an older release (without ${missing.join(', ')}); restore it with that release, then start this one on the same store: it brings the tables up to date`,
      { file },
    );
}

async function checkEmpty(transaction: Transaction<Schema>): Promise<void> {
  for (const table of BACKED_UP_TABLES) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(transaction);
    if (rows.length > 0)
      throw new BadInput(
        `the store is not empty (${table} has rows). Restore into an empty one, or say --replace to delete everything in it.`,
      );
  }
}

async function empty(transaction: Transaction<Schema>): Promise<void> {
  for (const table of BACKED_UP_TABLES.toReversed())
    await sql`delete from ${sql.table(table)}`.execute(transaction);
}

/** Gathers rows of one table into statements. */
class RowWriter {
  readonly counts = new Map<string, number>();
  readonly #transaction: Transaction<Schema>;
  readonly #engine: Store['engine'];
  #table: BackedUpTable | undefined;
  #columns: readonly string[] = [];
  #rows: (readonly Value[])[] = [];

  constructor(transaction: Transaction<Schema>, engine: Store['engine']) {
    this.#transaction = transaction;
    this.#engine = engine;
  }

  async add(table: BackedUpTable, columns: readonly string[], row: readonly Value[]): Promise<void> {
    if (table !== this.#table || this.#rows.length >= ROWS_PER_STATEMENT) await this.flush();
    this.#table = table;
    this.#columns = columns;
    this.#rows.push(row);
  }

  async flush(): Promise<void> {
    const table = this.#table;
    if (table === undefined || this.#rows.length === 0) return;
    // The log's sequence is otherwise given by PostgreSQL alone.
    const numbering = this.#engine === 'postgres' ? sql`overriding system value` : sql``;
    const columns = sql.join(this.#columns.map((column) => sql.ref(column)));
    const rows = sql.join(this.#rows.map((row) => sql`(${sql.join(row)})`));
    await sql`insert into ${sql.table(table)} (${columns}) ${numbering} values ${rows}`.execute(
      this.#transaction,
    );
    this.counts.set(table, (this.counts.get(table) ?? 0) + this.#rows.length);
    this.#rows = [];
  }
}

/** The log counts on behind everything that was ever counted, also behind events that were deleted since. */
async function continueSequence(transaction: Transaction<Schema>, engine: Store['engine']): Promise<void> {
  let last = 0;
  for (const table of ['event_log', 'checkpoint', 'sums_position'] as const) {
    const row = await transaction
      .selectFrom(table)
      .select(({ fn }) => fn.max('sequence').as('last'))
      .executeTakeFirst();
    last = Math.max(last, Number(row?.last ?? 0));
  }
  if (engine === 'postgres') {
    await sql`select setval(pg_get_serial_sequence('event_log', 'sequence'), ${sql.lit(Math.max(1, last))}, ${sql.lit(last > 0)})`.execute(
      transaction,
    );
    return;
  }
  await sql`delete from sqlite_sequence where name = 'event_log'`.execute(transaction);
  await sql`insert into sqlite_sequence (name, seq) values ('event_log', ${last})`.execute(transaction);
}
