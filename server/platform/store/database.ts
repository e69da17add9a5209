import { Kysely, PostgresDialect, SqliteDialect, type CompiledQuery } from 'kysely';
import { Pool, types } from 'pg';
import { migrate } from './migrate.ts';
import { ScanThread } from './scan-thread.ts';
import type { Schema } from './schema.ts';
import { openSqlite } from './sqlite-binding.ts';

/** Where the data lives. */
export type StoreLocation =
  | { readonly engine: 'sqlite'; readonly folder: string }
  /** `schema`: tables live there instead of `public`; it exists. */
  | { readonly engine: 'postgres'; readonly url: string; readonly schema?: string };

export interface Store {
  readonly engine: 'sqlite' | 'postgres';
  /** Where it is, for a worker thread that opens a connection of its own. */
  readonly location: StoreLocation;
  readonly db: Kysely<Schema>;
  /**
   * Runs a query that reads much. SQLite answers synchronously, so there it runs in a worker thread with a connection
   * of its own, and the thread that pushes to walls never waits for it.
   */
  scan<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]>;
  close(): Promise<void>;
}

/**
 * Opens the store and brings its tables up to date. Commands may open it beside a running server; that there is only one
 * server is the business of `folder-lock.ts`.
 *
 * @throws StoreError `newer-schema` where a newer release wrote it
 */
export async function openStore(location: StoreLocation): Promise<Store> {
  const store = location.engine === 'sqlite' ? openSqliteStore(location.folder) : openPostgres(location);
  try {
    await migrate(store.db, store.engine);
  } catch (error) {
    await store.close();
    throw error;
  }
  return store;
}

function openSqliteStore(folder: string): Store {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: openSqlite(folder) }) });
  const scans = new ScanThread(folder);
  return {
    engine: 'sqlite',
    location: { engine: 'sqlite', folder },
    db,
    scan: (query) => scans.run(query),
    close: async () => {
      await scans.close();
      await db.destroy();
    },
  };
}

const BIGINT = 20;
const NUMERIC = 1700;

function openPostgres(location: Extract<StoreLocation, { engine: 'postgres' }>): Store {
  const { url, schema } = location;
  const pool = new Pool({
    connectionString: url,
    max: 8,
    connectionTimeoutMillis: 10_000,
    ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
    types: { getTypeParser: numbersAsNumbers },
  });
  // A connection that dies while idle is replaced by the pool; the query that needs one reports the failure.
  pool.on('error', () => undefined);
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    engine: 'postgres',
    location,
    db,
    scan: async (query) => (await db.executeQuery(query)).rows,
    close: () => db.destroy(),
  };
}

/** Sums and instants stay far below 2^53, so they come as numbers, as SQLite gives them. */
function numbersAsNumbers(oid: number): (text: string) => unknown {
  if (oid === BIGINT || oid === NUMERIC) return Number;
  return (text) => parseUsually(oid, text);
}

function parseUsually(oid: number, text: string): unknown {
  const parse: unknown = types.getTypeParser(oid, 'text');
  return typeof parse === 'function' ? Reflect.apply(parse, types, [text]) : text;
}
