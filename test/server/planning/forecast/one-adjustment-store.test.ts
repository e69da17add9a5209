import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { plainDate, ZoneClock } from '../../../../forecasting/time/index.ts';
import { allAdjustments, holdingFor } from '../../../../server/planning/forecast/adjustment-store.ts';
import { centreOrFirst } from '../../../../server/organisation/cities/centre-store.ts';
import { createDayAdjustments } from '../../../../server/platform/store/migrations/023-day-adjustments.ts';
import { uniteAdjustments } from '../../../../server/platform/store/migrations/110-one-adjustment-store.ts';
import { DESK_NOW } from '../../../support/desk-server.ts';
import { centre, city } from '../../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const DAY = plainDate('2026-12-01');
const start = new ZoneClock('Europe/Berlin').instantAt(DAY, 0);
const word = { day: DAY, reason: 'Wahlbenachrichtigungen', account_id: 'a1' };

describeOnBothEngines('the desk’s words about days of an earlier release', (engine) => {
  it('go on to hold for the same cities as adjustments, and what was overruled stays as taken back', async () => {
    const store = await engine.newStore();
    await centreOrFirst(
      store.db,
      centre({ cities: [city('koeln'), city('bonn'), city('leverkusen')] }),
      DESK_NOW,
    );
    await store.db.transaction().execute(async (transaction) => {
      await sql`drop index forecast_adjustment_of`.execute(transaction);
      await sql`alter table forecast_version drop column run_id`.execute(transaction);
      await sql`alter table forecast_version drop column author`.execute(transaction);
      await createDayAdjustments.up(transaction, engine.engine);
      const words = [
        { ...word, id: 'early', city: null, factor: 1.2, at: 10 },
        { ...word, id: 'bonn', city: 'bonn', factor: 1.5, at: 20 },
        { ...word, id: 'bonn-again', city: 'bonn', factor: 0.8, at: 30 },
        { ...word, id: 'other-day', day: '2026-12-02', city: null, factor: 2, at: 40 },
      ];
      for (const row of words)
        await sql`insert into day_adjustment (id, city, day, factor, reason, at, account_id)
          values (${row.id}, ${row.city}, ${row.day}, ${row.factor}, ${row.reason}, ${row.at}, ${row.account_id})`.execute(
          transaction,
        );
      await uniteAdjustments.up(transaction, engine.engine);
    });
    const kept = await allAdjustments(store.db, { from: start, until: start + 2 * 86_400_000 });
    const onDay = (cityId: string) =>
      holdingFor(kept, cityId).flatMap(({ from, change }) =>
        from === start && change.kind === 'factor' ? [change.factor] : [],
      );
    expect(['koeln', 'bonn', 'leverkusen'].map(onDay)).toEqual([[1.2], [0.8], [1.2]]);
    expect(kept.filter(({ withdrawnAt }) => withdrawnAt !== null)).toMatchObject([
      { id: 'bonn', withdrawnAt: 30 },
    ]);
    expect(kept.find(({ id }) => id === 'other-day')).toMatchObject({
      queue: '*',
      author: 'a1',
      until: start + 2 * 86_400_000,
    });
    await expect(sql`select * from day_adjustment`.execute(store.db)).rejects.toThrow();
  });
});
