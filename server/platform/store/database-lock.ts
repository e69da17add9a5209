import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { BadInput } from '../input/bad-input.ts';
import type { StoreLocation } from './database.ts';

/** Held by the one server that works on a PostgreSQL database; the database lets go of it when the server dies. */
export interface DatabaseLock {
  release(): Promise<void>;
}

/** Any number that no other user of the same database locks by; the second is made of the schema's name. */
const LOCK_CLASS = 7_345_116;

const RETRY_MS = 2_000;

/**
 * Takes a database for this server. Two servers would both believe to be the only one: what one of them hears, the other
 * takes for received already and never counts.
 *
 * @param onTaken called when the connection was lost and another server took the database meanwhile
 * @throws BadInput where another server has it
 */
export async function lockDatabase(
  location: Extract<StoreLocation, { engine: 'postgres' }>,
  onTaken: () => void,
): Promise<DatabaseLock> {
  const holder = new Holder(location, onTaken);
  if (await holder.take()) return holder;
  await holder.release();
  const { host } = new URL(location.url);
  throw new BadInput(
    `the database at ${host} is in use by another leitstand server. Stop it first, or give this one a database of its own with DATABASE_URL.`,
  );
}

class Holder implements DatabaseLock {
  readonly #location: Extract<StoreLocation, { engine: 'postgres' }>;
  readonly #onTaken: () => void;
  #client: Client | undefined;
  #isReleased = false;

  constructor(location: Extract<StoreLocation, { engine: 'postgres' }>, onTaken: () => void) {
    this.#location = location;
    this.#onTaken = onTaken;
  }

  /** @returns whether this server has the database now */
  async take(): Promise<boolean> {
    const { url, schema } = this.#location;
    const client = new Client({
      connectionString: url,
      keepAlive: true,
      ...(schema === undefined ? {} : { options: `-c search_path=${schema}` }),
    });
    client.on('error', () => undefined);
    await client.connect();
    const { rows } = await client.query<{ readonly taken: boolean }>(
      'select pg_try_advisory_lock($1, hashtext(current_schema())) as taken',
      [LOCK_CLASS],
    );
    if (rows[0]?.taken !== true) {
      await client.end();
      return false;
    }
    this.#client = client;
    client.once('end', () => void this.#retake());
    return true;
  }

  async release(): Promise<void> {
    this.#isReleased = true;
    await this.#client?.end();
  }

  /** The database was restarted or out of reach: the lock is gone and is taken again as soon as it answers. */
  async #retake(): Promise<void> {
    while (!this.#isReleased) {
      const outcome = await this.take().catch(() => 'unreachable' as const);
      if (outcome === true) return;
      if (outcome === false) {
        this.#onTaken();
        return;
      }
      await pause(RETRY_MS, undefined, { ref: false });
    }
  }
}
