import type { Migration } from './migration.ts';

/** Planners' own words about days, on top of the model's forecast. */
export const createDayAdjustments: Migration = {
  name: '023-day-adjustments',
  up: async (db) => {
    await db.schema
      .createTable('day_adjustment')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('city', 'text')
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('factor', 'double precision', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .execute();
  },
};
