import { sql } from 'kysely';
import * as v from 'valibot';
import { expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { boardSchema } from '../../../../server/contract/wall.ts';
import { describeState } from '../../../../server/live/centre/describe-state.ts';
import { LiveCentre, type LiveCentreOptions } from '../../../../server/live/centre/live-centre.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import { readSums } from '../../../../server/live/log/interval-sums-store.ts';
import { agentOf, queueListed, sourceId, visitOf } from '../../../support/call-events.ts';
import { centre, city, contract } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

/** Monday 26 October 2026, 10:00 in Cologne; the day after the 25-hour day. */
const NOW = Date.UTC(2026, 9, 26, 9, 0);
const SECOND = 1_000;
const MINUTE = 60_000;

interface Running {
  readonly live: LiveCentre;
  readonly clock: { now: number };
}

async function running(store: Store, changes: Partial<LiveCentreOptions> = {}): Promise<Running> {
  const clock = { now: NOW };
  const live = await LiveCentre.open({
    store,
    centre: centre(),
    sources: [{ id: sourceId('pbx'), staleAfterMs: 4 * SECOND }],
    clock: () => instant(clock.now),
    clockKind: 'real',
    ...changes,
  });
  return { live, clock };
}

/** A morning: answered, abandoned, waiting, talking, an overflow and a few agents. */
function morning() {
  const [one, two, three, four] = ['c1', 'c2', 'c3', 'c4'].map((call) => visitOf(call));
  const overflow = [visitOf('c5', 'leverkusen'), visitOf('c5', 'koeln')] as const;
  if (!one || !two || !three || !four) throw new Error('four visits were made');
  const start = NOW - 10 * MINUTE;
  return [
    queueListed(start, 'koeln', [{ agent: 'Agent 01' }, { agent: 'Agent 02' }, { agent: 'Agent 03' }]),
    queueListed(start, 'bonn', [{ agent: 'Agent 03' }, { agent: 'Agent 04', paused: true }]),
    one.entered(start, 'hash-1'),
    one.answered(start + 8 * SECOND, 'Agent 01'),
    two.entered(start + MINUTE, 'hash-2'),
    two.abandoned(start + MINUTE + 3 * SECOND),
    one.completed(start + 3 * MINUTE, { wrapUpSeconds: 30 }),
    one.classified(start + 4 * MINUTE, true),
    overflow[0].entered(start + 4 * MINUTE),
    overflow[0].flowedOut(start + 4 * MINUTE + 15 * SECOND, 'overflow'),
    overflow[1].entered(start + 4 * MINUTE + 15 * SECOND),
    overflow[1].answered(start + 4 * MINUTE + 25 * SECOND, 'Agent 02'),
    three.entered(start + 9 * MINUTE),
    four.entered(NOW - 20 * SECOND),
  ];
}

/** Everything that two states must agree in, as text. */
function described(live: LiveCentre): string {
  return JSON.stringify(describeState(live.state));
}

describeOnBothEngines('live centre', (engine) => {
  it('turns accepted events into a board that the contract accepts', async () => {
    const { live } = await running(await engine.newStore());
    await live.accept(morning());
    const board = live.board('all', NOW);
    expect(v.safeParse(boardSchema, board).issues).toBeUndefined();
    const [koeln, bonn, leverkusen] = board.cities;
    expect(koeln).toMatchObject({
      waiting: 2,
      longestWaitingSince: NOW - MINUTE,
      today: { offered: 4, answered: 1, abandoned: 1, shortAbandoned: 1 },
      agents: { ready: 2, talking: 1 },
    });
    expect(bonn).toMatchObject({ waiting: 0, agents: { ready: 1, onBreak: 1 } });
    expect(leverkusen?.today).toMatchObject({ offered: 1, answered: 1, averageSpeedOfAnswerSeconds: 25 });
    expect(board.pool.agents).toMatchObject({ ready: 2, talking: 1, onBreak: 1 });
    expect(JSON.stringify(board)).not.toMatch(/Agent 0|hash-/);
  });

  it('counts an event once, however often it is told', async () => {
    const { live } = await running(await engine.newStore());
    const events = morning();
    expect(new Set(await live.accept(events))).toEqual(new Set(['stored']));
    const before = described(live);
    expect(new Set(await live.accept(events))).toEqual(new Set(['duplicate']));
    expect(described(live)).toBe(before);
  });

  it('rebuilds the same state from the log after a stop without a word', async () => {
    const store = await engine.newStore();
    const { live } = await running(store);
    for (const event of morning()) await live.accept([event]);
    const again = await running(store);
    expect(described(again.live)).toBe(described(live));
  });

  it('rebuilds the same state from a checkpoint and the events behind it', async () => {
    const store = await engine.newStore();
    const uninterrupted = await running(await engine.newStore());
    const events = morning();
    for (let cut = 0; cut < events.length; cut += 5) {
      const { live } = await running(store);
      await live.accept(events.slice(cut, cut + 5));
      await live.close();
      await uninterrupted.live.accept(events.slice(cut, cut + 5));
    }
    const { live } = await running(store);
    const figures = (of: LiveCentre) => JSON.stringify({ ...of.board('all', NOW), feed: null });
    expect(figures(live)).toBe(figures(uninterrupted.live));
    const { repairs, events: count } = live.health(NOW);
    expect({ repairs, count }).toEqual({
      repairs: uninterrupted.live.health(NOW).repairs,
      count: events.length,
    });
  });

  it('shows a queue that no city knows to the administrator, keeps it in the log, and counts it for no city', async () => {
    const { live } = await running(await engine.newStore());
    await live.accept([visitOf('c1', 'fundbuero').entered(NOW)]);
    expect(live.health(NOW).unmappedQueues).toEqual([{ source: 'pbx', queue: 'fundbuero' }]);
    expect(live.board('all', NOW).cities.map(({ waiting, today }) => [waiting, today.offered])).toEqual(
      live.centre.cities.map(() => [0, 0]),
    );
    expect(live.health(NOW)).toMatchObject({ events: 1, sequence: 1 });
  });

  it('takes a new city in without a restart, today counted for it', async () => {
    const store = await engine.newStore();
    const { live } = await running(store);
    const caller = visitOf('d1', 'duesseldorf');
    await live.accept([...morning(), caller.entered(NOW - MINUTE), caller.answered(NOW - 50 * SECOND)]);
    expect(live.health(NOW).unmappedQueues).toEqual([{ source: 'pbx', queue: 'duesseldorf' }]);
    const before = live.board('koeln', NOW);
    await live.configure(centre({ cities: [...centre().cities, city('duesseldorf')] }));
    expect(live.health(NOW).unmappedQueues).toEqual([]);
    expect(live.board('duesseldorf', NOW).cities[0]?.today).toMatchObject({ offered: 1, answered: 1 });
    expect(live.board('koeln', NOW)).toEqual(before);
    expect(() => live.board('aachen', NOW)).toThrow(RangeError);
  });

  it('counts today by a new contract and leaves yesterday as it was', async () => {
    const { live, clock } = await running(await engine.newStore());
    const yesterday = NOW - 24 * 60 * MINUTE;
    clock.now = yesterday + MINUTE;
    const [old, fresh] = [visitOf('y1'), visitOf('t1')];
    await live.accept([old.entered(yesterday), old.answered(yesterday + 15 * SECOND)]);
    clock.now = NOW + MINUTE;
    await live.accept([fresh.entered(NOW), fresh.answered(NOW + 15 * SECOND)]);
    const stricter = contract({ validFrom: '2026-10-26', answerThresholdSeconds: 10 });
    const [koeln, ...others] = centre().cities;
    if (koeln === undefined) throw new Error('there are three cities');
    await live.configure(centre({ cities: [{ ...koeln, contracts: [contract(), stricter] }, ...others] }));
    expect(live.board('koeln', NOW).cities[0]?.serviceLevel).toMatchObject({
      numerator: 0,
      denominator: 1,
      thresholdSeconds: 10,
    });
    expect(live.board('koeln', yesterday).cities[0]?.serviceLevel).toMatchObject({
      numerator: 1,
      denominator: 1,
      thresholdSeconds: 20,
    });
  });

  it('tells apart a source that is silent, one that was never heard, and a store that cannot write', async () => {
    const store = await engine.newStore();
    const { live } = await running(store);
    expect(live.board('all', NOW).feed).toMatchObject({ state: 'never', lastHeardAt: null });
    live.heard(sourceId('pbx'), instant(NOW));
    expect(live.feed(NOW + 4 * SECOND).state).toBe('live');
    expect(live.feed(NOW + 4 * SECOND + 1).state).toBe('stale');
    await refuseWrites(store, true);
    await expect(live.accept(morning())).rejects.toMatchObject({ code: 'unwritable' });
    expect(live.feed(NOW).state).toBe('storeFailed');
    expect(live.board('all', NOW).cities[0]?.today.offered).toBe(0);
    await refuseWrites(store, false);
    await live.accept(morning());
    expect(live.feed(NOW).state).toBe('live');
  });

  it('takes an event from the future as happening when it was received', async () => {
    const { live } = await running(await engine.newStore());
    await live.accept([visitOf('c1').entered(NOW + 24 * 60 * MINUTE)]);
    expect(live.board('koeln', NOW).cities[0]).toMatchObject({ waiting: 1, longestWaitingSince: NOW });
    expect(live.health(NOW).repairs).toEqual({ fromTheFuture: 1 });
  });

  it('begins a new day at local midnight and keeps a call for the day in which it entered', async () => {
    const { live, clock } = await running(await engine.newStore());
    const midnight = Date.UTC(2026, 9, 26, 23, 0);
    clock.now = midnight - MINUTE;
    const caller = visitOf('c1');
    await live.accept([caller.entered(midnight - MINUTE)]);
    clock.now = midnight + MINUTE;
    expect(live.board('koeln', clock.now).cities[0]).toMatchObject({ waiting: 1, today: { offered: 0 } });
    await live.accept([caller.answered(midnight + MINUTE)]);
    expect(live.board('koeln', clock.now).cities[0]).toMatchObject({ waiting: 0, today: { offered: 0 } });
    expect(live.board('koeln', midnight - 1).cities[0]?.today).toMatchObject({ offered: 1, answered: 1 });
  });

  it('stores the interval sums of exactly what the wall shows', async () => {
    const store = await engine.newStore();
    const { live } = await running(store);
    await live.accept(morning());
    await live.maintain();
    const rows = await readSums(store, NOW - 60 * MINUTE, NOW + 60 * MINUTE);
    const offered = rows
      .filter(({ subject }) => subject === 'city:koeln')
      .map(({ sums }) => v.parse(v.object({ offered: v.number() }), JSON.parse(sums)).offered)
      .reduce((sum, calls) => sum + calls, 0);
    expect(offered).toBe(live.board('koeln', NOW).cities[0]?.today.offered);
    expect(offered).toBe(4);
  });

  it('tells its listeners of events and no longer after they left', async () => {
    const { live } = await running(await engine.newStore());
    let told = 0;
    const leave = live.onChange(() => (told += 1));
    await live.accept([agentOf('Agent 01').signedIn(NOW, 'koeln')]);
    expect(told).toBe(1);
    leave();
    await live.accept([agentOf('Agent 01').signedOut(NOW, 'koeln')]);
    expect(told).toBe(1);
  });
});

/** Makes the engine itself refuse to write to the log, as a full disk or a read-only mount does. */
async function refuseWrites(store: Store, refuse: boolean): Promise<void> {
  if (store.engine === 'sqlite')
    await sql`pragma query_only = ${sql.raw(refuse ? 'on' : 'off')}`.execute(store.db);
  else
    await sql`alter table event_log ${sql.raw(refuse ? 'add constraint refuses check (false) not valid' : 'drop constraint refuses')}`.execute(
      store.db,
    );
}
