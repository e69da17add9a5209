import { sql } from 'kysely';
import { type IntervalRecord, type JoinedHistory, joinHistory } from '../../../forecasting/history/index.ts';
import { dateAt, daySpan, instant, type Instant, ZoneClock } from '../../../forecasting/time/index.ts';
import { LEDGER_INTERVAL_MS } from '../../live/state/interval-ledger.ts';
import type { Store } from '../../platform/store/database.ts';
import { subjects } from '../../live/log/interval-sums-store.ts';
import { fromHistoryRow } from './history-rows.ts';
import { isThere } from './import-store.ts';

export interface PastOptions {
  readonly zone: string;
  /** A clock of the zone that already knows some days; absent: a new one. */
  readonly clock?: ZoneClock;
  readonly now: number;
  /** Nothing before this instant; absent: everything. */
  readonly from?: number;
  /** Nothing from this instant on; absent: up to the end of yesterday. */
  readonly until?: number;
}

/** A city's past out of import and measurement, whole days up to yesterday. */
export async function readPast(
  store: Store,
  city: string,
  { zone, clock = new ZoneClock(zone), now, from = 0, until }: PastOptions,
): Promise<JoinedHistory> {
  const today = dateAt(instant(now), zone);
  const end = Math.min(until ?? Number.MAX_SAFE_INTEGER, daySpan(today, zone).start);
  const [imported, measured, began] = await Promise.all([
    readImported(store, city, from, end),
    readMeasured(store, city, from, end),
    measuringBegan(store, city),
  ]);
  const measuredFrom = began === undefined ? undefined : dateAt(instant(began), zone);
  return joinHistory(imported, measured, today, clock, measuredFrom);
}

/** Start of the first interval that was measured for the city. */
async function measuringBegan({ db }: Store, city: string): Promise<number | undefined> {
  const row = await db
    .selectFrom('interval_sums')
    .select('starts_at')
    .where('subject', '=', subjects.city(city))
    .orderBy('starts_at')
    .limit(1)
    .executeTakeFirst();
  return row?.starts_at;
}

async function readImported(
  store: Store,
  city: string,
  from: number,
  until: number,
): Promise<readonly IntervalRecord[]> {
  const rows = await store.scan(
    store.db
      .selectFrom('call_history')
      .selectAll()
      .where('queue', '=', city)
      .where('starts_at', '>=', from)
      .where('starts_at', '<', until)
      .where(isThere)
      .orderBy('starts_at')
      .compile(),
  );
  return rows.map(fromHistoryRow);
}

/** Sums that the live board counted, as far as a forecast asks for them. */
async function readMeasured(
  store: Store,
  city: string,
  from: number,
  until: number,
): Promise<readonly IntervalRecord[]> {
  const figure = (...names: readonly string[]) =>
    sql<number>`${sql.join(
      names.map((name) => field(store, name)),
      sql` + `,
    )}`;
  const rows = await store.scan(
    store.db
      .selectFrom('interval_sums')
      .select([
        'starts_at',
        figure('offered').as('offered'),
        figure('answered').as('answered'),
        figure('abandoned').as('abandoned'),
        figure('answeredWithinThreshold').as('within'),
        figure('talkMs', 'holdMs', 'wrapUpMs').as('handleMs'),
        figure('answeredWaitMs', 'abandonedWaitMs').as('waitMs'),
      ])
      .where('subject', '=', subjects.city(city))
      .where('starts_at', '>=', from)
      .where('starts_at', '<', until)
      .orderBy('starts_at')
      .compile(),
  );
  return rows.map((row) => ({
    queue: city,
    start: measuredStart(row.starts_at),
    minutes: MEASURED_MINUTES,
    offered: row.offered,
    answered: row.answered,
    abandoned: row.abandoned,
    answeredWithinThreshold: row.within,
    handleSeconds: row.handleMs / 1000,
    waitSeconds: row.waitMs / 1000,
  }));
}

/** Sums are kept per quarter hour. */
const MEASURED_MINUTES = 15;

function measuredStart(startsAt: number): Instant {
  return instant(Math.floor(startsAt / LEDGER_INTERVAL_MS) * LEDGER_INTERVAL_MS);
}

function field(store: Store, name: string) {
  return store.engine === 'sqlite'
    ? sql<number>`json_extract(sums, ${sql.lit(`$.${name}`)})`
    : sql<number>`(sums::json ->> ${sql.lit(name)})::double precision`;
}
