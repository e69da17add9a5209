import { expect, it } from 'vitest';
import { instant, type Instant } from '../../../../forecasting/time/instant.ts';
import { DailyRetention } from '../../../../server/operations/retention/daily-retention.ts';
import type { RetentionReport } from '../../../../server/operations/retention/run-retention.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Monday 2 November 2026, noon in Cologne. */
const NOW = Date.UTC(2026, 10, 2, 11);
const ZONE = 'Europe/Berlin';
const RETENTION = { callEventsDays: 7, personalSchedulesDays: 730, auditDays: 1095 };

describeOnBothEngines('a clock that jumps', (engine) => {
  it('deletes nothing at a start with the clock years ahead, says so, and goes on once two days agree', async () => {
    const store = await engine.newStore();
    await store.db
      .insertInto('publication')
      .values({
        number: 1,
        draft_id: 'draft',
        from_day: '2026-10-26',
        until_day: '2026-11-08',
        at: NOW,
        account_id: null,
        problem: '{}',
        roster: '{}',
        report: '{}',
        rolls_back_to: null,
        origin: null,
      })
      .execute();
    const doubts: unknown[] = [];
    let warnings: readonly string[] = [];
    const reports: RetentionReport[] = [];
    const startAt = async (now: number): Promise<void> => {
      const daily = new DailyRetention({
        store,
        retention: RETENTION,
        zone: ZONE,
        clock: (): Instant => instant(now),
        onDone: (report) => reports.push(report),
        onDoubt: (doubt) => doubts.push(doubt),
        onFailure: (error) => doubts.push(error),
      });
      await daily.look();
      await daily.look();
      warnings = daily.warnings();
      await daily.stop();
    };
    const plans = async (): Promise<number> =>
      (await store.db.selectFrom('publication').select('number').execute()).length;
    await startAt(NOW);
    await startAt(NOW + DAY_MS);
    expect(reports).toHaveLength(1);
    const ahead = NOW + 1_200 * DAY_MS + 2 * HOUR_MS;
    expect(warnings).toEqual([]);
    await startAt(ahead);
    expect(warnings).toEqual(['clock-jumped']);
    await startAt(ahead + HOUR_MS);
    expect(warnings).toEqual(['clock-jumped']);
    expect(doubts.at(-1)).toEqual({ kind: 'jumped', days: 1_199 });
    expect([reports.length, await plans()]).toEqual([1, 1]);
    // a midnight soon after is no second day of the clock
    const soon = ahead + 11 * HOUR_MS;
    await startAt(soon);
    expect([reports.length, await plans()]).toEqual([1, 1]);
    // the clock is set right: it has jumped again, and two days of it agree
    await startAt(NOW + 2 * DAY_MS);
    expect(doubts.at(-1)).toMatchObject({ kind: 'jumped' });
    await startAt(NOW + 3 * DAY_MS);
    expect(warnings).toEqual([]);
    expect([reports.length, await plans()]).toEqual([2, 1]);
    // years that have really gone by are believed on their second day
    await startAt(ahead + 10 * DAY_MS);
    await startAt(ahead + 11 * DAY_MS);
    expect([reports.length, await plans()]).toEqual([3, 0]);
  });
});
