import { HOUR_MS, instant, type Instant } from '../../../forecasting/time/index.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import { countAccounts, createAccount, findAccount } from './account-store.ts';
import { writeAudit } from '../../platform/store/audit.ts';
import { hashPassword } from './passwords.ts';
import { newSecretToken, tokenHash } from './secret-token.ts';

export type LinkPurpose = 'first' | 'invitation' | 'reset';

const LIFETIME_HOURS: Readonly<Record<LinkPurpose, number>> = { first: 24, invitation: 7 * 24, reset: 2 };

/** Where a link leads on the desk's page; the token stays behind `#`, so that no server or proxy logs it. */
function linkPath(purpose: LinkPurpose, token: string): string {
  return `/desk#${purpose}=${token}`;
}

/**
 * Issues a one-time link. Older unused links of the account end with it.
 *
 * @param confirmsFor the account's person, where who hands the link over plans them: they know whom they give it to
 */
export async function issueLink(
  db: Db,
  accountId: string,
  purpose: LinkPurpose,
  now: Instant,
  confirmsFor: string | null = null,
): Promise<string> {
  const token = newSecretToken();
  await inTransaction(db, async (tx) => {
    await tx
      .deleteFrom('account_link')
      .where('account_id', '=', accountId)
      .where('used_at', 'is', null)
      .execute();
    await tx
      .insertInto('account_link')
      .values({
        token_hash: tokenHash(token),
        account_id: accountId,
        purpose,
        expires_at: instant(now + LIFETIME_HOURS[purpose] * HOUR_MS),
        used_at: null,
        confirms_for: confirmsFor,
      })
      .execute();
  });
  return linkPath(purpose, token);
}

export type RedeemOutcome =
  { readonly ok: true; readonly accountId: string } | { readonly ok: false; readonly code: 'link-invalid' };

/**
 * Sets the password that the link's owner chose; the link is spent in the same transaction, so that of two hands that
 * redeem it at once only one succeeds. Ends every session of the account, and what was confirmed of its former holder.
 */
export async function redeemLink(
  db: Db,
  token: string,
  password: string,
  now: Instant,
): Promise<RedeemOutcome> {
  const password_hash = await hashPassword(password);
  return inTransaction(db, async (tx) => {
    const link = await tx
      .updateTable('account_link')
      .set({ used_at: now })
      .where('token_hash', '=', tokenHash(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning(['account_id', 'confirms_for'])
      .executeTakeFirst();
    if (link === undefined) return { ok: false, code: 'link-invalid' } as const;
    const account = await tx
      .updateTable('account')
      .set({ password_hash, confirmed_for: link.confirms_for })
      .where('id', '=', link.account_id)
      .where('disabled_at', 'is', null)
      .returning('id')
      .executeTakeFirst();
    if (account === undefined) return { ok: false, code: 'link-invalid' } as const;
    await tx.deleteFrom('web_session').where('account_id', '=', account.id).execute();
    await writeAudit(tx, {
      at: now,
      accountId: account.id,
      action: 'account:passwordChosen',
      subject: account.id,
    });
    return { ok: true, accountId: account.id } as const;
  });
}

/**
 * The first start of an empty house: an administrator without a password and a link to choose one.
 * As long as nobody redeemed it, each further start gives a fresh link, because the first may have scrolled away.
 *
 * @returns undefined once any account exists that can sign in
 */
export async function firstAdministratorLink(db: Db, now: Instant): Promise<string | undefined> {
  const name = 'administrator';
  if ((await countAccounts(db)) === 0) {
    await createAccount(
      db,
      { name, displayName: 'Administration', grants: [{ role: 'administrator', city: '*' }] },
      now,
    );
  }
  const usable = await db
    .selectFrom('account')
    .select('id')
    .where('password_hash', 'is not', null)
    .executeTakeFirst();
  if (usable !== undefined) return undefined;
  const administrator = await findAccount(db, name);
  if (administrator === undefined) return undefined;
  return issueLink(db, administrator.id, 'first', now);
}
