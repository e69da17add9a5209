import { sql } from 'kysely';
import { callInPayload } from '../call-in-payload.ts';
import type { Migration } from './migration.ts';

/** Events of one call are found wherever they stand in the log; days that are to be counted anew are remembered. */
export const createRecounts: Migration = {
  name: '210-recounts',
  up: async (db, engine) => {
    await sql`create index event_log_call on event_log (source, (${callInPayload(engine)}))`.execute(db);
    await db.schema
      .createTable('day_to_recount')
      .addColumn('day', 'text', (column) => column.primaryKey())
      .addColumn('sequence', 'bigint', (column) => column.notNull())
      .execute();
  },
};
