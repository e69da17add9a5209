import { sql, type Kysely, type Transaction } from 'kysely';
import { migrations } from './migrations/index.ts';
import type { Engine } from './migrations/migration.ts';
import type { Schema } from './schema.ts';
import { StoreError } from './store-error.ts';

/** Any number that no other user of the same PostgreSQL database locks by. */
const ADVISORY_LOCK = 7_345_115;

/**
 * Brings the tables up to date under a lock: of several servers that start together one migrates, the others wait.
 * All or nothing: a step that fails leaves the store as it was.
 *
 * @throws StoreError `newer-schema` where the store knows migrations that this release does not
 */
export async function migrate(db: Kysely<Schema>, engine: Engine): Promise<void> {
  await db.transaction().execute(async (transaction) => {
    await takeLock(transaction, engine);
    const rows = await transaction.selectFrom('migration').select('name').execute();
    const applied = new Set(rows.map(({ name }) => name));
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = [...applied].filter((name) => !known.has(name));
    if (unknown.length > 0)
      throw new StoreError(
        'newer-schema',
        `the store was written by a newer release (it knows ${unknown.join(', ')}). Start that release, or restore a backup made before the upgrade.`,
      );
    for (const migration of migrations) {
      if (applied.has(migration.name)) continue;
      await migration.up(transaction, engine);
      await transaction
        .insertInto('migration')
        .values({ name: migration.name, applied_at: Date.now() })
        .execute();
    }
  });
}

/** On SQLite a write is the lock: a delete of nothing makes other processes wait for the commit. */
async function takeLock(transaction: Transaction<Schema>, engine: Engine): Promise<void> {
  if (engine === 'postgres') await sql`select pg_advisory_xact_lock(${ADVISORY_LOCK})`.execute(transaction);
  await transaction.schema
    .createTable('migration')
    .ifNotExists()
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('applied_at', 'bigint', (column) => column.notNull())
    .execute();
  await transaction.deleteFrom('migration').where('name', '=', '').execute();
}
