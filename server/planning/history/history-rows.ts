import { sql } from 'kysely';
import type { IntervalRecord } from '../../../forecasting/history/index.ts';
import { instant } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import type { CallHistoryTable } from '../../platform/store/history-tables.ts';

/** Columns of a stored interval, each with what it holds of a record. */
const COLUMNS = {
  queue: ({ queue }) => queue,
  starts_at: ({ start }) => start,
  minutes: ({ minutes }) => minutes,
  offered: ({ offered }) => offered,
  answered: ({ answered }) => answered ?? null,
  abandoned: ({ abandoned }) => abandoned ?? null,
  within_threshold: ({ answeredWithinThreshold }) => answeredWithinThreshold ?? null,
  handle_seconds: ({ handleSeconds }) => handleSeconds ?? null,
  wait_seconds: ({ waitSeconds }) => waitSeconds ?? null,
} as const satisfies {
  [Name in keyof HistoryRow]: (record: IntervalRecord) => HistoryRow[Name];
};
type HistoryRow = Omit<CallHistoryTable, 'import_id'>;

/** Rows of one statement: short enough that nobody who writes beside it has to wait. */
const ROWS_PER_STATEMENT = 2_000;

/**
 * Writes intervals of which the store has none yet, each statement by itself. Rows travel as one JSON text, which both
 * engines take apart faster than thousands of parameters.
 *
 * @param importId the import that shows them once it has ended; `null`: they are there at once
 */
export async function insertHistory(
  { db, engine }: Pick<Store, 'db' | 'engine'>,
  records: readonly IntervalRecord[],
  importId: string | null = null,
): Promise<void> {
  const names = Object.keys(COLUMNS);
  const columns = sql.join([...names, 'import_id'].map((name) => sql.ref(name)));
  const cells = Object.values(COLUMNS);
  for (let at = 0; at < records.length; at += ROWS_PER_STATEMENT) {
    const batch = records.slice(at, at + ROWS_PER_STATEMENT);
    const json = JSON.stringify(batch.map((record) => cells.map((cellOf) => cellOf(record))));
    const values = sql.join(names.map((name, index) => column(engine, name, index)));
    const source = engine === 'sqlite' ? sql`json_each(${json})` : sql`json_array_elements(${json}::json)`;
    await sql`insert into call_history (${columns})
      select ${values}, ${importId} from ${source} as incoming`.execute(db);
  }
}

function column(engine: Store['engine'], name: string, index: number) {
  if (engine === 'sqlite') return sql`json_extract(incoming.value, ${sql.lit(`$[${index}]`)})`;
  const value = sql`(incoming.value ->> ${sql.lit(index)})`;
  if (name === 'queue') return value;
  if (name === 'starts_at') return sql`${value}::bigint`;
  return name === 'minutes' ? sql`${value}::integer` : sql`${value}::double precision`;
}

export function fromHistoryRow(row: HistoryRow): IntervalRecord {
  return {
    queue: row.queue,
    start: instant(row.starts_at),
    minutes: intervalLength(row.minutes),
    offered: row.offered,
    ...(row.answered === null ? {} : { answered: row.answered }),
    ...(row.abandoned === null ? {} : { abandoned: row.abandoned }),
    ...(row.within_threshold === null ? {} : { answeredWithinThreshold: row.within_threshold }),
    ...(row.handle_seconds === null ? {} : { handleSeconds: row.handle_seconds }),
    ...(row.wait_seconds === null ? {} : { waitSeconds: row.wait_seconds }),
  };
}

/** @throws RangeError for a length that history never has */
export function intervalLength(minutes: number): IntervalRecord['minutes'] {
  switch (minutes) {
    case 5:
    case 15:
    case 30:
    case 60:
    case 1440:
      return minutes;
    default:
      throw new RangeError(`intervals of history last 5, 15, 30, 60 or 1440 minutes, got ${minutes}`);
  }
}
