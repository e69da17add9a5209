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
import { DEED_KINDS, kindOf, openPlanner, preparePlan } from '../../support/planner-deeds.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

/** Kills of every kind of deed; starting a process costs far more than the kill. */
const ROUNDS = { sqlite: 3, postgres: 2 } as const;

/** Sessions are made anew by every process, and say nothing about the deeds. */
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

    // What the store holds before a deed when nothing disturbs; deeds are asked for in their order.
    let atDeed = 0;
    const planner = await openPlanner(reference, () => atDeed);
    let content = await contentOf(undisturbed);
    const expectedBefore = async (deed: number): Promise<string> => {
      if (atDeed === deed) return content;
      for (; atDeed < deed; atDeed += 1) await planner.do(atDeed);
      return (content = await contentOf(undisturbed));
    };

    const fates = { old: 0, new: 0 };
    const hit = new Map<string, number>();
    let next = 0;
    const lasted = new Map<string, number>();
    for (let kill = 0; kill < ROUNDS[engine.engine] * DEED_KINDS.length; kill += 1) {
      const target = DEED_KINDS[kill % DEED_KINDS.length] ?? 'publish';
      const first = next;
      const process = script.start([JSON.stringify(underItsName(killed)), String(first)]);
      const begun = new Map<number, number>();
      let done = first - 1;
      process.onAnswer(({ kind, deed = -1 }) => {
        if (kind === 'begun') begun.set(deed, performance.now());
        if (kind !== 'done') return;
        done = deed;
        lasted.set(kindOf(deed), performance.now() - (begun.get(deed) ?? 0));
      });
      // Not the first deed of the process: that one is slower than the others.
      await process.next('begun', ({ what, deed = 0 }) => what === target && deed > first);
      await new Promise((resolve) => setTimeout(resolve, random() * (lasted.get(target) ?? 10)));
      await process.kill();
      await eventually(() => noneIsLeft(reference));
      const found = await contentOf(killed);
      const old = await expectedBefore(done + 1);
      const isOld = found === old;
      const fresh = isOld ? null : await expectedBefore(done + 2);
      const underWay = kindOf(done + 1);
      expect([old, fresh], `after a kill during ${underWay}, deed ${done + 1}`).toContain(found);
      next = isOld ? done + 1 : done + 2;
      fates[isOld ? 'old' : 'new'] += 1;
      hit.set(underWay, (hit.get(underWay) ?? 0) + 1);
    }
    await planner.close();
    await reference.close();
    // A deed that was only ever killed before it began would prove nothing.
    expect(fates.old).toBeGreaterThan(0);
    expect([...hit.keys()].length).toBeGreaterThan(DEED_KINDS.length / 2);
  }, 300_000);
});
