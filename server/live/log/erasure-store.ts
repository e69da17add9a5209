import type { Store } from '../../platform/store/database.ts';

/** Classes of data that have a time of keeping. */
export const ERASED_CLASSES = ['callEvents', 'personalSchedules', 'audit', 'jobs', 'expiredAccess'] as const;
export type ErasedClass = (typeof ERASED_CLASSES)[number];

/** How far one class was deleted. */
export interface Erasure {
  /** Of what happened before this instant nothing is sure to be there. */
  readonly before: number;
  readonly ranAt: number;
  /** What of the deleted later days still rest on. */
  readonly standing: unknown;
}

/** `null` where nothing of the class was ever deleted. */
export async function readErasure({ db }: Pick<Store, 'db'>, of: ErasedClass): Promise<Erasure | null> {
  const row = await db.selectFrom('erasure').selectAll().where('class', '=', of).executeTakeFirst();
  if (row === undefined) return null;
  return { before: row.before_at, ranAt: row.ran_at, standing: JSON.parse(row.standing) };
}

/** Notes what is about to be deleted: written first, so that a deletion that is cut off is never taken for a whole log. */
export async function noteErasure(
  { db }: Pick<Store, 'db'>,
  of: ErasedClass,
  erasure: Erasure,
): Promise<void> {
  const row = {
    before_at: erasure.before,
    ran_at: erasure.ranAt,
    standing: JSON.stringify(erasure.standing),
  };
  await db
    .insertInto('erasure')
    .values({ class: of, ...row })
    .onConflict((conflict) => conflict.column('class').doUpdateSet(row))
    .execute();
}
