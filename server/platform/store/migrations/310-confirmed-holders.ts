import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * Whose whole page an account opens, as somebody who plans that person has confirmed, and what an open link would confirm.
 * Whoever signed in before there was anything to confirm keeps what they had.
 */
export const confirmHolders: Migration = {
  name: '310-confirmed-holders',
  up: async (db) => {
    await db.schema.alterTable('account').addColumn('confirmed_for', 'text').execute();
    await db.schema.alterTable('account_link').addColumn('confirms_for', 'text').execute();
    await sql`update account set confirmed_for = agent_id where password_hash is not null`.execute(db);
  },
};
