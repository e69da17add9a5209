import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, describe } from 'vitest';
import { TEST_DATABASE_URL } from './database-url.ts';
import { openStore, type Store, type StoreLocation } from '../../server/platform/store/database.ts';

/** An engine that a suite runs on. Every place it makes is empty, and gone when the suite is over. */
export interface TestEngine {
  readonly engine: 'sqlite' | 'postgres';
  /** A new, empty place for a store. */
  newLocation(): Promise<StoreLocation>;
  /** A store in a new, empty place; closed when the suite is over. */
  newStore(): Promise<Store>;
}

/**
 * Runs one suite on SQLite and on PostgreSQL. Without a PostgreSQL server the second run is left out, loudly; with
 * `CI=true` that is a failure.
 */
export function describeOnBothEngines(name: string, suite: (engine: TestEngine) => void): void {
  describe(`${name} on SQLite`, () => suite(sqliteEngine()));
  describeOnPostgres(name, suite);
}

/** The same for what only PostgreSQL has. */
export function describeOnPostgres(name: string, suite: (engine: TestEngine) => void): void {
  if (postgresAnswers) describe(`${name} on PostgreSQL`, () => suite(postgresEngine()));
  else describe.skip(`${name} on PostgreSQL`, () => undefined);
}

const postgresAnswers = await hasPostgres();

async function hasPostgres(): Promise<boolean> {
  const client = new Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.end();
    return true;
  } catch (cause) {
    const message = `PostgreSQL does not answer at ${TEST_DATABASE_URL.replace(/:[^:@/]*@/, ':***@')}`;
    if (process.env['CI'] === 'true') throw new Error(`${message}, and CI requires it`, { cause });
    console.warn(`NOT TESTED ON POSTGRESQL: ${message}. Set DATABASE_URL to test on it.`);
    return false;
  }
}

function sqliteEngine(): TestEngine {
  const folders: string[] = [];
  return engine(
    'sqlite',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'leitstand-store-'));
      folders.push(folder);
      return { engine: 'sqlite', folder };
    },
    async () => {
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  );
}

function postgresEngine(): TestEngine {
  const schemas: string[] = [];
  return engine(
    'postgres',
    async () => {
      const schema = `test_${process.pid}_${Date.now().toString(36)}_${schemas.length}_${nextNumber()}`;
      await administer(`create schema ${schema}`);
      schemas.push(schema);
      return { engine: 'postgres', url: TEST_DATABASE_URL, schema };
    },
    async () => {
      for (const schema of schemas) await administer(`drop schema if exists ${schema} cascade`);
    },
  );
}

function engine(
  name: TestEngine['engine'],
  newLocation: () => Promise<StoreLocation>,
  removeAll: () => Promise<void>,
): TestEngine {
  const stores: Store[] = [];
  afterAll(async () => {
    for (const store of stores) await store.close().catch(() => undefined);
    await removeAll();
  });
  return {
    engine: name,
    newLocation,
    newStore: async () => {
      const store = await openStore(await newLocation());
      stores.push(store);
      return store;
    },
  };
}

let numbers = 0;

function nextNumber(): number {
  numbers += 1;
  return numbers;
}

async function administer(statement: string): Promise<void> {
  const client = new Client({ connectionString: TEST_DATABASE_URL });
  await client.connect();
  await client.query(statement);
  await client.end();
}
