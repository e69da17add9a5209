import { randomUUID } from 'node:crypto';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { Db } from './schema.ts';

/** Who does something, and when. */
export interface AuditActor {
  readonly accountId: string | null;
  readonly now: Instant;
}

export interface AuditEntry {
  readonly at: Instant;
  /** `null`: done at the command line or by the house itself. */
  readonly accountId: string | null;
  /** Past tense, `area:verb`: `account:invited`, `plan:published`. */
  readonly action: string;
  readonly subject: string;
  readonly detail?: unknown;
}

/** Writes down who did what. Call it in the transaction of what was done, so that both stand or neither. */
export async function writeAudit(db: Db, entry: AuditEntry): Promise<void> {
  await db
    .insertInto('audit')
    .values({
      id: randomUUID(),
      at: entry.at,
      account_id: entry.accountId,
      action: entry.action,
      subject: entry.subject,
      detail: JSON.stringify(entry.detail ?? null),
    })
    .execute();
}
