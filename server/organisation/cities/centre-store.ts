import * as v from 'valibot';
import { writeAudit } from '../../platform/store/audit.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import { centreSchema, type Centre, type City } from '../../contract/centre.ts';
import type { Db } from '../../platform/store/schema.ts';

export interface StoredCentre {
  readonly revision: number;
  readonly centre: Centre;
}

export type SaveCityOutcome =
  | { readonly ok: true; readonly stored: StoredCentre }
  | { readonly ok: false; readonly code: 'stale'; readonly stored: StoredCentre };

/** The centre as it holds now; undefined before it was ever described. */
export async function readCentre(db: Db): Promise<StoredCentre | undefined> {
  const row = await db
    .selectFrom('centre_revision')
    .select(['revision', 'body'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return { revision: row.revision, centre: v.parse(centreSchema, JSON.parse(row.body)) };
}

/** The configuration describes the centre once; from then on the desk's own state holds. */
export async function centreOrFirst(db: Db, first: Centre, now: Instant): Promise<StoredCentre> {
  await db
    .insertInto('centre_revision')
    .values({ revision: 1, at: now, account_id: null, body: JSON.stringify(first) })
    .onConflict((conflict) => conflict.column('revision').doNothing())
    .execute();
  const stored = await readCentre(db);
  if (stored === undefined) throw new Error('the centre was written and is not there');
  return stored;
}

/** Adds a city or replaces it, on the state that the person looked at; a newer one is never overwritten. */
export async function saveCity(
  db: Db,
  change: {
    readonly basedOn: number;
    readonly city: City;
    readonly accountId: string;
    readonly now: Instant;
  },
): Promise<SaveCityOutcome> {
  return db.transaction().execute(async (tx) => {
    const present = await readCentre(tx);
    if (present === undefined) throw new Error('the centre was never described');
    if (present.revision !== change.basedOn) return { ok: false, code: 'stale', stored: present } as const;
    const { cities } = present.centre;
    const known = cities.some((city) => city.id === change.city.id);
    const centre: Centre = {
      ...present.centre,
      cities: known
        ? cities.map((city) => (city.id === change.city.id ? change.city : city))
        : [...cities, change.city],
    };
    const revision = present.revision + 1;
    await tx
      .insertInto('centre_revision')
      .values({ revision, at: change.now, account_id: change.accountId, body: JSON.stringify(centre) })
      .execute();
    await writeAudit(tx, {
      at: change.now,
      accountId: change.accountId,
      action: 'city:saved',
      subject: change.city.id,
    });
    return { ok: true, stored: { revision, centre } } as const;
  });
}
