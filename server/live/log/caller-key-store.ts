import * as v from 'valibot';
import { instant, type Instant } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { unexpired, type CallerKeyStore } from '../events/caller-hash.ts';

const SETTING = 'caller-keys';
const storedKeysSchema = v.array(v.object({ validFrom: v.number(), secret: v.string() }));

/** Keeps the keys of the caller hashes in the store; a replaced key is gone for good. */
export function callerKeyStore({ db }: Store): CallerKeyStore {
  return {
    async load() {
      const row = await db
        .selectFrom('house_setting')
        .select('value')
        .where('name', '=', SETTING)
        .executeTakeFirst();
      if (row === undefined) return [];
      return v.parse(storedKeysSchema, JSON.parse(row.value)).map(({ validFrom, secret }) => ({
        validFrom: instant(validFrom),
        secret: Buffer.from(secret, 'base64'),
      }));
    },
    async save(keys) {
      const value = JSON.stringify(
        keys.map(({ validFrom, secret }) => ({ validFrom, secret: secret.toString('base64') })),
      );
      await db
        .insertInto('house_setting')
        .values({ name: SETTING, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },
  };
}

/**
 * Throws away the keys whose day after their rotation is over, as a running server does by itself every hour. Never makes a
 * key: a running server would not know it.
 *
 * @returns how many are, or with `dryRun` would be, gone
 */
export async function forgetExpiredKeys(store: Store, now: Instant, dryRun: boolean): Promise<number> {
  const keyStore = callerKeyStore(store);
  const keys = await keyStore.load();
  const kept = unexpired(keys, now);
  if (!dryRun && kept.length < keys.length) await keyStore.save(kept);
  return keys.length - kept.length;
}
