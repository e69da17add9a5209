import Database from 'libsql';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../input/bad-input.ts';

/** Held by the one server that works on a data folder; the operating system lets go of it when the process dies. */
export interface FolderLock {
  /** Says to others where this server is, for their message. */
  announce(address: string): void;
  release(): void;
}

const LOCK_FILE = 'server.lock';
const HOLDER_FILE = 'server.json';

/**
 * Takes the data folder for this process: two servers on one embedded store would both believe to be the only one.
 * The lock is SQLite's own on a file beside the store, so it works wherever the store works and never stays behind.
 *
 * @throws BadInput naming the process that holds it, and the way out
 */
export function lockFolder(folder: string): FolderLock {
  makeFolder(folder);
  const database = openLock(folder);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY')
      throw new BadInput(
        `the data folder ${folder} is in use by another leitstand${holder(folder)}. Stop it first, or give this one a folder of its own with LEITSTAND_DATA.`,
      );
    throw unwritable(folder, error);
  }
  const write = (address: string | null): void => {
    try {
      writeFileSync(join(folder, HOLDER_FILE), JSON.stringify({ process: process.pid, address }));
    } catch {
      // A full disk: the lock holds all the same, only the other's message is poorer.
    }
  };
  write(null);
  return {
    announce: write,
    release: () => {
      rmSync(join(folder, HOLDER_FILE), { force: true });
      database.close();
    },
  };
}

function openLock(folder: string): Database.Database {
  try {
    return new Database(join(folder, LOCK_FILE), { timeout: 0 });
  } catch (error) {
    throw unwritable(folder, error);
  }
}

function unwritable(folder: string, error: unknown): BadInput {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  return new BadInput(
    `the data folder ${folder} cannot be written (${reason}): is the disk full, mounted read-only, or somebody else’s? Mend that, or choose another with LEITSTAND_DATA.`,
  );
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(
      `the data folder ${folder} cannot be made (${reason}); choose another with LEITSTAND_DATA`,
    );
  }
}

/** What the holder said of itself; it may be about to start or to stop and have said nothing. */
function holder(folder: string): string {
  try {
    const holder: unknown = JSON.parse(readFileSync(join(folder, HOLDER_FILE), 'utf8'));
    if (typeof holder !== 'object' || holder === null || !('process' in holder)) return '';
    const address = 'address' in holder && typeof holder.address === 'string' ? `, ${holder.address}` : '';
    return ` (process ${String(holder.process)}${address})`;
  } catch {
    return '';
  }
}
