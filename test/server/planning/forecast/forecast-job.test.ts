import { expect, it } from 'vitest';
import { adjustForecast, versionAccuracy } from '../../../../forecasting/forecast/index.ts';
import { generateHistory, JOINT_CENTRE_CITIES, queueHistory } from '../../../../forecasting/history/index.ts';
import { bridgeDays, plainDate, ZoneClock } from '../../../../forecasting/time/index.ts';
import { nrwSpecialDays } from '../../../../server/platform/calendar/nrw-calendar.ts';
import { defineForecastJob } from '../../../../server/planning/forecast/forecast-job.ts';
import { forecastJob, type KeptVersions } from '../../../../server/contract/forecast.ts';
import type { CityReach } from '../../../../server/platform/http/caller.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import { jobSupport } from '../../../support/run-job.ts';
import * as v from 'valibot';
import {
  addAdjustments,
  allAdjustments,
  findAdjustment,
  holdingFor,
  withdrawAdjustment,
} from '../../../../server/planning/forecast/adjustment-store.ts';
import {
  findForecast,
  listForecasts,
  versionsWithin,
} from '../../../../server/planning/forecast/forecast-store.ts';
import { intervalsOf } from '../../../../server/planning/forecast/version-days.ts';
import { addHistory } from '../../../../server/planning/history/add-history.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const named = nrwSpecialDays(2025, 2026);
const records = generateHistory({
  from: plainDate('2026-03-09'),
  to: plainDate('2026-06-26'),
  zone: 'Europe/Berlin',
  cities: JOINT_CENTRE_CITIES.slice(1),
  specialDays: [...named, ...bridgeDays(named)],
  seed: 3,
});
const before = records.filter(({ start }) => start < Date.parse('2026-06-01T00:00:00Z'));
const clock = new ZoneClock('Europe/Berlin');
const NOW = Date.parse('2026-06-01T05:00:00Z');
const span = { from: '2026-06-01', until: '2026-06-12' };

async function offered(store: Store, cities: readonly string[]) {
  const support = await jobSupport(store.db, () => NOW);
  const { jobs, pool } = support;
  jobs.offer(defineForecastJob({ store, pool, now: () => NOW, zone: 'Europe/Berlin', cities: () => cities }));
  const keptVersions = async (): Promise<KeptVersions['versions']> => {
    const { ended } = await jobs.start('forecast', span, null);
    return v.parse(forecastJob.result, (await ended).result).versions;
  };
  return { support, jobs, keptVersions };
}

describeOnBothEngines('a forecast job', (engine) => {
  it('shows a reader the versions of their cities alone', async () => {
    const store = await engine.newStore();
    const { support, jobs } = await offered(store, []);
    const versions = ['bonn', 'koeln'].map((city) => ({ city, id: city }));
    const shownTo = (cities: CityReach) =>
      jobs
        .definitionOf('forecast')
        .resultFor({ versions }, { caller: { kind: 'anonymous' }, cities, reader });
    const reader = { sees: [], plans: [] };
    expect(shownTo(['bonn'])).toEqual({ versions: [{ city: 'bonn', id: 'bonn' }] });
    expect(shownTo('all')).toEqual({ versions });
    await support.close();
  });

  it('keeps a version per city that repeats itself, leaves out the holiday and beats the naive rule', async () => {
    const store = await engine.newStore();
    await addHistory(store, before);
    const { support, keptVersions } = await offered(store, ['bonn', 'leverkusen']);
    const [bonn = '', leverkusen = ''] = (await keptVersions()).map(({ id }) => id);
    const again = await keptVersions();
    const version = await findForecast(store.db, bonn);
    expect((await findForecast(store.db, again[0]?.id ?? ''))?.forecast).toEqual(version?.forecast);
    expect(version?.forecast.days.map(({ date }) => date)).not.toContain('2026-06-04');
    expect(version?.forecast.days).toHaveLength(9);
    expect((await listForecasts(store.db, 'leverkusen')).map(({ id }) => id)).toContain(leverkusen);
    const holding = await versionsWithin(store.db, 'bonn', { from: '2026-06-03', until: '2026-06-03' });
    expect(holding.map(({ id }) => id).sort()).toEqual([bonn, again[0]?.id].sort());

    const days = version?.forecast.days.map((day) => ({ ...day, date: plainDate(day.date) })) ?? [];
    const grid = version?.forecast.grid ?? { slotMinutes: 15, openMinute: 0, closeMinute: 1440 };
    const truth = queueHistory(records, 'bonn', grid, [1, 2, 3, 4, 5], clock);
    const accuracy = versionAccuracy(days, truth, plainDate(span.from));
    expect(accuracy.days).toBe(9);
    expect(accuracy.wape).toBeLessThan(accuracy.naiveWape ?? 0);
    await support.close();
  }, 120_000);

  it('can be cancelled and then keeps nothing', async () => {
    const store = await engine.newStore();
    await addHistory(store, before);
    const { support, jobs } = await offered(store, ['bonn']);
    const { job, ended } = await jobs.start('forecast', span, null);
    jobs.cancel(job.id);
    expect(await ended).toEqual({ state: 'cancelled', result: undefined });
    expect(await listForecasts(store.db, 'bonn')).toEqual([]);
    await support.close();
  });

  it('keeps adjustments apart from the model’s figures and takes them again after a new run', async () => {
    const store = await engine.newStore();
    const [id = ''] = await addAdjustments(
      store.db,
      {
        city: 'bonn',
        changes: [
          {
            date: '2026-06-01',
            fromMinute: 0,
            untilMinute: 1440,
            change: { kind: 'factor', factor: 2 },
          },
        ],
        reason: 'Grundsteuerbescheide',
      },
      { author: 'planung', now: 5, clock },
    );
    const forecast = {
      queue: 'bonn',
      grid: { slotMinutes: 60, openMinute: 480, closeMinute: 600 },
      days: ['2026-06-01', '2026-06-02'].map((date) => ({
        date,
        mean: [10, 20],
        low: [8, 16],
        high: [12, 24],
        averageHandleTimeSeconds: [200, 200],
        day: { mean: 30, low: 25, high: 35 },
      })),
    };
    const week = { from: Date.parse('2026-06-01T00:00:00Z'), until: Date.parse('2026-06-08T00:00:00Z') };
    const holding = async (city: string) => holdingFor(await allAdjustments(store.db, week), city);
    const adjusted = adjustForecast(intervalsOf(forecast, clock), await holding('bonn'));
    expect(adjusted.map(({ mean }) => mean)).toEqual([20, 40, 10, 20]);
    expect(await holding('koeln')).toEqual([]);
    expect(await findAdjustment(store.db, id)).toEqual({ city: 'bonn' });
    expect(await withdrawAdjustment(store.db, id, 6)).toBe(true);
    expect(await withdrawAdjustment(store.db, id, 7)).toBe(false);
    expect(await holding('bonn')).toEqual([]);
    expect(await allAdjustments(store.db, week)).toMatchObject([{ id, withdrawnAt: 6 }]);
  });
});
