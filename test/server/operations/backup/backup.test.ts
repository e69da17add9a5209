import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BACKED_UP_TABLES } from '../../../../server/operations/backup/backed-up-tables.ts';
import { restoreBackup } from '../../../../server/operations/backup/restore-backup.ts';
import { withSnapshot } from '../../../../server/operations/backup/snapshot.ts';
import { writeBackup } from '../../../../server/operations/backup/write-backup.ts';
import { BadInput } from '../../../../server/platform/input/bad-input.ts';
import { openStore, type Store, type StoreLocation } from '../../../../server/platform/store/database.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-backup-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const ROWS = 3;
const REFERENCES: Readonly<Record<string, string>> = {
  account_grant: 'account_id',
  account_link: 'account_id',
  agent_skill: 'agent_id',
  absence: 'agent_id',
  wish: 'agent_id',
  roster_change: 'draft_id',
};

interface Column {
  readonly name: string;
  readonly dataType: string;
}

/** Every table but the list of migrations, as the engine itself tells. */
async function tablesOf({ db, engine }: Store): Promise<readonly string[]> {
  const names =
    engine === 'sqlite'
      ? sql<{
          readonly name: string;
        }>`select name from sqlite_schema where type = 'table' and name not like 'sqlite%'`
      : sql<{ readonly name: string }>`select table_name as name from information_schema.tables
          where table_schema = current_schema()`;
  return (await names.execute(db)).rows
    .map(({ name }) => name)
    .filter((name) => name !== 'migration')
    .sort();
}

async function columnsOf({ db, engine }: Store, table: string): Promise<readonly Column[]> {
  const columns =
    engine === 'sqlite'
      ? sql<Column>`select name, lower(type) as "dataType" from pragma_table_info(${table})`
      : sql<Column>`select column_name as name, data_type as "dataType" from information_schema.columns
          where table_schema = current_schema() and table_name = ${table}`;
  return (await columns.execute(db)).rows;
}

/** Rows with other values in every column, umlauts and line ends too. */
async function fill(store: Store): Promise<void> {
  for (const table of BACKED_UP_TABLES) {
    const columns = (await columnsOf(store, table)).filter(
      ({ name }) => !(table === 'event_log' && name === 'sequence'),
    );
    for (let row = 1; row <= ROWS; row += 1) {
      const values = columns.map(({ name, dataType }) => {
        if (REFERENCES[table] === name) return `id ${row}\n"ß`;
        if (name === 'payload') return JSON.stringify({ call: `${name} ${row}\n"ß` });
        if (dataType === 'text') return `${name} ${row}\n"ß`;
        return dataType === 'double precision' ? row + 0.1 : row * 1_000_000;
      });
      const names = sql.join(columns.map(({ name }) => sql.ref(name)));
      await sql`insert into ${sql.table(table)} (${names}) values (${sql.join(values)})`.execute(store.db);
    }
  }
}

async function contentOf(location: StoreLocation): Promise<Readonly<Record<string, readonly string[]>>> {
  return withSnapshot(location, async (snapshot) => {
    const content: Record<string, readonly string[]> = {};
    for (const table of BACKED_UP_TABLES) {
      const rows: string[] = [];
      const columns = await snapshot.columns(table);
      for await (const row of snapshot.rows(table))
        rows.push(JSON.stringify(columns.map((column) => [column, row[column]])));
      content[table] = rows.sort();
    }
    return content;
  });
}

const event = (key: string) => ({ source: 's', key, at: 1, received_at: 1, kind: 'k', payload: '{}' });

/** A loaded machine's PostgreSQL takes its time for so many statements. */
const PATIENCE_MS = 60_000;

describeOnBothEngines('a backup', (engine) => {
  const fileOf = (name: string) => join(folder, `${engine.engine}-${name}`);
  const problemOf = async (work: Promise<unknown>) => {
    const error: unknown = await work.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    return error instanceof Error ? error.message : '';
  };

  it(
    'knows every table',
    async () => {
      const store = await engine.newStore();
      expect(await tablesOf(store)).toEqual([...BACKED_UP_TABLES].sort());
    },
    PATIENCE_MS,
  );

  it(
    'restores every row of every table into either engine, and the log counts on',
    async () => {
      const from = await engine.newLocation();
      const source = await openStore(from);
      await fill(source);
      const file = fileOf('whole.gz');
      await writeBackup(from, file, new Date());
      const expected = await contentOf(from);
      expect(Object.values(expected).map((rows) => rows.length)).toEqual(BACKED_UP_TABLES.map(() => ROWS));
      const sqlite: StoreLocation = { engine: 'sqlite', folder: fileOf('target') };
      for (const to of [await engine.newLocation(), sqlite]) {
        const target = await openStore(to);
        await restoreBackup(target, file, { onContent: 'refuse' });
        expect(await contentOf(to)).toEqual(expected);
        await target.db.insertInto('event_log').values(event('next')).execute();
        const last = await target.db
          .selectFrom('event_log')
          .select('sequence')
          .where('key', '=', 'next')
          .executeTakeFirstOrThrow();
        expect(last.sequence).toBe(ROWS * 1_000_000 + 1);
        // And back from there to where it came from, over what is there.
        const again = fileOf(`again-${to.engine}-${to === sqlite ? 'cross' : 'same'}.gz`);
        await writeBackup(to, again, new Date());
        await restoreBackup(source, again, { onContent: 'replace' });
        expect(await contentOf(from)).toEqual(await contentOf(to));
        await target.close();
        await restoreBackup(source, file, { onContent: 'replace' });
      }
      await source.close();
    },
    PATIENCE_MS,
  );

  it(
    'shows one moment while writes go on',
    async () => {
      const from = await engine.newLocation();
      const store = await openStore(from);
      let written = 0;
      /** Two tables that a transaction always changes together. */
      const write = () => {
        written += 1;
        return store.db.transaction().execute(async (transaction) => {
          await transaction
            .insertInto('event_log')
            .values(event(`${written}`))
            .execute();
          await transaction
            .insertInto('house_setting')
            .values({ name: `${written}`, value: '' })
            .execute();
        });
      };
      const first = Array.from({ length: 1_500 }, (_, index) => `first ${index}`);
      await store.db.insertInto('event_log').values(first.map(event)).execute();
      await store.db
        .insertInto('house_setting')
        .values(first.map((name) => ({ name, value: '' })))
        .execute();
      const seen = await withSnapshot(from, async (snapshot) => {
        const counts: number[] = [];
        for (const table of ['event_log', 'house_setting']) {
          let count = 0;
          for await (const row of snapshot.rows(table)) {
            count += Object.keys(row).length > 0 ? 1 : 0;
            if (count % 100 === 0) await write();
          }
          counts.push(count);
        }
        return counts;
      });
      expect(seen).toEqual([1_500, 1_500]);
      expect(written).toBeGreaterThan(20);
      await store.close();
    },
    PATIENCE_MS,
  );

  it(
    'is refused in words when the store is not empty, and leaves it as it was',
    async () => {
      const from = await engine.newLocation();
      const store = await openStore(from);
      await fill(store);
      const file = fileOf('refused.gz');
      await writeBackup(from, file, new Date());
      const before = await contentOf(from);
      expect(await problemOf(restoreBackup(store, file, { onContent: 'refuse' }))).toContain('--replace');
      expect(await problemOf(writeBackup(from, file, new Date()))).toContain('exists already');
      expect(await contentOf(from)).toEqual(before);
      await store.close();
    },
    PATIENCE_MS,
  );

  it(
    'is refused in words when damaged, cut off, foreign or of another release, and changes nothing',
    async () => {
      const from = await engine.newLocation();
      const store = await openStore(from);
      await fill(store);
      const file = fileOf('good.gz');
      await writeBackup(from, file, new Date());
      const before = await contentOf(from);
      const bytes = await readFile(file);
      const text = gunzipSync(bytes).toString();
      const bad: Readonly<Record<string, readonly [Buffer, string]>> = {
        changed: [gzipSync(text.replace('display_name 2', 'display_name 3')), 'checksum'],
        short: [gzipSync(text.slice(0, text.lastIndexOf('{"end"'))), 'ends too early'],
        cut: [bytes.subarray(0, bytes.length / 2), 'damaged or incomplete'],
        foreign: [gzipSync('{"hello":1}\n'), 'not a Leitstand backup'],
        plain: [Buffer.from('hello'), 'damaged or incomplete'],
        newer: [gzipSync(text.replace('"001-event-log"', '"001-event-log","999-later"')), '999-later'],
        older: [gzipSync(text.replace('"022-plan",', '')), 'older release'],
      };
      for (const [name, [content, problem]] of Object.entries(bad)) {
        const path = fileOf(`${name}.bad`);
        await writeFile(path, content);
        const told = await problemOf(restoreBackup(store, path, { onContent: 'replace' }));
        expect(told, name).toContain(problem);
        expect(told).toContain(path);
      }
      expect(await problemOf(restoreBackup(store, fileOf('absent'), { onContent: 'replace' }))).toContain(
        'does not exist',
      );
      expect(await contentOf(from)).toEqual(before);
      await store.close();
    },
    PATIENCE_MS,
  );
});
