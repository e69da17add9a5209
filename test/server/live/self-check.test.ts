import { expect, it } from 'vitest';
import { instant } from '../../../forecasting/time/instant.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { LiveCentre } from '../../../server/live/live-centre.ts';
import { selfCheck } from '../../../server/live/self-check.ts';
import type { Store } from '../../../server/store/database.ts';
import { sourceId, visitOf } from '../../support/call-events.ts';
import { hardDays } from '../../support/hard-days.ts';
import { centre } from '../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

const DAY_MS = 86_400_000;
/** Friday 23 October 2026, 07:00 in Cologne; three working days and the 25-hour Sunday follow. */
const START = Date.UTC(2026, 9, 23, 5, 0);
const BATCH = 60;

async function recorded(store: Store): Promise<LiveCentre> {
  const clock = { now: START };
  const live = await LiveCentre.open({
    store,
    centre: centre(),
    sources: [{ id: sourceId('pbx'), staleAfterMs: 4_000 }],
    clock: () => instant(clock.now),
    clockKind: 'real',
  });
  const events = hardDays(START, 400, 7);
  for (let from = 0; from < events.length; from += BATCH) {
    const batch = events.slice(from, from + BATCH);
    clock.now = Math.max(clock.now, ...batch.map(({ at }) => at));
    await live.accept(batch);
  }
  await live.maintain();
  return live;
}

describeOnBothEngines('self-check', (engine) => {
  it('finds no difference on any day of a hard week, and every difference that is made', async () => {
    const store = await engine.newStore();
    await recorded(store);
    for (const date of ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']) {
      const check = await selfCheck(store, plainDate(date));
      expect(check?.differences).toEqual([]);
      expect(check?.figures).toBeGreaterThan(1_000);
      expect(check?.newerEvents).toBe(0);
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
    const dates = ['2026-10-23', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27'].map(plainDate);
    const found = await Promise.all(dates.map(async (date) => (await selfCheck(store, date))?.differences));
    expect(found.flat()).toEqual([
      { subject: 'city:koeln', startsAt: row.starts_at, figure: 'answered', stored: 3, recounted: 1 },
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
      expect((await selfCheck(store, plainDate(date)))?.differences).toEqual([]);
    const friday = await store.db
      .selectFrom('interval_sums')
      .select('sums')
      .where('subject', '=', 'city:koeln')
      .where('starts_at', '=', START + 3_600_000)
      .executeTakeFirst();
    expect(friday?.sums).toBeDefined();
    await again.close();
  });

  it('has nothing to say where no centre was ever configured', async () => {
    expect(await selfCheck(await engine.newStore(), plainDate('2026-10-23'))).toBeNull();
  });
});
