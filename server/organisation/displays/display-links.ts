import { createHash, randomBytes } from 'node:crypto';
import type { Instant } from '../../../forecasting/time/index.ts';
import { ALL_CITIES } from '../../contract/events.ts';
import type { Store } from '../../platform/store/database.ts';

/** A wall's own address: it shows boards without anybody signing in, until it is revoked. */
export interface DisplayLink {
  readonly id: string;
  /** Where it hangs, in the administrator's words. */
  readonly name: string;
  /** `all`, or the one city that it may show. */
  readonly scope: string;
  readonly createdAt: number;
  readonly revokedAt: number | null;
}

/** Makes a link. @returns the token too, shown this one time: the store keeps only its hash */
export async function createDisplayLink(
  store: Store,
  link: { readonly name: string; readonly scope: string },
  now: Instant,
): Promise<{ readonly id: string; readonly token: string }> {
  const id = randomBytes(4).toString('hex');
  const token = randomBytes(24).toString('base64url');
  await store.db
    .insertInto('display_link')
    .values({
      id,
      name: link.name,
      scope: link.scope,
      token_hash: tokenHashOf(token),
      created_at: now,
      revoked_at: null,
    })
    .execute();
  return { id, token };
}

/** All links, the newest first. */
export async function listDisplayLinks(store: Store): Promise<readonly DisplayLink[]> {
  const rows = await store.db.selectFrom('display_link').selectAll().orderBy('created_at', 'desc').execute();
  return rows.map(({ id, name, scope, created_at, revoked_at }) => ({
    id,
    name,
    scope,
    createdAt: created_at,
    revokedAt: revoked_at,
  }));
}

/** Withdraws a link; connected walls go dark within seconds. @returns false where no valid link has this id */
export async function revokeDisplayLink(store: Store, id: string, now: Instant): Promise<boolean> {
  const { numUpdatedRows } = await store.db
    .updateTable('display_link')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** A link that holds now. */
export interface ValidLink {
  readonly id: string;
  readonly scope: string;
  readonly tokenHash: string;
}

export async function readValidLinks(store: Store): Promise<readonly ValidLink[]> {
  const rows = await store.db
    .selectFrom('display_link')
    .select(['id', 'scope', 'token_hash'])
    .where('revoked_at', 'is', null)
    .execute();
  return rows.map(({ id, scope, token_hash }) => ({ id, scope, tokenHash: token_hash }));
}

/** True when a link made for `granted` may show `wanted`. */
export function coversScope(granted: string, wanted: string): boolean {
  return granted === ALL_CITIES || granted === wanted;
}

/** Tokens are random, so they need no salt and no slow hash. */
export function tokenHashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
