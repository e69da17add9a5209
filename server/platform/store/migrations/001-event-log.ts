import { identityColumn, type Migration } from './migration.ts';

export const createEventLog: Migration = {
  name: '001-event-log',
  up: async (db, engine) => {
    await db.schema
      .createTable('event_log')
      .addColumn('sequence', identityColumn(engine))
      .addColumn('source', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('received_at', 'bigint', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('payload', 'text', (column) => column.notNull())
      .addUniqueConstraint('event_log_key', ['source', 'key'])
      .execute();
    await db.schema.createIndex('event_log_at').on('event_log').column('at').execute();
    await db.schema
      .createTable('interval_sums')
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('starts_at', 'bigint', (column) => column.notNull())
      .addColumn('sums', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('interval_sums_key', ['subject', 'starts_at'])
      .execute();
    await db.schema
      .createTable('checkpoint')
      .addColumn('sequence', 'bigint', (column) => column.primaryKey())
      .addColumn('taken_at', 'bigint', (column) => column.notNull())
      .addColumn('centre', 'text', (column) => column.notNull())
      .addColumn('state', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('sums_position')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('centre_version')
      .addColumn('effective_at', 'bigint', (column) => column.primaryKey())
      .addColumn('centre', 'text', (column) => column.notNull())
      .execute();
  },
};
