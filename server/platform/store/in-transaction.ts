import type { Db } from './schema.ts';

/** Runs `work` in the transaction that is under way, or else in one of its own: what belongs together stands together. */
export function inTransaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.isTransaction ? work(db) : db.transaction().execute(work);
}
