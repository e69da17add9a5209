import { readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { ZoneClock } from '../../../../forecasting/time/index.ts';
import { BACKED_UP_TABLES } from '../../../../server/operations/backup/backed-up-tables.ts';
import { lineSchema, type Value } from '../../../../server/operations/backup/backup-format.ts';
import { restoreBackup } from '../../../../server/operations/backup/restore-backup.ts';
import { withSnapshot } from '../../../../server/operations/backup/snapshot.ts';
import { readPast } from '../../../../server/planning/history/read-past.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { openStore, type Store, type StoreLocation } from '../../../../server/platform/store/database.ts';
import {
  addAccount,
  agent,
  DESK_NOW,
  DeskClient,
  field,
  startDeskServer,
} from '../../../support/desk-server.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const fixtures = resolve(import.meta.dirname, '../../../fixtures/former-release');
const unpacked = (file: string): Buffer => gunzipSync(readFileSync(join(fixtures, file)));
const figuresSchema = v.record(v.string(), v.record(v.string(), v.number()));
const figures = v.parse(figuresSchema, JSON.parse(readFileSync(join(fixtures, 'figures.json'), 'utf8')));

type Row = Readonly<Record<string, unknown>>;

/** Every row as the former release wrote it, by table. */
function formerRows(): ReadonlyMap<string, readonly Row[]> {
  const [, ...lines] = unpacked('backup.leitstand.gz').toString('utf8').trimEnd().split('\n');
  const tables = new Map<string, Row[]>();
  let columns: readonly string[] = [];
  let rows: Row[] = [];
  for (const line of lines.map((text) => v.parse(lineSchema, JSON.parse(text)))) {
    if ('table' in line) {
      ({ columns } = line);
      rows = [];
      tables.set(line.table, rows);
    } else if (!('end' in line)) rows.push(rowOf(columns, line));
  }
  return tables;
}

function rowOf(columns: readonly string[], values: readonly Value[]): Row {
  return Object.fromEntries(columns.map((column, at) => [column, values[at]]));
}

const former = formerRows();
const tableSchema = v.picklist(BACKED_UP_TABLES);

describeOnBothEngines('a house of the former release', (engine) => {
  /** The data as they lay on the disk, or in the database, before the upgrade. */
  async function inPlace(): Promise<StoreLocation> {
    const location = await engine.newLocation();
    if (location.engine === 'sqlite') {
      await mkdir(location.folder, { recursive: true });
      writeFileSync(join(location.folder, 'leitstand.db'), unpacked('sqlite.db.gz'));
      return location;
    }
    const client = new Client({ connectionString: location.url });
    await client.connect();
    await client.query(`set search_path to ${location.schema}`);
    await client.query(unpacked('postgres.sql.gz').toString('utf8'));
    await client.end();
    return location;
  }

  it('tells of its backup how it comes into this release, and writes nothing', async () => {
    const store = await openStore(await engine.newLocation());
    const file = join(fixtures, 'backup.leitstand.gz');
    await expect(restoreBackup(store, file, { onContent: 'refuse' })).rejects.toThrow(
      /older release.*restore it with that release, then start this one on the same store/,
    );
    expect(await store.db.selectFrom('agent').select('id').execute()).toEqual([]);
    await store.close();
  });

  it('has every row of every table', async () => {
    const location = await inPlace();
    await (await openStore(location)).close();
    // a second start finds nothing left to do
    await (await openStore(location)).close();
    await withSnapshot(location, async (snapshot) => {
      for (const [table, rows] of former) {
        const found: string[] = [];
        for await (const row of snapshot.rows(v.parse(tableSchema, table)))
          found.push(JSON.stringify(Object.keys(rows[0] ?? {}).map((column) => row[column])));
        const wanted = rows.map((row) => JSON.stringify(Object.values(row)));
        expect([table, found.sort()]).toEqual([table, wanted.sort()]);
      }
    });
  });

  it('has every figure, and goes on counting', async () => {
    const store = await openStore(await inPlace());
    expect(await pastOf(store)).toEqual(figures);
    const now = instant(DESK_NOW);
    const live = await LiveCentre.open({
      store,
      centre: centre(),
      sources: [],
      clock: () => now,
      clockKind: 'simulated',
    });
    expect(live.health(now)).toMatchObject({ storeFailure: null, daysToRecount: 0 });
    await live.maintain();
    await live.close();
    expect(await pastOf(store)).toEqual(figures);
    await store.close();
  });

  it('lets its people in and shows them their plan', async () => {
    const store = await openStore(await inPlace());
    await addAccount(store.db, 'newcomer', [{ role: 'planner', city: '*' }]);
    const server = await startDeskServer(store.db);
    const planner = new DeskClient(server.url);
    expect(await planner.signIn('planner')).toBe(200);
    const drafts = await planner.send('GET', '/api/v1/drafts');
    expect(field(drafts.body, 'drafts', 0, 'title')).toBe('Woche 49');
    const draft = await planner.send(
      'GET',
      `/api/v1/drafts/${String(field(drafts.body, 'drafts', 0, 'id'))}`,
    );
    expect([draft.status, field(draft.body, 'publishedAs')]).toEqual([200, 1]);
    const version = await planner.send('GET', '/api/v1/publications/1');
    expect(field(version.body, 'roster', 'shifts', 0)).toMatchObject({ agent: 'K-001', startMinute: 480 });
    const people = await planner.send('GET', '/api/v1/people?from=2026-12-01&until=2026-12-31');
    const person = await planner.send('GET', '/api/v1/people/K-001');
    expect(field(person.body, 'person')).toEqual(agent('K-001', 'koeln', ['bonn', 'koeln']));
    expect(field(people.body, 'absences', 0)).toMatchObject({
      agentId: 'K-001',
      kind: 'sick',
      until: '2026-12-03',
    });
    expect(field(people.body, 'wishes', 0)).toMatchObject({
      agentId: 'B-001',
      minute: 540,
      remark: 'Kita, ä',
    });
    const protections = await planner.send('GET', '/api/v1/people/B-001/protections');
    expect(field(protections.body, 'protections', 0)).toMatchObject({
      kind: 'maternity',
      until: '2027-03-17',
    });
    const kim = new DeskClient(server.url);
    expect(await kim.signIn('kim')).toBe(200);
    const schedule = await kim.send('GET', '/api/v1/my/schedule');
    expect(field(schedule.body, 'duties', 0)).toMatchObject({ day: '2026-11-30', status: 'planned' });
    expect(field(schedule.body, 'hasFeed')).toBe(true);
    await server.close();
    await store.close();
  });
});

async function pastOf(store: Store): Promise<unknown> {
  const zone = 'Europe/Berlin';
  const clock = new ZoneClock(zone);
  const cities = Object.keys(figures).map(async (city) => {
    const { records } = await readPast(store, city, { zone, clock, now: DESK_NOW });
    const sum = (key: 'offered' | 'answered' | 'abandoned') =>
      records.reduce((total, record) => total + (record[key] ?? 0), 0);
    const told = { offered: sum('offered'), answered: sum('answered'), abandoned: sum('abandoned') };
    return [city, { intervals: records.length, ...told }] as const;
  });
  return Object.fromEntries(await Promise.all(cities));
}
