import type { Migration } from './migration.ts';

/** Prices of soft rules and minimum seats, every revision of them: the last one holds. */
export const createWorksAgreement: Migration = {
  name: '180-works-agreement',
  up: async (db) => {
    await db.schema
      .createTable('works_agreement')
      .addColumn('revision', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('settings', 'text', (column) => column.notNull())
      .execute();
  },
};
