import { sql } from 'kysely';
import type { IntervalRecord } from '../../../forecasting/history/index.ts';
import { instant } from '../../../forecasting/time/index.ts';
import type { Store } from '../../platform/store/database.ts';
import type { CallHistoryTable } from '../../platform/store/history-tables.ts';

export type HistoryRow = Omit<CallHistoryTable, 'import_id'>;

/** Rows of one statement: short enough that nobody who writes beside it has to wait. */
const ROWS_PER_STATEMENT = 2_000;
const NAMES = [
  'queue',
  'starts_at',
  'minutes',
  'offered',
  'answered',
  'abandoned',
  'within_threshold',
  'handle_seconds',
  'wait_seconds',
] as const;

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
  const columns = sql.join([...NAMES, 'import_id'].map((name) => sql.ref(name)));
  for (let at = 0; at < records.length; at += ROWS_PER_STATEMENT) {
    const rows = records.slice(at, at + ROWS_PER_STATEMENT).map(toHistoryRow);
    const json = JSON.stringify(rows.map((row) => NAMES.map((name) => row[name])));
    const values = sql.join(NAMES.map((name, index) => column(engine, name, index)));
    const source = engine === 'sqlite' ? sql`json_each(${json})` : sql`json_array_elements(${json}::json)`;
    await sql`insert into call_history (${columns})
      select ${values}, ${importId} from ${source} as incoming`.execute(db);
  }
}

function column(engine: Store['engine'], name: (typeof NAMES)[number], index: number) {
  if (engine === 'sqlite') return sql`json_extract(incoming.value, ${sql.lit(`$[${index}]`)})`;
  const value = sql`(incoming.value ->> ${sql.lit(index)})`;
  if (name === 'queue') return value;
  if (name === 'starts_at') return sql`${value}::bigint`;
  return name === 'minutes' ? sql`${value}::integer` : sql`${value}::double precision`;
}

export function toHistoryRow(record: IntervalRecord): HistoryRow {
  return {
    queue: record.queue,
    starts_at: record.start,
    minutes: record.minutes,
    offered: record.offered,
    answered: record.answered ?? null,
    abandoned: record.abandoned ?? null,
    within_threshold: record.answeredWithinThreshold ?? null,
    handle_seconds: record.handleSeconds ?? null,
    wait_seconds: record.waitSeconds ?? null,
  };
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
