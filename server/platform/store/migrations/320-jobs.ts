import type { Migration } from './migration.ts';

/** Long work that was asked for, so that a restart forgets neither that it ran nor what it left. */
export const createJobs: Migration = {
  name: '320-jobs',
  up: async (db) => {
    await db.schema
      .createTable('job')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('input', 'text', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('state', 'text', (column) => column.notNull())
      .addColumn('requested_at', 'bigint', (column) => column.notNull())
      .addColumn('started_at', 'bigint')
      .addColumn('ended_at', 'bigint')
      .addColumn('progress', 'text')
      .addColumn('result', 'text')
      .execute();
    await db.schema.createIndex('job_requested').on('job').columns(['kind', 'requested_at']).execute();
  },
};
