import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { instant, type Instant } from '../../../../forecasting/time/instant.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { BACKED_UP_TABLES } from '../../../../server/operations/backup/backed-up-tables.ts';
import { restoreBackup } from '../../../../server/operations/backup/restore-backup.ts';
import { writeBackup } from '../../../../server/operations/backup/write-backup.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { selfCheck } from '../../../../server/live/selfcheck/self-check.ts';
import { callerKeyStore } from '../../../../server/live/log/caller-key-store.ts';
import { DailyRetention } from '../../../../server/operations/retention/daily-retention.ts';
import { RETENTION_OF_TABLES } from '../../../../server/operations/retention/retention-of-tables.ts';
import { runRetention, type RetentionReport } from '../../../../server/operations/retention/run-retention.ts';
import { openStore, type Store } from '../../../../server/platform/store/database.ts';
import { CallerHasher, KEY_LIFE_MS, OLD_KEY_KEPT_MS } from '../../../../server/live/events/caller-hash.ts';
import { agentOf, visitOf } from '../../../support/call-events.ts';
import { hardDays } from '../../../support/hard-days.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Friday 23 October 2026, 07:00 in Cologne. Calls follow on four days, and on the tenth. */
const START = Date.UTC(2026, 9, 23, 5, 0);
/** Monday 2 November, noon. */
const NOW = START + 10 * DAY_MS + 6 * HOUR_MS;
const ZONE = 'Europe/Berlin';
const RETENTION = { callEventsDays: 7, personalSchedulesDays: 730, auditDays: 1095 };

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

async function openLive(store: Store, clock: { now: number }, problems: string[] = []): Promise<LiveCentre> {
  return LiveCentre.open({
    store,
    centre: centre(),
    sources: [],
    clock: () => instant(clock.now),
    clockKind: 'real',
    onProblem: ({ message }) => problems.push(message),
  });
}

/** A store with hard days, an agent who signed in on the first of them and never out, and a day of today. */
async function filledStore(store: Store): Promise<void> {
  const clock = { now: START };
  const live = await openLive(store, clock);
  const lasting = agentOf('Lasting');
  const events = [
    lasting.signedIn(START + HOUR_MS),
    ...hardDays(START, 240, 7),
    ...[4, 5, 6, 7, 8, 9].map((day) => lasting.device(START + day * DAY_MS, true)),
    ...[4.2, 5.2, 6.2, 7.2, 8.2, 9.2].map((day) => lasting.device(START + day * DAY_MS, true)),
    ...hardDays(START + 6 * DAY_MS, 120, 8),
  ].sort((a, b) => a.at - b.at);
  for (let from = 0; from < events.length; from += 100) {
    const batch = events.slice(from, from + 100);
    clock.now = Math.max(clock.now, ...batch.map(({ at }) => at));
    await live.accept(batch);
  }
  clock.now = Math.max(clock.now, NOW);
  await live.close();
  // A start and a stop more: both checkpoints that are kept count the whole log.
  await (await openLive(store, clock)).close();
  const again = await openLive(store, clock);
  const today = visitOf('today');
  await again.accept([today.entered(NOW - HOUR_MS), today.answered(NOW - HOUR_MS + 4_000)]);
  await again.close();
}

const run = (store: Store, dryRun = false, now = NOW): Promise<RetentionReport> =>
  runRetention({ store, retention: RETENTION, now: instant(now), zone: ZONE, dryRun });

const rowsOf = ({ classes }: RetentionReport): Readonly<Record<string, number>> =>
  Object.fromEntries(classes.flatMap(({ rows }) => Object.entries(rows)));

const sumsOf = ({ db }: Store) =>
  db.selectFrom('interval_sums').selectAll().orderBy('subject').orderBy('starts_at').execute();

const eventsOf = async ({ db }: Store) =>
  (await db.selectFrom('event_log').select(['sequence', 'at']).orderBy('sequence').execute()).map(
    ({ at }) => at,
  );

describeOnBothEngines('retention', (engine) => {
  it('deletes raw call events after their days, no sum changes, and a start finds the same state', async () => {
    const store = await engine.newStore();
    await filledStore(store);
    const sums = await sumsOf(store);
    const all = await eventsOf(store);
    const midnight = Date.UTC(2026, 9, 25, 22, 0) + HOUR_MS;
    const old = all.filter((at) => at < midnight).length;
    expect(old).toBeGreaterThan(500);

    const dry = await run(store, true);
    expect(dry.classes[0]).toMatchObject({ firstDay: '2026-10-26', rows: { event_log: old }, heldBack: 0 });
    expect(await eventsOf(store)).toEqual(all);

    const before = await openLive(store, { now: NOW });
    const figures = before.board('all', NOW);
    const report = await run(store);
    expect(rowsOf(report)).toEqual(rowsOf(dry));
    expect(await eventsOf(store)).toEqual(all.filter((at) => at >= midnight));
    await before.close();
    const after = await openLive(store, { now: NOW });
    expect(after.board('all', NOW)).toEqual(figures);
    await after.close();
    expect(await sumsOf(store)).toEqual(sums);
    expect(rowsOf(await run(store, true))).toMatchObject({ event_log: 0 });
  });

  it('keeps days that stay countable, the time of agents too, and tells of the others which is the first', async () => {
    const store = await engine.newStore();
    await filledStore(store);
    await run(store);
    for (const date of ['2026-10-28', '2026-10-29', '2026-10-30', '2026-11-01', '2026-11-02']) {
      const check = await selfCheck(store, plainDate(date));
      expect(check).toMatchObject({ kind: 'recounted', differences: [] });
      expect(check?.kind === 'recounted' && check.figures).toBeGreaterThan(10);
    }
    const ready = (await sumsOf(store)).filter(
      ({ subject, sums }) => subject === 'agents' && /"readyMs":[1-9]/.test(sums),
    );
    expect(ready.some(({ starts_at }) => starts_at >= START + 6 * DAY_MS)).toBe(true);
    for (const date of ['2026-10-23', '2026-10-26', '2026-10-27'])
      expect(await selfCheck(store, plainDate(date))).toEqual({ kind: 'deleted', firstDay: '2026-10-28' });
  });

  it('never counts a day less because a late event tells of it after its raw events are gone', async () => {
    const store = await engine.newStore();
    await filledStore(store);
    await run(store);
    const sums = await sumsOf(store);
    const problems: string[] = [];
    const live = await openLive(store, { now: NOW }, problems);
    const late = visitOf('late');
    await live.accept([late.entered(START + HOUR_MS), late.answered(START + HOUR_MS + 9_000)]);
    await live.maintain();
    await live.close();
    expect(await sumsOf(store)).toEqual(sums);
    expect(problems).toEqual([expect.stringContaining('2026-10-23')]);
  });

  it('leaves what sums and checkpoints do not count yet, and says how much that is', async () => {
    const store = await engine.newStore();
    const clock = { now: START };
    const live = await openLive(store, clock);
    const events = hardDays(START, 40, 3);
    await live.accept(events);
    clock.now = NOW;
    expect((await run(store)).classes[0]).toMatchObject({ rows: { event_log: 0 } });
    expect(await eventsOf(store)).toHaveLength(events.length);
    const { rows, heldBack } = (await run(store, true)).classes[0] ?? { rows: {}, heldBack: 0 };
    expect(rows).toEqual({ event_log: 0 });
    expect(heldBack).toBeGreaterThan(50);
    await live.close();
    expect((await run(store)).classes[0]?.rows['event_log']).toBe(heldBack);
  });

  it('loses nothing of the log while calls come in, and they need not wait for its end', async () => {
    const store = await engine.newStore();
    await filledStore(store);
    const live = await openLive(store, { now: NOW });
    const progress = { over: false };
    const deletion = run(store).then((report) => {
      progress.over = true;
      return report;
    });
    let during = 0;
    for (let call = 0; call < 400 && !progress.over; call += 1) {
      await live.accept([visitOf(`during-${call}`).entered(NOW)]);
      if (!progress.over) during += 1;
    }
    const { classes } = await deletion;
    expect(classes[0]?.rows['event_log']).toBeGreaterThan(500);
    expect(during).toBeGreaterThan(3);
    const stored = await store.db
      .selectFrom('event_log')
      .select((of) => of.fn.countAll().as('rows'))
      .where('at', '=', NOW)
      .executeTakeFirstOrThrow();
    expect(Number(stored.rows)).toBeGreaterThanOrEqual(during);
    await live.close();
  });

  it('deletes schedules, audit and expired access by their days, with what belongs to them, and nothing newer', async () => {
    const store = await engine.newStore();
    const [oldDay, keptDay] = ['2024-11-01', '2024-11-02'];
    const [oldAudit, keptAudit] = [Date.UTC(2023, 10, 2, 22, 59), Date.UTC(2023, 10, 2, 23, 0)];
    for (const [name, day, at] of [
      ['old', oldDay, oldAudit],
      ['kept', keptDay, keptAudit],
    ] as const) {
      const { db } = store;
      const span = { from_day: day, until_day: day };
      const draft = { title: '', requirement_id: null, updated_by: null, problem: '{}', roster: '{}' };
      await db
        .insertInto('roster_draft')
        .values({ id: name, ...span, ...draft, revision: 2, updated_at: 0 })
        .execute();
      await db
        .insertInto('roster_change')
        .values({ draft_id: name, revision: 2, at: 0, account_id: null, changes: '[]' })
        .execute();
      await db
        .insertInto('duty')
        .values({
          agent_id: name,
          day,
          uid: name,
          sequence: 0,
          status: 'planned',
          body: '{}',
          previous: null,
          changed_at: 0,
          publication: 1,
        })
        .execute();
      await db
        .insertInto('audit')
        .values({ id: name, at, account_id: null, action: 'a:b', subject: '', detail: 'null' })
        .execute();
    }
    await store.db
      .insertInto('web_session')
      .values([
        { id_hash: 'old', account_id: null, data: '{}', expires_at: NOW - 40 * DAY_MS },
        { id_hash: 'kept', account_id: null, data: '{}', expires_at: NOW - 10 * DAY_MS },
      ])
      .execute();
    const expected = { roster_draft: 1, duty: 1, audit: 1, web_session: 1, publication: 0, absence: 0 };
    expect(rowsOf(await run(store, true))).toMatchObject(expected);
    expect(rowsOf(await run(store))).toMatchObject(expected);
    const left = async (table: 'roster_draft' | 'audit') =>
      (await store.db.selectFrom(table).select('id').execute()).map(({ id }) => id);
    expect(await left('roster_draft')).toEqual(['kept']);
    expect(await left('audit')).toEqual(['kept']);
    expect(await store.db.selectFrom('roster_change').select('draft_id').execute()).toEqual([
      { draft_id: 'kept' },
    ]);
    expect(await store.db.selectFrom('duty').select('day').execute()).toEqual([{ day: keptDay }]);
    expect(await store.db.selectFrom('web_session').select('id_hash').execute()).toEqual([
      { id_hash: 'kept' },
    ]);
  });

  it('throws a replaced key of callers’ hashes away after its day, never before, and makes none', async () => {
    const store = await engine.newStore();
    const keys = callerKeyStore(store);
    await CallerHasher.open(keys, instant(NOW));
    const rotatedAt = NOW + KEY_LIFE_MS;
    await CallerHasher.open(keys, instant(rotatedAt));
    expect(await keys.load()).toHaveLength(2);
    expect((await run(store, false, rotatedAt + OLD_KEY_KEPT_MS - 1)).expiredKeys).toBe(0);
    expect((await run(store, true, rotatedAt + OLD_KEY_KEPT_MS)).expiredKeys).toBe(1);
    expect(await keys.load()).toHaveLength(2);
    expect((await run(store, false, rotatedAt + 3 * KEY_LIFE_MS)).expiredKeys).toBe(1);
    expect((await keys.load()).map(({ validFrom }) => validFrom)).toEqual([rotatedAt]);
  });

  it('survives a backup and its restore: final sums stay final there', async () => {
    const from = await engine.newLocation();
    const source = await openStore(from);
    await filledStore(source);
    await run(source);
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-retention-'));
    folders.push(folder);
    await writeBackup(from, join(folder, 'backup.gz'), new Date());
    const target = await engine.newStore();
    await restoreBackup(target, join(folder, 'backup.gz'), { onContent: 'refuse' });
    const sums = await sumsOf(source);
    await source.close();
    expect(await sumsOf(target)).toEqual(sums);
    const live = await openLive(target, { now: NOW });
    await live.accept([visitOf('late').entered(START)]);
    await live.close();
    expect(await sumsOf(target)).toEqual(sums);
    expect(await selfCheck(target, plainDate('2026-10-29'))).toMatchObject({ differences: [] });
    expect(await selfCheck(target, plainDate('2026-10-24'))).toMatchObject({ kind: 'deleted' });
  });

  it('runs once a day by itself, again after a day, and after a run that was cut off', async () => {
    const store = await engine.newStore();
    const clock = { now: NOW };
    const reports: RetentionReport[] = [];
    const failures: unknown[] = [];
    const daily = new DailyRetention({
      store,
      retention: RETENTION,
      zone: ZONE,
      clock: (): Instant => instant(clock.now),
      onDone: (report) => reports.push(report),
      onDoubt: () => undefined,
      onFailure: (error) => failures.push(error),
    });
    clock.now -= DAY_MS;
    await daily.look();
    expect(reports).toHaveLength(0);
    clock.now += DAY_MS;
    await daily.look();
    await daily.look();
    expect(reports).toHaveLength(1);
    clock.now += DAY_MS;
    await daily.look();
    expect(reports).toHaveLength(2);
    await daily.stop();
    clock.now += DAY_MS;
    await daily.look();
    expect(reports).toHaveLength(2);
    expect(failures).toEqual([]);
    const cut = AbortSignal.abort();
    await runRetention({
      store,
      retention: RETENTION,
      now: instant(clock.now),
      zone: ZONE,
      dryRun: false,
      cancelled: cut,
    });
    const ranAt = await store.db
      .selectFrom('erasure')
      .select('ran_at')
      .where('class', '=', 'expiredAccess')
      .executeTakeFirstOrThrow();
    expect(ranAt.ran_at).toBe(NOW + DAY_MS);
  });
});

it('names a time of keeping for every table', () => {
  expect(Object.keys(RETENTION_OF_TABLES).sort()).toEqual([...BACKED_UP_TABLES].sort());
});

it('leaves nothing of deleted callers and keys in the files of the embedded store', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'leitstand-retention-'));
  folders.push(folder);
  const store = await openStore({ engine: 'sqlite', folder });
  await filledStore(store);
  const { db } = store;
  const marked = Array.from({ length: 300 }, (_, index) => ({
    source: 'pbx',
    key: `marked-${index}`,
    at: START,
    received_at: START,
    kind: 'CallEntered',
    payload: `{"kind":"CallEntered","at":${START},"key":"x","caller":"traceofthecaller"}`,
  }));
  await db.insertInto('event_log').values(marked).execute();
  await db.updateTable('sums_position').set({ sequence: 1_000_000 }).execute();
  await db
    .updateTable('checkpoint')
    .set(({ eb }) => ({ sequence: eb('sequence', '+', 1_000_000) }))
    .execute();
  await run(store);
  await store.close();
  const files = (await readdir(folder)).filter((name) => name.startsWith('leitstand.db'));
  for (const name of files)
    expect((await readFile(join(folder, name))).includes('traceofthecaller'), name).toBe(false);
});
