import type { Migration } from './migration.ts';

/** First and last day of employment, both included; open where null, as everybody is who was there before. */
export const createEmployment: Migration = {
  name: '190-employment',
  up: async (db) => {
    await db.schema.alterTable('agent').addColumn('employed_from', 'text').execute();
    await db.schema.alterTable('agent').addColumn('employed_until', 'text').execute();
  },
};
