import type { Migration } from './migration.ts';

/** Requirement runs, drafts with their revisions, publications, and what was announced to each person. */
export const createPlan: Migration = {
  name: '022-plan',
  up: async (db) => {
    await db.schema
      .createTable('requirement_run')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('inputs', 'text', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('roster_draft')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('title', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('requirement_id', 'text')
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('updated_at', 'bigint', (column) => column.notNull())
      .addColumn('updated_by', 'text')
      .addColumn('problem', 'text', (column) => column.notNull())
      .addColumn('roster', 'text', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('roster_change')
      .addColumn('draft_id', 'text', (column) =>
        column.notNull().references('roster_draft.id').onDelete('cascade'),
      )
      .addColumn('revision', 'integer', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('changes', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('roster_change_key', ['draft_id', 'revision'])
      .execute();
    await db.schema
      .createTable('publication')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('draft_id', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text', (column) => column.notNull())
      .addColumn('until_day', 'text', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('account_id', 'text')
      .addColumn('problem', 'text', (column) => column.notNull())
      .addColumn('roster', 'text', (column) => column.notNull())
      .addColumn('report', 'text', (column) => column.notNull())
      .addColumn('rolls_back_to', 'integer')
      .execute();
    await db.schema
      .createTable('duty')
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('day', 'text', (column) => column.notNull())
      .addColumn('uid', 'text', (column) => column.notNull())
      .addColumn('sequence', 'integer', (column) => column.notNull())
      .addColumn('status', 'text', (column) => column.notNull())
      .addColumn('body', 'text', (column) => column.notNull())
      .addColumn('previous', 'text')
      .addColumn('changed_at', 'bigint', (column) => column.notNull())
      .addColumn('publication', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('duty_key', ['agent_id', 'day'])
      .execute();
    await db.schema.createIndex('duty_day').on('duty').column('day').execute();
    await db.schema
      .createTable('schedule_seen')
      .addColumn('agent_id', 'text', (column) => column.primaryKey())
      .addColumn('seen_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema
      .createTable('calendar_feed')
      .addColumn('token_hash', 'text', (column) => column.primaryKey())
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('revoked_at', 'bigint')
      .execute();
  },
};
