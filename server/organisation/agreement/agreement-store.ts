import * as v from 'valibot';
import { writeAudit, type AuditActor } from '../../platform/store/audit.ts';
import { agreementSchema, NOTHING_AGREED, type Agreement } from '../../contract/works-agreement.ts';
import type { Db } from '../../platform/store/schema.ts';

export interface StoredAgreement {
  /** 0: nothing was ever agreed. */
  readonly revision: number;
  readonly settings: Agreement;
}

export async function readAgreement(db: Db): Promise<StoredAgreement> {
  const row = await db
    .selectFrom('works_agreement')
    .select(['revision', 'settings'])
    .orderBy('revision', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row === undefined) return { revision: 0, settings: NOTHING_AGREED };
  return { revision: row.revision, settings: v.parse(agreementSchema, JSON.parse(row.settings)) };
}

/** @returns the new revision; `null` where somebody else has changed it since, and nothing was written */
export async function saveAgreement(
  db: Db,
  { basedOn, settings }: { readonly basedOn: number; readonly settings: Agreement },
  { accountId, now }: AuditActor,
): Promise<number | null> {
  return db.transaction().execute(async (tx) => {
    const before = await readAgreement(tx);
    if (before.revision !== basedOn) return null;
    const revision = basedOn + 1;
    const written = await tx
      .insertInto('works_agreement')
      .values({ revision, at: now, account_id: accountId, settings: JSON.stringify(settings) })
      .onConflict((conflict) => conflict.column('revision').doNothing())
      .returning('revision')
      .executeTakeFirst();
    if (written === undefined) return null;
    await writeAudit(tx, {
      at: now,
      accountId,
      action: 'plan:agreementChanged',
      subject: String(revision),
      detail: { before: before.settings, after: settings },
    });
    return revision;
  });
}
