import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { Client } from 'pg';
import { collectCalls } from '../../server/planning/import/collect-calls.ts';
import { importCalls } from '../../server/planning/import/import-calls.ts';
import { understandCalls } from '../../server/planning/import/understand-calls.ts';
import { openStore, type StoreLocation } from '../../server/platform/store/database.ts';
import { TEST_DATABASE_URL } from '../support/database-url.ts';
import { cpuMilliseconds, type Bench, type BenchRow } from './bench.ts';

const DAYS = 5 * 365 + 1;
const QUEUES = 10;
const LIMIT_SECONDS = 60;

/** Five years of quarter hours of ten queues: read, checked and written to the end, on both engines. */
export const bench: Bench = {
  title: 'import of 1.75 million rows',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-import-bench-'));
    const schema = `bench_import_${process.pid}`;
    try {
      const file = join(folder, 'calls.csv');
      await writeCalls(file);
      const read = [await measureReading(file)];
      const stored = await measure('SQLite', file, { engine: 'sqlite', folder: join(folder, 'store') });
      const rows = [...read, ...stored];
      if (!(await administer(`create schema ${schema}`))) return rows;
      return [
        ...rows,
        ...(await measure('PostgreSQL', file, { engine: 'postgres', url: TEST_DATABASE_URL, schema })),
      ];
    } finally {
      await administer(`drop schema if exists ${schema} cascade`);
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Understanding a file first must stay cheap beside reading it. */
async function measureReading(file: string): Promise<BenchRow> {
  const before = process.cpuUsage();
  const { format } = await understandCalls(file);
  const understood = cpuMilliseconds(before);
  const after = process.cpuUsage();
  await collectCalls(file, format, { zone: 'UTC', now: Date.now(), cities: [], choices: {} });
  const read = cpuMilliseconds(after);
  return {
    work: 'understood, then read and checked: CPU',
    measured: `${(understood / 1_000).toFixed(1)} s + ${(read / 1_000).toFixed(1)} s`,
    against: 'reading alone: at most 1.7 of it',
    ratio: ((understood + read) / read).toFixed(2),
  };
}

async function measure(name: string, file: string, location: StoreLocation): Promise<readonly BenchRow[]> {
  const store = await openStore(location);
  const rows: BenchRow[] = [];
  for (const pass of ['first time', 'again: nothing changes']) {
    const before = process.cpuUsage();
    const begun = performance.now();
    let steps = 0;
    const { format } = await understandCalls(file);
    const outcome = await importCalls(store, file, format, {
      zone: 'UTC',
      now: Date.now(),
      cities: [],
      choices: {},
      provenance: { fileName: 'calls.csv', author: null },
      onProgress: () => {
        steps += 1;
      },
    });
    const seconds = (performance.now() - begun) / 1_000;
    const told =
      outcome.kind === 'imported' ? `${outcome.added} added, ${outcome.unchanged} known` : outcome.kind;
    rows.push({
      work: `${name}, ${pass}: ${told}, progress told ${steps} times`,
      measured: `${seconds.toFixed(1)} s, ${(cpuMilliseconds(before) / 1_000).toFixed(1)} s CPU`,
      against: `${LIMIT_SECONDS} s`,
      ratio: (seconds / LIMIT_SECONDS).toFixed(2),
    });
  }
  await store.close();
  return rows;
}

async function writeCalls(file: string): Promise<void> {
  const out = createWriteStream(file);
  out.write('start;queue;offered;answered;abandoned;answeredWithinThreshold;handleSeconds;waitSeconds\n');
  for (let day = 0; day < DAYS; day++) {
    const [year, month, date] = new Date(Date.UTC(2021, 0, 1 + day)).toISOString().slice(0, 10).split('-');
    const lines: string[] = [];
    for (let place = 0; place < 96; place++) {
      const clock = `${String(Math.floor(place / 4)).padStart(2, '0')}:${String((place % 4) * 15).padStart(2, '0')}`;
      for (let queue = 0; queue < QUEUES; queue++) {
        const calls = (place * 7 + day + queue) % 60;
        const figures = [calls, Math.floor(calls * 0.9), Math.floor(calls * 0.05), Math.floor(calls * 0.8)];
        lines.push(
          `${date}.${month}.${year} ${clock};q${queue};${figures.join(';')};${calls * 190},5;${calls * 12}`,
        );
      }
    }
    if (!out.write(`${lines.join('\n')}\n`)) await once(out, 'drain');
  }
  out.end();
  await finished(out);
}

/** @returns false where no PostgreSQL answers */
async function administer(statement: string): Promise<boolean> {
  const client = new Client({ connectionString: TEST_DATABASE_URL, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    await client.query(statement);
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
