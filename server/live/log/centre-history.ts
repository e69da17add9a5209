import * as v from 'valibot';
import { centreSchema, type Centre } from '../../contract/centre.ts';
import type { Store } from '../../platform/store/database.ts';

/** Notes how the centre is configured from `at` on; nothing is written where nothing changed. */
export async function noteCentre(store: Store, centre: Centre, at: number): Promise<void> {
  const text = JSON.stringify(centre);
  const newest = await store.db
    .selectFrom('centre_version')
    .select('centre')
    .orderBy('effective_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (newest?.centre === text) return;
  await store.db
    .insertInto('centre_version')
    .values({ effective_at: at, centre: text })
    .onConflict((conflict) =>
      conflict.column('effective_at').doUpdateSet((of) => ({ centre: of.ref('excluded.centre') })),
    )
    .execute();
}

/** The configuration that held just before `instant`, else the oldest there is; `null` where none was ever noted. */
export async function centreBefore(store: Store, instant: number): Promise<Centre | null> {
  const versions = store.db.selectFrom('centre_version').select('centre');
  const row =
    (await versions
      .where('effective_at', '<', instant)
      .orderBy('effective_at', 'desc')
      .limit(1)
      .executeTakeFirst()) ?? (await versions.orderBy('effective_at').limit(1).executeTakeFirst());
  return row === undefined ? null : v.parse(centreSchema, JSON.parse(row.centre));
}
