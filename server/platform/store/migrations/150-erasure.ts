import type { Migration } from './migration.ts';

/** How far each class of data was deleted because its time of keeping is over. */
export const createErasure: Migration = {
  name: '150-erasure',
  up: async (db) => {
    await db.schema
      .createTable('erasure')
      .addColumn('class', 'text', (column) => column.primaryKey())
      .addColumn('before_at', 'bigint', (column) => column.notNull())
      .addColumn('ran_at', 'bigint', (column) => column.notNull())
      .addColumn('standing', 'text', (column) => column.notNull())
      .execute();
  },
};
