import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Instant } from '../../../forecasting/time/index.ts';
import {
  absenceKindSchema,
  type PersonAbsence,
  type AbsenceKind,
  type NewAbsence,
} from '../../contract/people.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { PeopleTables } from '../../platform/store/people-tables.ts';

/** An absence as it is stored, with its kind and who entered it, `null` where no account did; readers get what `absenceFor` leaves. */
export interface StoredAbsence extends PersonAbsence {
  readonly kind: AbsenceKind;
  readonly enteredBy: string | null;
}

export type AddAbsenceOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly code: 'overlaps'; readonly with: StoredAbsence };

/** An absence is a fact for whole days. Two facts about one day of one person would contradict each other. */
export async function addAbsence(
  db: Db,
  absence: NewAbsence,
  accountId: string | null,
  now: Instant,
): Promise<AddAbsenceOutcome> {
  return inTransaction(db, async (tx) => {
    const [other] = await listAbsences(tx, absence.from, absence.until, absence.agentId);
    if (other !== undefined) return { ok: false, code: 'overlaps', with: other } as const;
    const id = randomUUID();
    await tx
      .insertInto('absence')
      .values({
        id,
        agent_id: absence.agentId,
        kind: absence.kind,
        from_day: absence.from,
        until_day: absence.until,
        created_at: now,
        created_by: accountId,
      })
      .execute();
    return { ok: true, id } as const;
  });
}

/** Absences that touch the days from `from` to `until`, both included. @param of these people alone */
export async function listAbsences(
  db: Db,
  from: string,
  until: string,
  of?: string | readonly string[],
): Promise<readonly StoredAbsence[]> {
  let query = db
    .selectFrom('absence')
    .selectAll()
    .where('from_day', '<=', until)
    .where('until_day', '>=', from)
    .orderBy('from_day')
    .orderBy('agent_id');
  if (of?.length === 0) return [];
  if (of !== undefined) query = query.where('agent_id', 'in', typeof of === 'string' ? [of] : of);
  return (await query.execute()).map(read);
}

export async function findAbsence(db: Db, id: string): Promise<StoredAbsence | undefined> {
  const row = await db.selectFrom('absence').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

function read(row: PeopleTables['absence']): StoredAbsence {
  return {
    id: row.id,
    agentId: row.agent_id,
    kind: v.parse(absenceKindSchema, row.kind),
    from: row.from_day,
    until: row.until_day,
    enteredBy: row.created_by,
  };
}

export function withoutAuthor({ id, agentId, kind, from, until }: StoredAbsence): PersonAbsence {
  return { id, agentId, kind, from, until };
}

export async function removeAbsence(db: Db, id: string): Promise<void> {
  await db.deleteFrom('absence').where('id', '=', id).execute();
}
