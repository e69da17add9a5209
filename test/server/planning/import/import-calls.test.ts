import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { IntervalRecord } from '../../../../forecasting/history/index.ts';
import { instant } from '../../../../forecasting/time/index.ts';
import { addHistory } from '../../../../server/planning/history/add-history.ts';
import { importCalls, type ImportCallsOptions } from '../../../../server/planning/import/import-calls.ts';
import {
  historySpans,
  readHistory,
  rememberedMapping,
  rememberMapping,
} from '../../../../server/planning/history/history-store.ts';
import { formerImports, removeImport } from '../../../../server/planning/history/former-imports.ts';
import { beginImport } from '../../../../server/planning/history/import-store.ts';
import { understandCalls } from '../../../../server/planning/import/understand-calls.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import { city } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-import-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const GERMAN = `Beginn;Warteschlange;Anrufe;angenommen;Bearbeitungszeit
23.11.2026 08:00;koeln;1.234;100;20.500,5
23.11.2026 08:15;koeln;90;80;
23.11.2026 08:00;bonn;30;28;5600
`;

const PROVENANCE = { fileName: 'calls.csv', author: null };
const PLAIN = {
  zone: 'Europe/Berlin',
  now: Date.parse('2028-01-01T00:00:00Z'),
  cities: [],
  choices: {},
  provenance: PROVENANCE,
};

async function importText(store: Store, text: string, options: Partial<ImportCallsOptions> = {}) {
  const file = join(folder, 'calls.csv');
  await writeFile(file, text);
  const { format } = await understandCalls(file);
  return importCalls(store, file, format, { ...PLAIN, ...options });
}

describeOnBothEngines('importing calls', (engine) => {
  it('reads German dates, numbers and headers', async () => {
    const store = await engine.newStore();
    expect(await importText(store, GERMAN)).toMatchObject({ kind: 'imported', added: 3, conflictCount: 0 });
    const [first, second] = await readHistory(store.db, 'koeln');
    expect(first).toEqual({
      queue: 'koeln',
      start: Date.parse('2026-11-23T07:00:00Z'),
      minutes: 15,
      offered: 1234,
      answered: 100,
      handleSeconds: 20500.5,
    });
    expect(second).not.toHaveProperty('handleSeconds');
  });

  it('changes nothing the second time', async () => {
    const store = await engine.newStore();
    await importText(store, GERMAN);
    expect(await importText(store, GERMAN)).toMatchObject({ added: 0, unchanged: 3, conflictCount: 0 });
    expect(await historySpans(store.db)).toMatchObject([{ queue: 'bonn' }, { queue: 'koeln', intervals: 2 }]);
  });

  it('reports rows that differ from the store and keeps what is there', async () => {
    const store = await engine.newStore();
    await importText(store, GERMAN);
    const outcome = await importText(store, GERMAN.replace(';90;', ';91;'));
    expect(outcome).toMatchObject({ added: 0, conflictCount: 1, conflicts: [{ reason: 'otherValue' }] });
    expect((await readHistory(store.db, 'koeln'))[1]?.offered).toBe(90);
  });

  it('never lays an hour over its own quarter hours', async () => {
    const store = await engine.newStore();
    await importText(store, GERMAN);
    const hours = 'start,queue,offered\n2026-11-23T08:00,koeln,400\n2026-11-23T09:00,koeln,380\n';
    expect(await importText(store, hours)).toMatchObject({
      added: 1,
      conflictCount: 1,
      conflicts: [{ reason: 'otherLength' }],
    });
  });

  it('reports rows in time that was measured live', async () => {
    const store = await engine.newStore();
    await store.db
      .insertInto('interval_sums')
      .values({ subject: 'city:koeln', starts_at: Date.parse('2026-11-23T07:15:00Z'), sums: '{}' })
      .execute();
    expect(await importText(store, GERMAN)).toMatchObject({
      added: 2,
      conflictCount: 1,
      conflicts: [{ reason: 'measured' }],
    });
  });

  it('stores nothing when one line is wrong, and names every wrong line', async () => {
    const store = await engine.newStore();
    const wrong = `${GERMAN}31.02.2026 08:00;koeln;5;5;\n23.11.2026 09:00;koeln;viele;;\n`;
    expect(await importText(store, wrong)).toMatchObject({
      kind: 'wrongLines',
      issueCount: 2,
      issues: [
        { line: 5, field: 'start', value: '31.02.2026 08:00' },
        { line: 6, field: 'offered', value: 'viele' },
      ],
    });
    expect(await historySpans(store.db)).toEqual([]);
  });

  it('names the line of a queue that cannot be stored, and stores nothing', async () => {
    const store = await engine.newStore();
    const outcome = await importText(store, GERMAN.replace(';bonn;', ';bo\0nn;'));
    expect(outcome).toMatchObject({
      kind: 'wrongLines',
      issueCount: 1,
      issues: [{ line: 4, field: 'queue' }],
    });
    expect(await readHistory(store.db, 'koeln')).toEqual([]);
  });

  it('keeps both hours of the autumn night apart when the file gives the offset', async () => {
    const store = await engine.newStore();
    const night =
      'start,queue,offered\n2026-10-25T02:00+02:00,koeln,5\n2026-10-25T02:00+01:00,koeln,7\n2026-10-25T03:00+01:00,koeln,2\n';
    await importText(store, night);
    const starts = (await readHistory(store.db, 'koeln')).map(({ start }) => new Date(start).toISOString());
    expect(starts).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T01:00:00.000Z',
      '2026-10-25T02:00:00.000Z',
    ]);
  });

  it('remembers the mapping of a header', async () => {
    const store = await engine.newStore();
    const header = ['Von', 'Linie', 'Zahl'];
    await rememberMapping(store.db, header, { start: 'Von', queue: 'Linie', offered: 'Zahl' }, 0);
    expect(await rememberedMapping(store.db, header)).toEqual({
      start: 'Von',
      queue: 'Linie',
      offered: 'Zahl',
    });
    expect(await rememberedMapping(store.db, ['other'])).toBeUndefined();
  });

  it('shows its rows all at once, and nobody sees those of an import that was cut off', async () => {
    const store = await engine.newStore();
    const id = await beginImport(store.db, 1_000, PROVENANCE);
    await addHistory(store, [quarter('koeln', 0), quarter('koeln', 1)], { id: id ?? '' });
    expect(await readHistory(store.db, 'koeln')).toEqual([]);
    expect(await historySpans(store.db)).toEqual([]);
    expect(await importText(store, GERMAN)).toMatchObject({ kind: 'imported', added: 3 });
    expect((await readHistory(store.db, 'koeln')).map(({ offered }) => offered)).toEqual([1234, 90]);
    const imports = await store.db.selectFrom('history_import').select('ended_at').execute();
    expect(imports.map(({ ended_at }) => ended_at === null)).toEqual([false]);
  });

  it('waits for another import that is at work', async () => {
    const store = await engine.newStore();
    await beginImport(store.db, Date.now(), PROVENANCE);
    expect(await importText(store, GERMAN)).toEqual({ kind: 'busy' });
    expect(await readHistory(store.db, 'koeln')).toEqual([]);
  });

  it('replaces a former import in one moment, and keeps it where the new one brings nothing', async () => {
    const store = await engine.newStore();
    await importText(store, GERMAN);
    const [former] = await formerImports(store.db);
    expect(former).toMatchObject({ fileName: 'calls.csv', added: 3, queues: ['koeln', 'bonn'] });
    const mended = GERMAN.replace(';90;', ';91;');
    const replaces = former?.id;
    expect(await importText(store, mended, { replaces })).toMatchObject({ added: 3, replaced: replaces });
    expect((await readHistory(store.db, 'koeln')).map(({ offered }) => offered)).toEqual([1234, 91]);
    expect(await formerImports(store.db)).toHaveLength(1);
    expect(await importText(store, mended, { replaces })).toEqual({ kind: 'notThere' });
    expect(await store.db.selectFrom('call_history').selectAll().execute()).toHaveLength(3);
  });

  it('removes a former import with all its rows and nothing else', async () => {
    const store = await engine.newStore();
    await importText(store, GERMAN);
    await importText(store, GERMAN.replaceAll('23.11.', '24.11.'));
    const [second] = await formerImports(store.db);
    expect(await removeImport(store.db, second?.id ?? '', 0)).toBe(true);
    expect(await removeImport(store.db, second?.id ?? '', 0)).toBe(false);
    expect(await historySpans(store.db)).toMatchObject([{ intervals: 1 }, { intervals: 2 }]);
  });

  it('stores nothing while a queue belongs to no city', async () => {
    const store = await engine.newStore();
    const cities = [{ ...city('koeln') }];
    expect(await importText(store, GERMAN, { cities })).toEqual({ kind: 'unknownQueues', queues: ['bonn'] });
    expect(await historySpans(store.db)).toEqual([]);
  });

  it('leaves nothing behind when it is cancelled half-way', async () => {
    const store = await engine.newStore();
    const lines = Array.from({ length: 25_000 }, (_, at) => {
      const start = new Date(Date.UTC(2024, 0, 1) + at * 900_000).toISOString().slice(0, 16);
      return `${start}Z,koeln,${at % 7}`;
    });
    const file = join(folder, 'long.csv');
    await writeFile(file, `start,queue,offered\n${lines.join('\n')}\n`);
    const { format } = await understandCalls(file);
    const cancelled = new AbortController();
    const shares: number[] = [];
    const work = importCalls(store, file, format, {
      ...PLAIN,
      cancelled: cancelled.signal,
      onProgress: (share) => {
        shares.push(share);
        if (share > 0.6) cancelled.abort();
      },
    });
    await expect(work).rejects.toMatchObject({ name: 'AbortError' });
    expect(shares.at(-1)).toBeGreaterThan(0.6);
    for (const table of ['call_history', 'history_import'] as const)
      expect(await store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});

function quarter(queue: string, at: number): IntervalRecord {
  const start = instant(Date.parse('2026-11-23T07:00:00Z') + at * 900_000);
  return { queue, start, minutes: 15, offered: 5 };
}
