import type { Migration } from './migration.ts';

/** Imported call history, decisions about days, named events, forecast versions and adjustments. */
export const createHistory: Migration = {
  name: '030-history',
  up: async (db) => {
    await db.schema
      .createTable('call_history')
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('starts_at', 'bigint', (column) => column.notNull())
      .addColumn('minutes', 'integer', (column) => column.notNull())
      .addColumn('offered', 'double precision', (column) => column.notNull())
      .addColumn('answered', 'double precision')
      .addColumn('abandoned', 'double precision')
      .addColumn('within_threshold', 'double precision')
      .addColumn('handle_seconds', 'double precision')
      .addColumn('wait_seconds', 'double precision')
      .addPrimaryKeyConstraint('call_history_key', ['queue', 'starts_at'])
      .execute();
    await db.schema
      .createTable('history_mapping')
      .addColumn('header', 'text', (column) => column.primaryKey())
      .addColumn('columns', 'text', (column) => column.notNull())
      .addColumn('mapped_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('day_decision')
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('decision', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('decided_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('day_decision_key', ['queue', 'day'])
      .execute();
    await db.schema
      .createTable('calendar_event')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('factor', 'double precision')
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('forecast_version')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('inputs', 'text', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('forecast_version_made')
      .on('forecast_version')
      .columns(['queue', 'created_at'])
      .execute();
    await db.schema
      .createTable('forecast_adjustment')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('queue', 'text', (column) => column.notNull())
      .addColumn('from_at', 'bigint', (column) => column.notNull())
      .addColumn('until_at', 'bigint', (column) => column.notNull())
      .addColumn('change', 'text', (column) => column.notNull())
      .addColumn('reason', 'text', (column) => column.notNull())
      .addColumn('author', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('withdrawn_at', 'bigint')
      .execute();
  },
};
