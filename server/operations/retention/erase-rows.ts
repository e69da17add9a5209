import { sql } from 'kysely';
import { BACKED_UP_TABLES, type BackedUpTable } from '../backup/backed-up-tables.ts';
import type { Store } from '../../platform/store/database.ts';
import { BATCH_ROWS, inBatches } from './batches.ts';
import { RETENTION_OF_TABLES } from './retention-of-tables.ts';
import type { ClassPlan } from './retention-plan.ts';

/** Tables of one class, those first that refer to others. */
export function tablesOf(name: ClassPlan['class']): readonly BackedUpTable[] {
  return BACKED_UP_TABLES.filter((table) => {
    const keeping = RETENTION_OF_TABLES[table];
    return 'class' in keeping && keeping.class === name;
  }).toReversed();
}

/** Rows of a table whose time is over. */
export async function countOldRows(store: Store, table: BackedUpTable, plan: ClassPlan): Promise<number> {
  const [row] = await store.scan(
    sql<{
      readonly rows: number;
    }>`select count(*) as "rows" from ${sql.table(table)} where ${isOld(table, plan)}`.compile(store.db),
  );
  return Number(row?.rows ?? 0);
}

/** Deletes them, and with each what belongs to it. */
export function eraseOldRows(
  store: Store,
  table: BackedUpTable,
  plan: ClassPlan,
  cancelled?: AbortSignal,
): Promise<number> {
  const row = sql.ref(store.engine === 'sqlite' ? 'rowid' : 'ctid');
  return inBatches(async () => {
    const { numAffectedRows } = await sql`
      delete from ${sql.table(table)} where ${row} in (
        select ${row} from ${sql.table(table)} where ${isOld(table, plan)} limit ${sql.lit(BATCH_ROWS)}
      )`.execute(store.db);
    return Number(numAffectedRows ?? 0);
  }, cancelled);
}

function isOld(table: BackedUpTable, { firstDay, before }: ClassPlan) {
  const keeping = RETENTION_OF_TABLES[table];
  if ('day' in keeping) return sql`${sql.ref(keeping.day)} < ${firstDay}`;
  if ('at' in keeping) return sql`${sql.ref(keeping.at)} < ${before}`;
  throw new RangeError(`the rows of ${table} have no time of keeping of their own`);
}
