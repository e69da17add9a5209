import { Kysely, sql, SqliteDialect } from 'kysely';
import { openStore, type Store, type StoreLocation } from '../../platform/store/database.ts';
import type { Schema } from '../../platform/store/schema.ts';
import { openSqliteSnapshot } from '../../platform/store/sqlite-binding.ts';

type Row = Readonly<Record<string, unknown>>;

/** Reads tables as they all were at one moment. */
export interface Snapshot {
  readonly migrations: readonly string[];
  columns(table: string): Promise<readonly string[]>;
  rows(table: string): AsyncIterable<Row>;
}

const PAGE_ROWS = 1_000;

/** Works on a snapshot of a store that others may go on writing to; neither side waits for the other. */
export async function withSnapshot<T>(
  location: StoreLocation,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const store = await openStore(location);
  try {
    if (location.engine === 'postgres')
      return await store.db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (transaction) => work(await snapshotOf(transaction, 'postgres')));
    const database = openSqliteSnapshot(location.folder);
    const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database }) });
    try {
      return await work(await snapshotOf(db, 'sqlite'));
    } finally {
      await db.destroy();
    }
  } finally {
    await store.close();
  }
}

async function snapshotOf(db: Kysely<Schema>, engine: Store['engine']): Promise<Snapshot> {
  const applied = await db.selectFrom('migration').select('name').orderBy('name').execute();
  return {
    migrations: applied.map(({ name }) => name),
    columns: (table) => columnsOf(db, engine, table),
    rows: (table) => (engine === 'sqlite' ? pagedRows(db, table) : fetchRows(db, table)),
  };
}

/** PostgreSQL gives rows page by page through a cursor of the transaction. */
async function* fetchRows(db: Kysely<Schema>, table: string): AsyncGenerator<Row> {
  await sql`declare backup_rows no scroll cursor for select * from ${sql.table(table)}`.execute(db);
  for (;;) {
    const { rows } = await sql<Row>`fetch forward ${sql.lit(PAGE_ROWS)} from backup_rows`.execute(db);
    yield* rows;
    if (rows.length < PAGE_ROWS) break;
  }
  await sql`close backup_rows`.execute(db);
}

/** SQLite has no page numbers that hold, but each of our tables has a row id to go on from. */
async function* pagedRows(db: Kysely<Schema>, table: string): AsyncGenerator<Row> {
  let after = 0;
  for (;;) {
    const { rows } = await sql<Row & { readonly backup_row: number }>`
      select rowid as backup_row, * from ${sql.table(table)}
      where rowid > ${after} order by rowid limit ${PAGE_ROWS}`.execute(db);
    for (const { backup_row, ...row } of rows) {
      after = backup_row;
      yield row;
    }
    if (rows.length < PAGE_ROWS) return;
  }
}

/** Names of a table's columns, sorted. */
async function columnsOf(
  db: Kysely<Schema>,
  engine: Store['engine'],
  table: string,
): Promise<readonly string[]> {
  const names =
    engine === 'sqlite'
      ? sql<{ readonly name: string }>`select name from pragma_table_info(${table})`
      : sql<{ readonly name: string }>`select column_name as name from information_schema.columns
          where table_schema = current_schema() and table_name = ${table}`;
  return (await names.execute(db)).rows.map(({ name }) => name).sort();
}
