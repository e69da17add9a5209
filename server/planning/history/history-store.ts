import type { DayDecision, IntervalRecord } from '../../../forecasting/history/index.ts';
import { isPlainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import * as v from 'valibot';
import { isThere } from './import-store.ts';
import { dayDecisionSchema } from '../../contract/history.ts';
import type { Db } from '../../platform/store/schema.ts';
import { fromHistoryRow } from './history-rows.ts';
import { CALL_COLUMNS, type CallColumn } from './call-columns.ts';

/** Imported intervals of one queue in order of time. */
export async function readHistory(db: Db, queue: string): Promise<readonly IntervalRecord[]> {
  const rows = await db
    .selectFrom('call_history')
    .selectAll()
    .where('queue', '=', queue)
    .where(isThere)
    .orderBy('starts_at')
    .execute();
  return rows.map(fromHistoryRow);
}

export interface HistorySpan {
  readonly queue: string;
  readonly from: number;
  readonly until: number;
  readonly intervals: number;
}

/** Queues with imported history and how far it reaches. */
export async function historySpans(db: Db): Promise<readonly HistorySpan[]> {
  const rows = await db
    .selectFrom('call_history')
    .select(({ fn }) => [
      'queue',
      fn.min('starts_at').as('from'),
      fn.max('starts_at').as('until'),
      fn.countAll<number>().as('intervals'),
    ])
    .where(isThere)
    .groupBy('queue')
    .orderBy('queue')
    .execute();
  return rows.map(({ queue, from, until, intervals }) => ({
    queue,
    from,
    until,
    intervals: Number(intervals),
  }));
}

const mappingSchema = v.partial(
  v.object(Object.fromEntries(CALL_COLUMNS.map((column) => [column, v.string()]))),
);

/** The mapping that a planner gave for this header before. */
export async function rememberedMapping(
  db: Db,
  header: readonly string[],
): Promise<Readonly<Partial<Record<CallColumn, string>>> | undefined> {
  const row = await db
    .selectFrom('history_mapping')
    .select('columns')
    .where('header', '=', header.join('\t'))
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const parsed = v.parse(mappingSchema, JSON.parse(row.columns));
  return Object.fromEntries(Object.entries(parsed).filter(([, name]) => name !== undefined));
}

export async function rememberMapping(
  db: Db,
  header: readonly string[],
  columns: Readonly<Partial<Record<CallColumn, string>>>,
  now: number,
): Promise<void> {
  const row = { header: header.join('\t'), columns: JSON.stringify(columns), mapped_at: now };
  await db
    .insertInto('history_mapping')
    .values(row)
    .onConflict((conflict) => conflict.column('header').doUpdateSet(row))
    .execute();
}

export async function readDecisions(db: Db, queue: string): Promise<ReadonlyMap<PlainDate, DayDecision>> {
  const rows = await db
    .selectFrom('day_decision')
    .select(['day', 'decision'])
    .where('queue', '=', queue)
    .execute();
  const decisions = new Map<PlainDate, DayDecision>();
  for (const { day, decision } of rows) {
    if (isPlainDate(day)) decisions.set(day, v.parse(dayDecisionSchema, JSON.parse(decision)));
  }
  return decisions;
}

/** Sets what a planner decided about a day; `undefined` takes the decision back. */
export async function decideDay(
  db: Db,
  queue: string,
  day: PlainDate,
  decision: DayDecision | undefined,
  actor: { readonly author: string; readonly now: number },
): Promise<void> {
  if (decision === undefined) {
    await db.deleteFrom('day_decision').where('queue', '=', queue).where('day', '=', day).execute();
    return;
  }
  const row = { queue, day, decision: JSON.stringify(decision), author: actor.author, decided_at: actor.now };
  await db
    .insertInto('day_decision')
    .values(row)
    .onConflict((conflict) => conflict.columns(['queue', 'day']).doUpdateSet(row))
    .execute();
}
