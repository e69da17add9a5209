import { plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import type { Db } from '../../platform/store/schema.ts';

/** A day whose sums are to be counted anew from the log. */
export interface DayToRecount {
  readonly day: PlainDate;
  /** The event up to which the log was known when the day was marked last. */
  readonly sequence: number;
}

/** Days that wait for their recount, the newest first: somebody may be looking at them. */
export async function daysToRecount({ db }: Store): Promise<readonly DayToRecount[]> {
  const rows = await db.selectFrom('day_to_recount').selectAll().orderBy('day', 'desc').execute();
  return rows.map(({ day, sequence }) => ({ day: plainDate(day), sequence }));
}

export async function markDays(db: Db, days: Iterable<PlainDate>, sequence: number): Promise<void> {
  for (const day of days)
    await db
      .insertInto('day_to_recount')
      .values({ day, sequence })
      .onConflict((conflict) =>
        conflict.column('day').doUpdateSet((of) => ({ sequence: of.ref('excluded.sequence') })),
      )
      .execute();
}

/** Takes days off unless they were marked again after `sequence`. */
export async function unmarkDays(db: Db, days: readonly PlainDate[], sequence: number): Promise<void> {
  for (const day of days)
    await db.deleteFrom('day_to_recount').where('day', '=', day).where('sequence', '<=', sequence).execute();
}
