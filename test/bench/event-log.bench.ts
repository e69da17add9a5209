import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { instant } from '../../forecasting/time/instant.ts';
import { LiveCentre } from '../../server/live/centre/live-centre.ts';
import { openStore, type Store } from '../../server/platform/store/database.ts';
import { EventLog } from '../../server/live/log/event-log.ts';
import type { CallEvent } from '../../server/live/events/call-event.ts';
import { TEST_DATABASE_URL } from '../support/database-url.ts';
import { visitOf } from '../support/call-events.ts';
import { centre } from '../support/sample-centre.ts';
import type { Bench, BenchRow } from './bench.ts';

const NOW = instant(Date.UTC(2026, 9, 26, 9, 0));
const BATCHED = 60_000;
const BATCH = 500;
const SINGLE = 1_500;
const LEAST_BATCHED = 20_000;
const LEAST_SINGLE = 500;
const SURGE_DAY_CALLS = 26_000;
const REBUILD_SECONDS = 2;

const made = (count: number, name: string): readonly CallEvent[] =>
  Array.from({ length: count }, (_, index) => visitOf(`${name}-${index}`).entered(NOW, `hash-${index}`));

async function perSecond(count: number, work: () => Promise<void>): Promise<number> {
  const start = process.hrtime.bigint();
  await work();
  return count / (Number(process.hrtime.bigint() - start) / 1e9);
}

/** The same rows without the log around them: one prepared statement, one transaction per batch. */
async function rawRate(store: Store, batch: number, count: number, name: string): Promise<number> {
  const rows = made(count, name).map((event) => JSON.stringify(event));
  return perSecond(count, async () => {
    for (let from = 0; from < count; from += batch)
      await store.db.transaction().execute(async (transaction) => {
        const values = rows
          .slice(from, from + batch)
          .map(
            (text, index) => sql`(${'raw'}, ${`${name}${from + index}`}, ${NOW}, ${NOW}, ${'x'}, ${text})`,
          );
        await sql`insert into event_log (source, key, at, received_at, kind, payload) values ${sql.join(values)}`.execute(
          transaction,
        );
      });
  });
}

async function measure(engine: string, store: Store): Promise<readonly BenchRow[]> {
  const log = new EventLog(store);
  await log.append(made(2_000, 'warm'), NOW);
  const raw = await rawRate(store, BATCH, BATCHED, 'r');
  const events = made(BATCHED, 'b');
  const batched = await perSecond(BATCHED, async () => {
    for (let from = 0; from < BATCHED; from += BATCH) await log.append(events.slice(from, from + BATCH), NOW);
  });
  const singles = made(SINGLE, 's');
  const rawSingle = await rawRate(store, 1, SINGLE, 'rs');
  const single = await perSecond(SINGLE, async () => {
    for (const event of singles) await log.append([event], NOW);
  });
  const together = made(SINGLE * 4, 't');
  const concurrent = await perSecond(together.length, async () => {
    await Promise.all(together.map((event) => log.append([event], NOW)));
  });
  const row = (work: string, rate: number, against: string, ratio: number): BenchRow => ({
    work: `${engine}: ${work}`,
    measured: `${Math.round(rate).toLocaleString('en')} events/s`,
    against,
    ratio: ratio.toFixed(2),
  });
  return [
    row(
      `batches of ${BATCH}`,
      batched,
      `${LEAST_BATCHED.toLocaleString('en')} at least`,
      batched / LEAST_BATCHED,
    ),
    row(`batches of ${BATCH}`, batched, `raw insert ${Math.round(raw).toLocaleString('en')}`, batched / raw),
    row('one after another', single, `${LEAST_SINGLE} at least`, single / LEAST_SINGLE),
    row(
      'one after another',
      single,
      `raw insert ${Math.round(rawSingle).toLocaleString('en')}`,
      single / rawSingle,
    ),
    row(
      `${together.length} callers at once`,
      concurrent,
      `${LEAST_SINGLE} at least`,
      concurrent / LEAST_SINGLE,
    ),
  ];
}

/** A start in the middle of a surge day: everything is read from the log. */
async function rebuild(engine: string, store: Store): Promise<BenchRow> {
  await store.db.deleteFrom('event_log').execute();
  const log = new EventLog(store);
  const day = Array.from({ length: SURGE_DAY_CALLS }, (_, index) => {
    const visit = visitOf(`day-${index}`);
    const at = NOW + index * 1_500;
    const agent = `Agent ${index % 130}`;
    return [
      visit.entered(at, `hash-${index % 20_000}`),
      visit.answered(at + 9_000, agent),
      visit.completed(at + 190_000, { agent, wrapUpSeconds: 30 }),
      visit.classified(at + 200_000, true),
    ];
  }).flat();
  const received = instant(NOW + 12 * 3_600_000);
  for (let from = 0; from < day.length; from += 8_000)
    await log.append(day.slice(from, from + 8_000), received);
  const start = process.hrtime.bigint();
  await LiveCentre.open({
    store,
    centre: centre(),
    sources: [],
    clock: () => received,
    clockKind: 'real',
  });
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  return {
    work: `${engine}: state of ${SURGE_DAY_CALLS.toLocaleString('en')} calls (${day.length.toLocaleString('en')} events) from the log`,
    measured: `${seconds.toFixed(2)} s`,
    against: `${REBUILD_SECONDS} s at most`,
    ratio: (seconds / REBUILD_SECONDS).toFixed(2),
  };
}

async function run(): Promise<readonly BenchRow[]> {
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-bench-'));
  const sqlite = await openStore({ engine: 'sqlite', folder });
  const rows = [...(await measure('SQLite', sqlite)), await rebuild('SQLite', sqlite)];
  await sqlite.close();
  await rm(folder, { recursive: true });
  return [...rows, ...(await onPostgres())];
}

async function onPostgres(): Promise<readonly BenchRow[]> {
  const schema = `bench_${process.pid}`;
  const administer = async (statement: string) => {
    const { Client } = await import('pg');
    const client = new Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: 3_000 });
    await client.connect();
    await client.query(statement);
    await client.end();
  };
  try {
    await administer(`create schema ${schema}`);
  } catch {
    return [{ work: 'PostgreSQL', measured: 'does not answer', against: TEST_DATABASE_URL, ratio: '' }];
  }
  const store = await openStore({ engine: 'postgres', url: TEST_DATABASE_URL, schema });
  const rows = [...(await measure('PostgreSQL', store)), await rebuild('PostgreSQL', store)];
  await store.close();
  await administer(`drop schema ${schema} cascade`);
  return rows;
}

export const bench: Bench = { title: 'Event log: durable means on disk', run };
