import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Instant } from '../../../forecasting/time/index.ts';
import {
  linkPurposeSchema,
  roleSchema,
  type AccountRow,
  type ChangeAccount,
  type Grant,
  type Me,
} from '../../contract/account.ts';
import type { SignedInPerson } from '../../platform/http/caller.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { hashPassword } from './passwords.ts';

export interface NewAccount {
  readonly name: string;
  readonly displayName: string;
  readonly grants: readonly Grant[];
  readonly agentId?: string | null;
}

export type CreateOutcome =
  { readonly ok: true; readonly id: string } | { readonly ok: false; readonly code: 'name-taken' };

/** Accounts without a password cannot sign in until a one-time link was redeemed. */
export async function createAccount(db: Db, account: NewAccount, now: Instant): Promise<CreateOutcome> {
  const id = randomUUID();
  return inTransaction(db, async (tx) => {
    const taken = await tx
      .selectFrom('account')
      .select('id')
      .where('name', '=', account.name)
      .executeTakeFirst();
    if (taken !== undefined) return { ok: false, code: 'name-taken' } as const;
    await tx
      .insertInto('account')
      .values({
        id,
        name: account.name,
        display_name: account.displayName,
        password_hash: null,
        agent_id: account.agentId ?? null,
        confirmed_for: null,
        disabled_at: null,
        created_at: now,
      })
      .execute();
    await insertGrants(tx, id, account.grants);
    await endFeed(tx, account.agentId ?? null, now);
    return { ok: true, id } as const;
  });
}

async function insertGrants(db: Db, accountId: string, grants: readonly Grant[]): Promise<void> {
  if (grants.length === 0) return;
  const unique = new Map(grants.map((grant) => [`${grant.role} ${grant.city}`, grant]));
  await db
    .insertInto('account_grant')
    .values([...unique.values()].map(({ role, city }) => ({ account_id: accountId, role, city })))
    .execute();
}

/**
 * What may change of an account, all at once. Sessions stay: rights are read anew with every request. The address of a
 * calendar is known to whoever made it: it ends where the account is somebody else's or an agent's no more, or it would
 * live again with the person's next account.
 */
export async function changeAccount(
  db: Db,
  accountId: string,
  change: ChangeAccount,
  now: Instant,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await endFeedOfOthers(tx, accountId, change, now);
    await tx
      .updateTable('account')
      .set({ display_name: change.displayName, agent_id: change.agentId })
      .where('id', '=', accountId)
      .execute();
    await tx.deleteFrom('account_grant').where('account_id', '=', accountId).execute();
    await insertGrants(tx, accountId, change.grants);
  });
}

export async function enableAccount(db: Db, accountId: string): Promise<void> {
  await db.updateTable('account').set({ disabled_at: null }).where('id', '=', accountId).execute();
}

export async function setPassword(db: Db, accountId: string, password: string): Promise<void> {
  const password_hash = await hashPassword(password);
  await db
    .updateTable('account')
    .set({ password_hash, confirmed_for: null })
    .where('id', '=', accountId)
    .execute();
}

/** Ends at once whatever opens something in the account's name: sessions, links, the calendar's address. Its history stays. */
export async function disableAccount(db: Db, accountId: string, now: Instant): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.updateTable('account').set({ disabled_at: now }).where('id', '=', accountId).execute();
    await endFeed(tx, await boundTo(tx, accountId), now);
    await tx.deleteFrom('web_session').where('account_id', '=', accountId).execute();
    await tx
      .updateTable('account_link')
      .set({ used_at: now })
      .where('account_id', '=', accountId)
      .where('used_at', 'is', null)
      .execute();
  });
}

/** A new pair of account and person, or no agent's account any more. */
async function endFeedOfOthers(
  tx: Db,
  accountId: string,
  { agentId, grants }: Pick<ChangeAccount, 'agentId' | 'grants'>,
  now: Instant,
): Promise<void> {
  const before = await boundTo(tx, accountId);
  if (before === agentId && grants.some(({ role }) => role === 'agent')) return;
  await endFeed(tx, before, now);
  await endFeed(tx, agentId, now);
}

async function boundTo(tx: Db, accountId: string): Promise<string | null> {
  const account = await tx
    .selectFrom('account')
    .select('agent_id')
    .where('id', '=', accountId)
    .executeTakeFirst();
  return account?.agent_id ?? null;
}

/** The secret address of the person's calendar: who is let in again makes a new one. */
async function endFeed(tx: Db, agentId: string | null, now: Instant): Promise<void> {
  if (agentId === null) return;
  await tx
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('revoked_at', 'is', null)
    .where('agent_id', '=', agentId)
    .execute();
}

export interface StoredAccount extends Omit<AccountRow, 'openLink'> {
  readonly passwordHash: string | null;
}

export async function findAccount(db: Db, name: string): Promise<StoredAccount | undefined> {
  return (await readAccounts(db, { name }))[0];
}

/** Every account by name, with the one-time link that is still open. */
export async function listAccounts(db: Db, now: Instant): Promise<readonly AccountRow[]> {
  const links = await db
    .selectFrom('account_link')
    .select(['account_id', 'purpose', 'expires_at'])
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .execute();
  const openLinks = new Map(
    links.map(({ account_id, purpose, expires_at }) => [
      account_id,
      { purpose: v.parse(linkPurposeSchema, purpose), until: Number(expires_at) },
    ]),
  );
  return (await readAccounts(db, {})).map(({ passwordHash: _, ...row }) => ({
    ...row,
    openLink: openLinks.get(row.id) ?? null,
  }));
}

/** @returns undefined for a disabled or deleted account: its sessions mean nobody */
export async function findPerson(db: Db, accountId: string): Promise<SignedInPerson | undefined> {
  const me = await findMe(db, accountId);
  return me === undefined ? undefined : { accountId: me.id, grants: me.grants, agentId: me.agentId };
}

export async function findMe(db: Db, accountId: string): Promise<Me | undefined> {
  const [account] = await readAccounts(db, { id: accountId });
  if (account === undefined || account.disabled) return undefined;
  const { id, name, displayName, grants, agentId } = account;
  return { id, name, displayName, grants, agentId };
}

/** @returns the account, also when it is disabled */
export async function findAccountById(db: Db, id: string): Promise<StoredAccount | undefined> {
  return (await readAccounts(db, { id }))[0];
}

async function readAccounts(
  db: Db,
  by: { readonly id?: string; readonly name?: string },
): Promise<readonly StoredAccount[]> {
  let query = db
    .selectFrom('account')
    .leftJoin('account_grant', 'account_grant.account_id', 'account.id')
    .select([
      'account.id',
      'account.name',
      'account.display_name',
      'account.password_hash',
      'account.agent_id',
      'account.disabled_at',
      'account_grant.role',
      'account_grant.city',
    ])
    .orderBy('account.name')
    .orderBy('account_grant.role')
    .orderBy('account_grant.city');
  if (by.id !== undefined) query = query.where('account.id', '=', by.id);
  if (by.name !== undefined) query = query.where('account.name', '=', by.name);
  const accounts = new Map<string, StoredAccount & { grants: Grant[] }>();
  for (const row of await query.execute()) {
    const account = accounts.get(row.id) ?? {
      id: row.id,
      name: row.name,
      displayName: row.display_name,
      agentId: row.agent_id,
      disabled: row.disabled_at !== null,
      hasPassword: row.password_hash !== null,
      passwordHash: row.password_hash,
      grants: [],
    };
    if (row.role !== null && row.city !== null)
      account.grants.push({ role: v.parse(roleSchema, row.role), city: row.city });
    accounts.set(row.id, account);
  }
  return [...accounts.values()];
}

export async function countAccounts(db: Db): Promise<number> {
  const row = await db
    .selectFrom('account')
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}
