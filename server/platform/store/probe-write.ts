import type { Store } from './database.ts';

const NAME = 'write-probe';
/** More than a page: a disk with a few bytes left must not look well. */
const PROBE_CHARACTERS = 65_536;

/** Writes something durable and takes it away again. @throws Error while the store cannot write */
export async function probeWrite({ db }: Store): Promise<void> {
  const value = 'x'.repeat(PROBE_CHARACTERS);
  await db
    .insertInto('house_setting')
    .values({ name: NAME, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute();
  await db.deleteFrom('house_setting').where('name', '=', NAME).execute();
}
