import type { Migration } from './migration.ts';

/** How drafts and versions were made: seed, seconds, objective and bound of the optimiser's run, as JSON. */
export const createRosterOrigins: Migration = {
  name: '170-roster-origins',
  up: async (db) => {
    await db.schema.alterTable('roster_draft').addColumn('origin', 'text').execute();
    await db.schema.alterTable('publication').addColumn('origin', 'text').execute();
  },
};
