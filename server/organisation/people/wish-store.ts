import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Instant } from '../../../forecasting/time/index.ts';
import { wishKindSchema, type NewWish, type PersonWish } from '../../contract/wish.ts';
import { inTransaction } from '../../platform/store/in-transaction.ts';
import type { Db } from '../../platform/store/schema.ts';
import type { PeopleTables } from '../../platform/store/people-tables.ts';

export type AddWishOutcome =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly code: 'contradicts'; readonly with: PersonWish };

/** A wish for whole days. Of two that cannot both be granted on one day, the second is refused. */
export async function addWish(
  db: Db,
  wish: NewWish,
  accountId: string | null,
  now: Instant,
): Promise<AddWishOutcome> {
  return inTransaction(db, async (tx) => {
    await holdPerson(tx, wish.agentId);
    const present = await listWishes(tx, wish.from, wish.until, wish.agentId);
    const other = present.find((one) => contradict(one, wish));
    if (other !== undefined) return { ok: false, code: 'contradicts', with: other } as const;
    const id = randomUUID();
    await tx
      .insertInto('wish')
      .values({
        id,
        agent_id: wish.agentId,
        kind: wish.kind,
        from_day: wish.from,
        until_day: wish.until,
        minute: wish.minute,
        weight: wish.weight,
        remark: wish.remark,
        created_at: now,
        created_by: accountId,
      })
      .execute();
    return { ok: true, id } as const;
  });
}

/** Wishes that touch the days from `from` to `until`, both included. @param of these people alone */
export async function listWishes(
  db: Db,
  from: string,
  until: string,
  of?: string | readonly string[],
): Promise<readonly PersonWish[]> {
  let query = db
    .selectFrom('wish')
    .selectAll()
    .where('from_day', '<=', until)
    .where('until_day', '>=', from)
    .orderBy('from_day')
    .orderBy('agent_id')
    .orderBy('kind');
  if (of?.length === 0) return [];
  if (of !== undefined) query = query.where('agent_id', 'in', typeof of === 'string' ? [of] : of);
  return (await query.execute()).map(read);
}

export async function findWish(db: Db, id: string): Promise<PersonWish | undefined> {
  const row = await db.selectFrom('wish').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? undefined : read(row);
}

function read(row: PeopleTables['wish']): PersonWish {
  return {
    id: row.id,
    agentId: row.agent_id,
    kind: v.parse(wishKindSchema, row.kind),
    from: row.from_day,
    until: row.until_day,
    minute: row.minute,
    weight: row.weight,
    remark: row.remark,
  };
}

export async function removeWish(db: Db, id: string): Promise<void> {
  await db.deleteFrom('wish').where('id', '=', id).execute();
}

type Wished = Pick<PersonWish, 'kind' | 'minute'>;

/** About the same day: the same kind twice, a day off with hours, or hours that leave none. */
function contradict(one: Wished, other: Wished): boolean {
  if (one.kind === other.kind || one.kind === 'dayOff' || other.kind === 'dayOff') return true;
  const [begin, end] = one.kind === 'notBefore' ? [one, other] : [other, one];
  return (begin.minute ?? 0) >= (end.minute ?? 0);
}

/** Two hands that enter wishes of one person come one after the other, on either engine. */
async function holdPerson(tx: Db, agentId: string): Promise<void> {
  await tx
    .updateTable('agent')
    .set((row) => ({ team: row.ref('team') }))
    .where('id', '=', agentId)
    .execute();
}
