import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Imports that can be replaced and removed: what each brought is remembered, and rows of two imports may lie in one
 * interval while one takes the other's place. Also the cities that people gave to queue names.
 */
export const keepFormerImports: Migration = {
  name: '260-former-imports',
  up: async (db) => {
    for (const [column, type] of [
      ['file_name', 'text'],
      ['author', 'text'],
      ['queues', 'text'],
      ['added', 'bigint'],
      ['from_at', 'bigint'],
      ['until_at', 'bigint'],
      ['gone_at', 'bigint'],
    ] as const)
      await db.schema.alterTable('history_import').addColumn(column, type).execute();
    await db.schema
      .createTable('queue_mapping')
      .addColumn('queue', 'text', (column) => column.primaryKey())
      .addColumn('city', 'text')
      .addColumn('mapped_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('call_history_kept')
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('starts_at', 'bigint', (column) => column.notNull())
      .addColumn('minutes', 'integer', (column) => column.notNull())
      .addColumn('offered', 'double precision', (column) => column.notNull())
      .addColumn('answered', 'double precision')
      .addColumn('abandoned', 'double precision')
      .addColumn('within_threshold', 'double precision')
      .addColumn('handle_seconds', 'double precision')
      .addColumn('wait_seconds', 'double precision')
      .addColumn('import_id', 'text')
      .execute();
    const columns = sql.raw(
      'queue, starts_at, minutes, offered, answered, abandoned, within_threshold, handle_seconds, wait_seconds, import_id',
    );
    await sql`insert into call_history_kept (${columns}) select ${columns} from call_history`.execute(db);
    await db.schema.dropTable('call_history').execute();
    await db.schema.alterTable('call_history_kept').renameTo('call_history').execute();
    await sql`create unique index call_history_interval on call_history (queue, starts_at, coalesce(import_id, ''))`.execute(
      db,
    );
  },
};
