import type { Migration } from './migration.ts';

/** What people wish for their rosters, with the weight of each wish. */
export const createWishes: Migration = {
  name: '160-wishes',
  up: async (db) => {
    await db.schema
      .createTable('wish')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('agent_id', 'text', (column) => column.notNull().references('agent.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('minute', 'integer')
      .addColumn('weight', 'integer', (column) => column.notNull())
      .addColumn('remark', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text')
      .execute();
    await db.schema.createIndex('wish_days').on('wish').columns(['from_day', 'until_day']).execute();
  },
};
