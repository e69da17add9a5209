import { isStorable } from '../../contract/plain-text.ts';
import type { PlainDate } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { markDays, unmarkDays } from './recount-store.ts';
import type { Db } from '../../platform/store/schema.ts';

/** Sums of one subject over one interval, as stored. */
export interface StoredSums {
  readonly subject: string;
  readonly startsAt: number;
  readonly sums: string;
}

/** Rows of one statement, within the parameters that both engines take. */
const ROWS_PER_STATEMENT = 100;

/**
 * A name as both engines can keep it. Names with U+0000 or half characters are refused today; one that the log took before
 * must not stop the sums of all others.
 */
function storableName(name: string): string {
  return isStorable(name) ? name : JSON.stringify(name);
}

/** Names of the subjects that sums are kept of. */
export const subjects = {
  queue: (source: string, queue: string) => `queue:${source}/${storableName(queue)}`,
  city: (id: string) => `city:${id}`,
  agents: 'agents',
} as const;

/**
 * Writes sums over what was stored for the same subject and interval, and which days are to be counted anew: both count
 * the log up to the same event.
 */
export async function storeSums(
  store: Store,
  rows: readonly StoredSums[],
  sequence: number,
  days: Iterable<PlainDate> = [],
): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    await write(transaction, rows);
    await markDays(transaction, days, sequence);
    await transaction
      .insertInto('sums_position')
      .values({ id: 1, sequence })
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((of) => ({ sequence: of.ref('excluded.sequence') })),
      )
      .execute();
  });
}

/** Writes the sums of a recount in place of everything that was stored of [start, end), and takes its days off the list. */
export async function replaceSums(
  store: Store,
  rows: readonly StoredSums[],
  { start, end }: { readonly start: number; readonly end: number },
  days: readonly PlainDate[],
  sequence: number,
): Promise<void> {
  await store.db.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('interval_sums')
      .where('starts_at', '>=', start)
      .where('starts_at', '<', end)
      .execute();
    await write(transaction, rows);
    await unmarkDays(transaction, days, sequence);
  });
}

async function write(db: Db, rows: readonly StoredSums[]): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_PER_STATEMENT)
    await db
      .insertInto('interval_sums')
      .values(
        rows
          .slice(from, from + ROWS_PER_STATEMENT)
          .map(({ subject, startsAt, sums }) => ({ subject, starts_at: startsAt, sums })),
      )
      .onConflict((conflict) =>
        conflict.columns(['subject', 'starts_at']).doUpdateSet((of) => ({ sums: of.ref('excluded.sums') })),
      )
      .execute();
}

/** Sums of all subjects over the half-open span [from, to). */
export async function readSums(store: Store, from: number, to: number): Promise<readonly StoredSums[]> {
  const rows = await store.scan(
    store.db
      .selectFrom('interval_sums')
      .select(['subject', 'starts_at', 'sums'])
      .where('starts_at', '>=', from)
      .where('starts_at', '<', to)
      .orderBy('subject')
      .orderBy('starts_at')
      .compile(),
  );
  return rows.map(({ subject, starts_at, sums }) => ({ subject, startsAt: starts_at, sums }));
}

/** The event up to which the stored sums count; 0 before any were stored. */
export async function sumsPosition(store: Store): Promise<number> {
  const row = await store.db.selectFrom('sums_position').select('sequence').executeTakeFirst();
  return row?.sequence ?? 0;
}
