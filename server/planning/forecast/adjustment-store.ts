import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import type { Adjustment } from '../../../forecasting/forecast/index.ts';
import { instant, plainDate, type ZoneClock } from '../../../forecasting/time/index.ts';
import { adjustmentSchema, EVERY_CITY, type AdjustBody } from '../../contract/forecast.ts';
import type { Db } from '../../platform/store/schema.ts';

/** An adjustment as it is kept: also those that were taken back stay for the record. */
export interface KeptAdjustment extends Adjustment {
  readonly withdrawnAt: number | null;
}

/** Keeps what a planner typed, all of it or nothing. @returns ids in the order of the changes */
export async function addAdjustments(
  db: Db,
  { city, changes, reason }: AdjustBody,
  actor: { readonly author: string; readonly now: number; readonly clock: ZoneClock },
): Promise<readonly string[]> {
  const at = (date: string, minute: number) => actor.clock.instantAt(plainDate(date), minute);
  const rows = changes.map(({ date, fromMinute, untilMinute, change }) => ({
    id: randomUUID(),
    queue: city,
    from_at: at(date, fromMinute),
    until_at: at(date, untilMinute),
    change: JSON.stringify(change),
    reason,
    author: actor.author,
    created_at: actor.now,
    withdrawn_at: null,
  }));
  await db.transaction().execute(async (transaction) => {
    for (const row of rows) await transaction.insertInto('forecast_adjustment').values(row).execute();
  });
  return rows.map(({ id }) => id);
}

export interface AdjustmentSpan {
  readonly from: number;
  readonly until: number;
}

/** Adjustments that touch the half-open span, oldest first, of all cities; those taken back as well. */
export async function allAdjustments(db: Db, span: AdjustmentSpan): Promise<readonly KeptAdjustment[]> {
  const rows = await db
    .selectFrom('forecast_adjustment')
    .selectAll()
    .where('until_at', '>', span.from)
    .where('from_at', '<', span.until)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    queue: row.queue,
    from: instant(row.from_at),
    until: instant(row.until_at),
    change: v.parse(adjustmentSchema.entries.change, JSON.parse(row.change)),
    reason: row.reason,
    author: row.author,
    createdAt: instant(row.created_at),
    withdrawnAt: row.withdrawn_at,
  }));
}

/** Of these, what holds for one city: its own and those for every city. A new forecast takes them as the old one did. */
export function holdingFor(adjustments: readonly KeptAdjustment[], city: string): readonly Adjustment[] {
  return adjustments.filter(
    ({ queue, withdrawnAt }) => withdrawnAt === null && (queue === city || queue === EVERY_CITY),
  );
}

export async function findAdjustment(db: Db, id: string): Promise<{ readonly city: string } | undefined> {
  const row = await db
    .selectFrom('forecast_adjustment')
    .select('queue')
    .where('id', '=', id)
    .executeTakeFirst();
  return row === undefined ? undefined : { city: row.queue };
}

/** Takes an adjustment back; it stays for the record. @returns false where none holds */
export async function withdrawAdjustment(db: Db, id: string, now: number): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('forecast_adjustment')
    .set({ withdrawn_at: now })
    .where('id', '=', id)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
