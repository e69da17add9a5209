import { createHash } from 'node:crypto';
import type { Db } from '../../platform/store/schema.ts';

/**
 * Whoever chooses an account's password, or binds it to somebody on the roster, could open that person's own page, which says
 * why they are away. So the page is whole only once somebody who plans the person has confirmed who holds the account: by
 * the code that the page shows to its holder and to nobody else, or by having issued the link themselves.
 *
 * The code follows from password and person: a new password or another person is another code, and nothing is kept for it.
 */
function codeOf(agentId: string, passwordHash: string | null): string {
  const digest = createHash('sha256')
    .update(`${agentId}\n${passwordHash ?? ''}`)
    .digest();
  return String(digest.readUInt32BE() % 1_000_000).padStart(6, '0');
}

/** @returns the code by which a planner confirms who holds the account; `null` where that is done, or nobody is bound to it */
export async function codeToBeConfirmed(db: Db, accountId: string): Promise<string | null> {
  const account = await db
    .selectFrom('account')
    .select(['agent_id', 'confirmed_for', 'password_hash'])
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (account === undefined || account.agent_id === null || account.agent_id === account.confirmed_for)
    return null;
  return codeOf(account.agent_id, account.password_hash);
}

/** @returns the account of the person that shows this code; undefined where none does */
export async function accountShowing(db: Db, agentId: string, code: string): Promise<string | undefined> {
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'password_hash'])
    .where('agent_id', '=', agentId)
    .where('password_hash', 'is not', null)
    .execute();
  return accounts.find(({ password_hash }) => codeOf(agentId, password_hash) === code)?.id;
}

/** From now on the account opens the person's whole page, until its password or its person is another one. */
export async function confirmHolder(db: Db, accountId: string, agentId: string): Promise<void> {
  await db.updateTable('account').set({ confirmed_for: agentId }).where('id', '=', accountId).execute();
}
