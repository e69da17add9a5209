import { expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { LiveCentre } from '../../../../server/live/centre/live-centre.ts';
import { selfCheck, type SelfCheck } from '../../../../server/live/selfcheck/self-check.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import type { CallEvent } from '../../../../server/live/events/call-event.ts';
import { agentOf, sourceId, visitOf } from '../../../support/call-events.ts';
import { hardDays } from '../../../support/hard-days.ts';
import { centre } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Friday 23 October 2026, 07:00 in Cologne; three working days and the 25-hour Sunday follow. */
const START = Date.UTC(2026, 9, 23, 5, 0);
const BATCH = 60;

async function recounted(store: Store, date: string): Promise<SelfCheck> {
  const check = await selfCheck(store, plainDate(date));
  if (check?.kind !== 'recounted') throw new Error(`${date} cannot be counted anew`);
  return check;
}

/** Sums under way, a restart in the middle, agents who come, pause and go; two of them say nothing for days. */
async function recorded(store: Store): Promise<LiveCentre> {
  const clock = { now: START };
  const live = await LiveCentre.open({
    store,
    centre: centre(),
    sources: [{ id: sourceId('pbx'), staleAfterMs: 4_000 }],
    clock: () => instant(clock.now),
    clockKind: 'real',
  });
  const events = [...hardDays(START, 400, 7), ...agentDays(), ...endedTwice()].sort(
    (a, b) => tellingOrder(a) - tellingOrder(b),
  );
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    clock.now = Math.max(clock.now, ...batch.map(({ at }) => at));
    await live.accept(batch);
  }
  await live.maintain();
  return live;
}

/** Every agent of the hard days signs in and out and pauses each day; what is told late is told ten minutes late. */
function agentDays(): readonly CallEvent[] {
  return Array.from({ length: 9 }, (_, number) => {
    const agent = agentOf(`Agent ${number}`);
    return [0, 1, 3].flatMap((day) => {
      const morning = START + day * DAY_MS + number * 400_000;
      return [
        agent.signedIn(morning, 'koeln'),
        agent.signedIn(morning + 1_000, 'bonn'),
        agent.paused(morning + 3 * HOUR_MS),
        agent.resumed(morning + 3.5 * HOUR_MS),
        agent.device(morning + 4 * HOUR_MS, number % 2 === 0),
        agent.device(morning + 4.5 * HOUR_MS, true),
        ...(number === 4 ? [] : [agent.signedOut(morning + 9 * HOUR_MS)]),
      ];
    });
  }).flat();
}

/** A talk whose end was assumed from a hang-up, and told as well. */
function endedTwice(): readonly CallEvent[] {
  const talk = visitOf('ended-twice');
  const at = START + HOUR_MS;
  return [
    talk.entered(at),
    talk.answered(at + 10_000, 'Agent 8'),
    talk.completed(at + 60_000, { agent: 'Agent 8', talkSeconds: 50, endedBy: 'unknown' }),
    talk.completed(at + 70_000, { agent: 'Agent 8', talkSeconds: 58, endedBy: 'agent' }),
  ];
}

function tellingOrder({ at, key }: CallEvent): number {
  return at + (key.endsWith('3') ? 600_000 : 0);
}

describeOnBothEngines('self-check', (engine) => {
  it('finds no difference on any day of a hard week, and every difference that is made', async () => {
    const store = await engine.newStore();
    await recorded(store);
    for (const date of ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']) {
      const check = await recounted(store, date);
      expect(check.differences).toEqual([]);
      expect(check.figures).toBeGreaterThan(1_000);
      expect(check.newerEvents).toBe(0);
    }
    const row = await store.db
      .selectFrom('interval_sums')
      .selectAll()
      .where('subject', '=', 'city:koeln')
      .where('sums', 'like', '%"answered":1,%')
      .executeTakeFirstOrThrow();
    await store.db
      .updateTable('interval_sums')
      .set({ sums: row.sums.replace('"answered":1,', '"answered":3,') })
      .where('subject', '=', row.subject)
      .where('starts_at', '=', row.starts_at)
      .execute();
    const dates = ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'];
    const found = await Promise.all(dates.map(async (date) => (await recounted(store, date)).differences));
    expect(found.flat()).toEqual([
      { subject: 'city:koeln', startsAt: row.starts_at, figure: 'answered', stored: 3, recounted: 1 },
    ]);
    const time = await store.db
      .selectFrom('interval_sums')
      .selectAll()
      .where('subject', '=', 'agents')
      .where('starts_at', '>=', START + DAY_MS)
      .where('sums', 'not like', '%"readyMs":0,%')
      .executeTakeFirstOrThrow();
    await store.db
      .updateTable('interval_sums')
      .set({ sums: time.sums.replace('"readyMs":', '"readyMs":1') })
      .where('subject', '=', 'agents')
      .where('starts_at', '=', time.starts_at)
      .execute();
    const inTime = await Promise.all(dates.map(async (date) => (await recounted(store, date)).differences));
    expect(inTime.flat().filter(({ subject }) => subject === 'agents')).toMatchObject([
      { startsAt: time.starts_at, figure: 'readyMs' },
    ]);
  });

  it('stays without a difference over stops and starts, and when a day is told much later', async () => {
    const store = await engine.newStore();
    const live = await recorded(store);
    await live.close();
    const clock = { now: START + 20 * DAY_MS };
    const again = await LiveCentre.open({
      store,
      centre: centre(),
      sources: [],
      clock: () => instant(clock.now),
      clockKind: 'real',
    });
    const [today, late] = [visitOf('today'), visitOf('told-late')];
    await again.accept([today.entered(clock.now), today.answered(clock.now)]);
    await again.accept([late.entered(START + 3_600_000), late.answered(START + 3_605_000)]);
    await again.maintain();
    for (const date of ['2026-10-23', '2026-10-26', '2026-11-12'])
      expect((await recounted(store, date)).differences).toEqual([]);
    const friday = await store.db
      .selectFrom('interval_sums')
      .select('sums')
      .where('subject', '=', 'city:koeln')
      .where('starts_at', '=', START + 3_600_000)
      .executeTakeFirst();
    expect(friday?.sums).toBeDefined();
    await again.close();
  });

  it('counts an event from the future where it was received, as the wall does', async () => {
    const store = await engine.newStore();
    const clock = { now: START };
    const live = await LiveCentre.open({
      store,
      centre: centre(),
      sources: [],
      clock: () => instant(clock.now),
      clockKind: 'real',
    });
    const visit = visitOf('ahead');
    await live.accept([visit.entered(START + 9 * DAY_MS), visit.answered(START + 9 * DAY_MS)]);
    await live.close();
    const check = await recounted(store, '2026-10-23');
    expect(check.differences).toEqual([]);
    expect(check.figures).toBeGreaterThan(0);
  });

  it('has nothing to say where no centre was ever configured', async () => {
    expect(await selfCheck(await engine.newStore(), plainDate('2026-10-23'))).toBeNull();
  });
});
