import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import type { SqliteDatabase, SqliteStatement } from 'kysely';

/**
 * The only file that knows the SQLite binding, for the day another one can be assumed everywhere.
 * docs/decisions/0003-sqlite-binding.md says why it is this one.
 */
const FILE = 'leitstand.db';

/** How long a statement waits for another process's write before it gives up. */
const BUSY_MS = 5_000;

/** Statements kept prepared; more are prepared anew each time. */
const PREPARED_LIMIT = 256;

/** Opens the database in `folder`, made if absent; a commit is on disk when it returns. */
export function openSqlite(folder: string): SqliteDatabase {
  mkdirSync(folder, { recursive: true });
  const path = join(folder, FILE);
  if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
  const database = new Database(path, { timeout: BUSY_MS });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('foreign_keys = ON');
  // What is deleted is overwritten: a replaced key and a call whose time is over are not left in free pages.
  database.pragma('secure_delete = ON');
  return withPreparedStatements(database, () => emptyLog(database));
}

/** A second connection for reading, for use in a worker thread beside the one that writes. */
export function openSqliteForReading(folder: string): SqliteDatabase {
  const database = new Database(join(folder, FILE), { timeout: BUSY_MS });
  database.pragma('query_only = ON');
  return withPreparedStatements(database);
}

/** A connection that sees the database as it is at this moment until it is closed; writers go on meanwhile. */
export function openSqliteSnapshot(folder: string): SqliteDatabase {
  const database = new Database(join(folder, FILE), { timeout: BUSY_MS });
  database.pragma('query_only = ON');
  database.exec('BEGIN');
  // The snapshot is taken by the first reading, not by the beginning.
  database.prepare('select count(*) from migration').all();
  return withPreparedStatements(database);
}

/** Transactions take the write lock when they begin, so that none fails half-way because another process writes. */
function withPreparedStatements(
  database: Database.Database,
  beforeClose: () => void = () => undefined,
): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => {
      prepared.clear();
      beforeClose();
      database.close();
    },
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      if (sql === 'rollback') return rollback(database);
      const fresh = statement(database.prepare(sql === 'begin' ? 'begin immediate' : sql));
      if (prepared.size < PREPARED_LIMIT) prepared.set(sql, fresh);
      return fresh;
    },
  };
}

/** The write-ahead log still holds what was overwritten since: its pages go into the file, and it is cut to nothing. */
function emptyLog(database: Database.Database): void {
  try {
    database.pragma('busy_timeout = 0');
    database.pragma('wal_checkpoint(TRUNCATE)');
  } catch {
    // Somebody else reads, or the disk is full: the log is as good, and the next start reads it.
  }
}

/** SQLite has rolled back by itself where the disk was full; to do it again would fail and hide the reason. */
function rollback(database: Database.Database): SqliteStatement {
  const native = statement(database.prepare('rollback'));
  return {
    ...native,
    run: (parameters) =>
      database.inTransaction ? native.run(parameters) : { changes: 0, lastInsertRowid: 0 },
  };
}

/** Parameters go over in one list: the binding takes a single `null` or buffer for an object of named ones. */
function statement(native: Database.Statement): SqliteStatement {
  return {
    reader: native.reader,
    all: (parameters) => native.all([...parameters]),
    run: (parameters) => {
      const { changes, lastInsertRowid } = native.run([...parameters]);
      return { changes, lastInsertRowid };
    },
    iterate: (parameters) => native.iterate([...parameters]),
  };
}
