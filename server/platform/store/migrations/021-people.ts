import type { Migration } from './migration.ts';

/** People on the roster, what they can take, when they are away; and every state of the centre's description. */
export const createPeople: Migration = {
  name: '021-people',
  up: async (db) => {
    await db.schema
      .createTable('agent')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('team', 'text', (column) => column.notNull())
      .addColumn('city', 'text', (column) => column.notNull())
      .addColumn('telephone_name', 'text')
      .addColumn('weekly_minutes', 'integer', (column) => column.notNull())
      .addColumn('days_per_week', 'integer', (column) => column.notNull())
      .addColumn('earliest_start_minute', 'integer', (column) => column.notNull())
      .addColumn('latest_end_minute', 'integer', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('agent_skill')
      .addColumn('agent_id', 'text', (column) => column.notNull().references('agent.id').onDelete('cascade'))
      .addColumn('city', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text')
      .addColumn('until_day', 'text')
      .execute();
    await db.schema.createIndex('agent_skill_agent').on('agent_skill').column('agent_id').execute();
    await db.schema
      .createTable('absence')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('agent_id', 'text', (column) => column.notNull().references('agent.id').onDelete('cascade'))
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('created_by', 'text')
      .execute();
    await db.schema.createIndex('absence_days').on('absence').columns(['from_day', 'until_day']).execute();
    await db.schema
      .createTable('centre_revision')
      .addColumn('revision', 'integer', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('body', 'text', (column) => column.notNull())
      .execute();
  },
};
