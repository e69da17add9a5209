import { describe, expect, it } from 'vitest';
import {
  commonLength,
  type HistoryMinutes,
  type IntervalRecord,
  joinHistory,
  toLength,
} from '../../../forecasting/history/index.ts';
import { instant, plainDate, ZoneClock } from '../../../forecasting/time/index.ts';

const clock = new ZoneClock('Europe/Berlin');

function record(
  local: string,
  minutes: HistoryMinutes,
  offered: number,
  figures: Partial<IntervalRecord> = {},
): IntervalRecord {
  const [date = '', time = ''] = local.split(' ');
  const [hours = 0, past = 0] = time.split(':').map(Number);
  return {
    queue: 'bonn',
    start: clock.instantAt(plainDate(date), hours * 60 + past),
    minutes,
    offered,
    ...figures,
  };
}

describe('imported and measured history', () => {
  const imported = [
    record('2026-05-04 08:00', 60, 40),
    record('2026-05-05 08:00', 60, 41),
    record('2026-05-06 08:00', 60, 42),
  ];
  const measured = [
    record('2026-05-05 08:45', 15, 3),
    record('2026-05-06 08:00', 15, 11),
    record('2026-05-07 08:00', 15, 12),
    record('2026-05-08 08:00', 15, 13),
  ];
  const joined = joinHistory(imported, measured, plainDate('2026-05-08'), clock);
  const daySum = (date: string) =>
    joined.records
      .filter(({ start }) => clock.wallClockAt(start).date === date)
      .reduce((sum, { offered }) => sum + offered, 0);

  it('come whole from one of the two on each day: measured wins, imported fills', () => {
    expect(['2026-05-04', '2026-05-06', '2026-05-07'].map(daySum)).toEqual([40, 11, 12]);
  });

  it('take the first measured day from the import, as measuring may have begun at noon', () => {
    expect(daySum('2026-05-05')).toBe(41);
  });

  it('leave today out: it is not over', () => {
    expect(daySum('2026-05-08')).toBe(0);
  });

  it('report every day that both hold, with both sums', () => {
    expect(joined.overlaps).toEqual([
      { date: '2026-05-05', imported: 41, measured: 3, taken: 'imported' },
      { date: '2026-05-06', imported: 42, measured: 11, taken: 'measured' },
    ]);
  });
});

describe('one interval length', () => {
  it('is the coarsest of the last half year', () => {
    const old = record('2024-05-06 08:00', 60, 40);
    const recent = [record('2026-05-06 08:00', 30, 9), record('2026-05-07 08:00', 15, 4)];
    expect(commonLength([old, ...recent], clock)).toBe(30);
    expect(commonLength([], clock)).toBe(15);
  });

  it('adds finer intervals up and shares coarser ones out, keeping every sum', () => {
    const records = [
      record('2024-05-06 08:00', 60, 40, { answered: 36, handleSeconds: 7200 }),
      record('2026-05-06 08:00', 15, 4, { answered: 3 }),
      record('2026-05-06 08:15', 15, 5, { answered: 5 }),
      record('2026-05-06 08:30', 30, 9),
      record('2026-05-06 00:00', 1440, 999),
    ];
    const summed = toLength(records, 30);
    expect(summed.map(({ offered }) => offered)).toEqual([20, 20, 9, 9]);
    expect(summed[0]).toMatchObject({ minutes: 30, answered: 18, handleSeconds: 3600 });
    expect(summed[2]).toMatchObject({ answered: 8 });
    expect(summed[3]).not.toHaveProperty('answered');
  });

  it('does not say a figure for a sum of which one part does not state it', () => {
    const parts = [record('2026-05-06 08:00', 15, 4, { answered: 3 }), record('2026-05-06 08:15', 15, 5)];
    const [sum] = toLength(parts, 30);
    expect(sum).toEqual({ queue: 'bonn', start: instant(parts[0]?.start ?? 0), minutes: 30, offered: 9 });
  });

  it('keeps both hours of the autumn night', () => {
    const start = Date.parse('2026-10-25T00:00:00Z');
    const quarters = Array.from({ length: 8 }, (_, at) => ({
      ...record('2026-10-25 00:00', 15, 1),
      start: instant(start + at * 900_000),
    }));
    expect(toLength(quarters, 60).map((hour) => hour.offered)).toEqual([4, 4]);
  });
});
