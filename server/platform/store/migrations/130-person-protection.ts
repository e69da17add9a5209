import type { Migration } from './migration.ts';

/** Legal protections of single persons that rosters must keep (JArbSchG, MuSchG, SGB IX § 207). */
export const createPersonProtection: Migration = {
  name: '130-person-protection',
  up: async (db) => {
    await db.schema
      .createTable('person_protection')
      .addColumn('agent_id', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('from_day', 'text')
      .addColumn('until_day', 'text')
      .addPrimaryKeyConstraint('person_protection_key', ['agent_id', 'kind'])
      .execute();
  },
};
