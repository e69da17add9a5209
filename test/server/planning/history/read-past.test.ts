import { expect, it } from 'vitest';
import type { IntervalRecord } from '../../../../forecasting/history/index.ts';
import { instant, plainDate, ZoneClock } from '../../../../forecasting/time/index.ts';
import { addHistory } from '../../../../server/planning/history/add-history.ts';
import { readPast } from '../../../../server/planning/history/read-past.ts';
import { zeroTotals } from '../../../../server/live/state/interval-totals.ts';
import { storeSums } from '../../../../server/live/log/interval-sums-store.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';

const ZONE = 'Europe/Berlin';
const clock = new ZoneClock(ZONE);
const NOON = Date.parse('2026-05-08T12:00:00+02:00');

function at(day: string, minute: number): number {
  return clock.instantAt(plainDate(day), minute);
}

function measured(day: string, offered: number) {
  const totals = {
    ...zeroTotals(),
    offered,
    answered: offered - 1,
    abandoned: 1,
    talkMs: 100_000,
    holdMs: 20_000,
    wrapUpMs: 30_500,
    answeredWaitMs: 4_000,
    abandonedWaitMs: 6_000,
  };
  return { subject: 'city:bonn', startsAt: at(day, 480), sums: JSON.stringify(totals) };
}

describeOnBothEngines('a city’s past', (engine) => {
  it('joins what was imported and what was measured, up to yesterday, and reports what is stated twice', async () => {
    const store = await engine.newStore();
    const imported = ['2026-05-04', '2026-05-05', '2026-05-06'].map((day): IntervalRecord => ({
      queue: 'bonn',
      start: instant(at(day, 480)),
      minutes: 60,
      offered: 80,
    }));
    await addHistory(store, imported);
    await storeSums(
      store,
      [
        measured('2026-05-05', 5),
        measured('2026-05-06', 20),
        measured('2026-05-07', 21),
        measured('2026-05-08', 22),
        { ...measured('2026-05-07', 99), subject: 'city:koeln' },
      ],
      1,
    );
    const past = await readPast(store, 'bonn', { zone: ZONE, now: NOON });
    expect(past.records.map(({ offered, minutes }) => [offered, minutes])).toEqual([
      [80, 60],
      [80, 60],
      [20, 15],
      [21, 15],
    ]);
    expect(past.records.at(-1)).toEqual({
      queue: 'bonn',
      start: at('2026-05-07', 480),
      minutes: 15,
      offered: 21,
      answered: 20,
      abandoned: 1,
      answeredWithinThreshold: 0,
      handleSeconds: 150.5,
      waitSeconds: 10,
    });
    expect(past.overlaps.map(({ date, taken }) => [date, taken])).toEqual([
      ['2026-05-05', 'imported'],
      ['2026-05-06', 'measured'],
    ]);
    const span = { from: at('2026-05-06', 0), until: at('2026-05-07', 0) };
    const { records } = await readPast(store, 'bonn', { zone: ZONE, now: NOON, ...span });
    expect(records.map(({ offered }) => offered)).toEqual([20]);
  });
});
