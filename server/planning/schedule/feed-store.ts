import type { Instant } from '../../../forecasting/time/index.ts';
import { newSecretToken, tokenHash } from '../../organisation/accounts/secret-token.ts';
import type { Db } from '../../platform/store/schema.ts';

/** A new secret address; the old one is dead from this moment. */
export async function openFeed(db: Db, agentId: string, now: Instant): Promise<string> {
  const token = newSecretToken();
  await db.transaction().execute(async (tx) => {
    await revokeFeed(tx, agentId, now);
    await tx
      .insertInto('calendar_feed')
      .values({ token_hash: tokenHash(token), agent_id: agentId, created_at: now, revoked_at: null })
      .execute();
  });
  return token;
}

export async function revokeFeed(db: Db, agentId: string, now: Instant): Promise<void> {
  await db
    .updateTable('calendar_feed')
    .set({ revoked_at: now })
    .where('agent_id', '=', agentId)
    .where('revoked_at', 'is', null)
    .execute();
}

/**
 * A feed is the schedule of a person who may read it: it lives no longer than an account that does.
 *
 * @returns whose feed it is; undefined for an unknown or revoked token, and where the account is disabled, gone, bound to
 *   somebody else or an agent's no more
 */
export async function agentOfFeed(db: Db, token: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('calendar_feed')
    .innerJoin('account', 'account.agent_id', 'calendar_feed.agent_id')
    .innerJoin('account_grant', 'account_grant.account_id', 'account.id')
    .select('calendar_feed.agent_id')
    .where('calendar_feed.token_hash', '=', tokenHash(token))
    .where('calendar_feed.revoked_at', 'is', null)
    .where('account.disabled_at', 'is', null)
    .where('account_grant.role', '=', 'agent')
    .limit(1)
    .executeTakeFirst();
  return row?.agent_id;
}

export async function hasFeed(db: Db, agentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('calendar_feed')
    .select('agent_id')
    .where('agent_id', '=', agentId)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}
