import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../../forecasting/maths/seeded.ts';
import { BACKED_UP_TABLES } from '../../../server/operations/backup/backed-up-tables.ts';
import { restoreBackup } from '../../../server/operations/backup/restore-backup.ts';
import { withSnapshot } from '../../../server/operations/backup/snapshot.ts';
import { writeBackup } from '../../../server/operations/backup/write-backup.ts';
import { openStore, type Store, type StoreLocation } from '../../../server/platform/store/database.ts';
import { eventually } from '../../support/eventually.ts';
import { bundleKillable, type KillableScript } from '../../support/killable-process.ts';
import { CHANGE_KINDS, kindOf, openPlanner, preparePlan } from '../../support/planner-changes.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

/** Kills of every kind of change; starting a process costs far more than the kill. */
const ROUNDS = { sqlite: 3, postgres: 2 } as const;

/** Sessions are made anew by every process, and say nothing about the changes. */
const TABLES = BACKED_UP_TABLES.filter((table) => table !== 'web_session');
/** Names that chance gives, and times of the machine's own clock. */
const DRAWN: Readonly<Partial<Record<string, readonly string[]>>> = {
  audit: ['id'],
  forecast_adjustment: ['id'],
  absence: ['id'],
  wish: ['id'],
  history_import: ['id', 'owner', 'begun_at', 'alive_at', 'ended_at'],
  call_history: ['import_id'],
};

let script: KillableScript;
let folder = '';
beforeAll(async () => {
  script = await bundleKillable('killable-planner');
  folder = await mkdtemp(join(tmpdir(), 'leitstand-kill-'));
});
afterAll(async () => {
  await script.remove();
  await rm(folder, { recursive: true, force: true });
});

/** Everything that is there for anybody as one short text: rows of an import that was cut off are not. */
async function contentOf(location: StoreLocation): Promise<string> {
  return withSnapshot(location, async (snapshot) => {
    const hash = createHash('sha256');
    const cutOff = new Set<unknown>();
    for await (const row of snapshot.rows('history_import'))
      if (row['ended_at'] === null) cutOff.add(row['id']);
    for (const table of TABLES) {
      const rows: string[] = [];
      const columns = (await snapshot.columns(table)).filter(
        (column) => DRAWN[table]?.includes(column) !== true,
      );
      for await (const row of snapshot.rows(table)) {
        if (cutOff.has(table === 'history_import' ? row['id'] : (row['import_id'] ?? null))) continue;
        rows.push(JSON.stringify(columns.map((name) => row[name])));
      }
      hash.update(`${table}\n${rows.sort().join('\n')}\n`);
    }
    return hash.digest('hex');
  });
}

const NAME = `killable-planner-${process.pid}`;

/** PostgreSQL finishes what it was told before the kill, so the test must know which of its sessions are the dead one's. */
function underItsName(location: StoreLocation): StoreLocation {
  if (location.engine === 'sqlite') return location;
  const url = new URL(location.url);
  url.searchParams.set('application_name', NAME);
  return { ...location, url: url.href };
}

async function noneIsLeft({ db, engine }: Store): Promise<void> {
  if (engine === 'sqlite') return;
  const { rows } = await sql`select 1 from pg_stat_activity where application_name = ${NAME}`.execute(db);
  if (rows.length > 0) throw new Error(`${rows.length} sessions of the killed process are left`);
}

describeOnBothEngines('a store whose server is killed in the middle of a planner’s work', (engine) => {
  it(`holds the old or the new state whole, ${ROUNDS[engine.engine]} times for every kind of work`, async () => {
    const random = seededRandom(5);
    const [killed, undisturbed] = [await engine.newLocation(), await engine.newLocation()];
    const store = await openStore(killed);
    await preparePlan(store);
    await store.close();
    const file = join(folder, `${engine.engine}.gz`);
    await writeBackup(killed, file, new Date());
    const reference = await openStore(undisturbed);
    await restoreBackup(reference, file, { onContent: 'refuse' });

    // What the store holds before a change when nothing disturbs; changes are asked for in their order.
    let atChange = 0;
    const planner = await openPlanner(reference, () => atChange);
    let content = await contentOf(undisturbed);
    const expectedBefore = async (change: number): Promise<string> => {
      if (atChange === change) return content;
      for (; atChange < change; atChange += 1) await planner.do(atChange);
      return (content = await contentOf(undisturbed));
    };

    const fates = { old: 0, new: 0 };
    const hit = new Map<string, number>();
    let next = 0;
    const lasted = new Map<string, number>();
    for (let kill = 0; kill < ROUNDS[engine.engine] * CHANGE_KINDS.length; kill += 1) {
      const target = CHANGE_KINDS[kill % CHANGE_KINDS.length] ?? 'publish';
      const first = next;
      const process = script.start([JSON.stringify(underItsName(killed)), String(first)]);
      const begun = new Map<number, number>();
      let done = first - 1;
      process.onAnswer(({ kind, change = -1 }) => {
        if (kind === 'begun') begun.set(change, performance.now());
        if (kind !== 'done') return;
        done = change;
        lasted.set(kindOf(change), performance.now() - (begun.get(change) ?? 0));
      });
      // Not the first change of the process: that one is slower than the others.
      await process.next('begun', ({ what, change = 0 }) => what === target && change > first);
      await new Promise((resolve) => setTimeout(resolve, random() * (lasted.get(target) ?? 10)));
      await process.kill();
      await eventually(() => noneIsLeft(reference));
      const found = await contentOf(killed);
      const old = await expectedBefore(done + 1);
      const isOld = found === old;
      const fresh = isOld ? null : await expectedBefore(done + 2);
      const underWay = kindOf(done + 1);
      expect([old, fresh], `after a kill during ${underWay}, change ${done + 1}`).toContain(found);
      next = isOld ? done + 1 : done + 2;
      fates[isOld ? 'old' : 'new'] += 1;
      hit.set(underWay, (hit.get(underWay) ?? 0) + 1);
    }
    await planner.close();
    await reference.close();
    // A change that was only ever killed before it began would prove nothing.
    expect(fates.old).toBeGreaterThan(0);
    expect([...hit.keys()].length).toBeGreaterThan(CHANGE_KINDS.length / 2);
  }, 300_000);
});
