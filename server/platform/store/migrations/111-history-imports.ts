import type { Migration } from './migration.ts';

/** Imports write their rows bit by bit and show them all at once: rows of an import that has not ended are not there. */
export const createHistoryImports: Migration = {
  name: '111-history-imports',
  up: async (db) => {
    await db.schema
      .createTable('history_import')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('begun_at', 'bigint', (column) => column.notNull())
      .addColumn('alive_at', 'bigint', (column) => column.notNull())
      .addColumn('ended_at', 'bigint')
      .execute();
    await db.schema.alterTable('call_history').addColumn('import_id', 'text').execute();
  },
};
