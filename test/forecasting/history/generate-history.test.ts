import { describe, expect, it } from 'vitest';
import {
  type DayHistory,
  generateHistory,
  JOINT_CENTRE_CITIES,
  queueHistory,
} from '../../../forecasting/history/index.ts';
import { bridgeDays, plainDate, weekdayOf, ZoneClock } from '../../../forecasting/time/index.ts';
import { nrwSpecialDays } from '../../../server/platform/calendar/nrw-calendar.ts';

const named = nrwSpecialDays(2024, 2026);
const plan = {
  from: plainDate('2024-11-25'),
  to: plainDate('2026-11-20'),
  zone: 'Europe/Berlin',
  cities: JOINT_CENTRE_CITIES.map((city) => ({
    ...city,
    missingDays: city.queue === 'bonn' ? [plainDate('2026-06-10')] : [],
  })),
  specialDays: [...named, ...bridgeDays(named)],
  seed: 115,
};
const records = generateHistory(plan);
const grid = { slotMinutes: 15, openMinute: 420, closeMinute: 1080 };
const clock = new ZoneClock('Europe/Berlin');
const historyOf = (queue: string) => queueHistory(records, queue, grid, [1, 2, 3, 4, 5], clock);
const koeln = historyOf('koeln');

function totalOn(history: DayHistory, date: string): number | undefined {
  const curve = history.days.find((day) => day.date === date)?.offered;
  return curve?.reduce((sum, calls) => sum + calls, 0);
}

describe('generateHistory', () => {
  it('gives the same records for the same seed and others for another', () => {
    expect(generateHistory(plan)).toEqual(records);
    expect(generateHistory({ ...plan, seed: 116 })[0]).not.toEqual(records[0]);
  });

  it.each([
    ['koeln', 3900],
    ['bonn', 1100],
    ['leverkusen', 600],
  ])('gives %s about %i calls on a working day', (queue, calls) => {
    const totals = historyOf(queue).days.flatMap(({ offered }) =>
      offered === undefined ? [] : [offered.reduce((sum, value) => sum + value, 0)],
    );
    const mean = totals.reduce((sum, value) => sum + value, 0) / totals.length;
    expect(Math.abs(mean / calls - 1)).toBeLessThan(0.08);
  });

  it('has no rows on holidays and Carnival Monday and a short Thursday before carnival', () => {
    expect(totalOn(koeln, '2026-05-14')).toBeUndefined();
    expect(totalOn(koeln, '2026-02-16')).toBeUndefined();
    expect(totalOn(koeln, '2025-12-24')).toBeUndefined();
    expect(totalOn(koeln, '2026-02-12')).toBeLessThan(0.6 * (totalOn(koeln, '2026-02-05') ?? 0));
  });

  it('loses the day that is asked to be missing, in that city alone', () => {
    expect(totalOn(historyOf('bonn'), '2026-06-10')).toBeUndefined();
    expect(totalOn(koeln, '2026-06-10')).toBeGreaterThan(0);
  });

  it('keeps the opening hours by the wall clock in winter and summer', () => {
    const minutes = records.map(({ start }) => clock.wallClockAt(start).minute);
    expect(Math.min(...minutes)).toBe(420);
    expect(Math.max(...minutes)).toBe(1065);
    expect(records.every(({ start }) => weekdayOf(clock.wallClockAt(start).date) <= 5)).toBe(true);
  });

  it('conserves calls: answered and abandoned make up the offered', () => {
    expect(
      records.every(
        ({ offered, answered = 0, abandoned = 0, answeredWithinThreshold = 0 }) =>
          answered + abandoned === offered && answeredWithinThreshold <= answered,
      ),
    ).toBe(true);
  });

  it('moves morning and afternoon of a day together, as real call centres do', () => {
    const half = koeln.slotsPerDay / 2;
    const residuals = koeln.days.flatMap(({ date, offered }, index) => {
      const same = koeln.days
        .slice(Math.max(0, index - 40), index)
        .filter((day) => weekdayOf(day.date) === weekdayOf(date) && day.offered !== undefined);
      if (offered === undefined || same.length < 4) return [];
      const mean = (from: number, to: number) =>
        same.reduce((sum, day) => sum + (day.offered?.slice(from, to).reduce((a, b) => a + b, 0) ?? 0), 0) /
        same.length;
      const came = (from: number, to: number) => offered.slice(from, to).reduce((a, b) => a + b, 0);
      return [[came(0, half) / mean(0, half) - 1, came(half, 2 * half) / mean(half, 2 * half) - 1] as const];
    });
    const calm = residuals.filter(([a, b]) => Math.abs(a) < 0.25 && Math.abs(b) < 0.25);
    expect(correlation(calm)).toBeGreaterThan(0.6);
    expect(correlation(calm)).toBeLessThan(0.95);
  });
});

function correlation(pairs: readonly (readonly [number, number])[]): number {
  const n = pairs.length;
  const meanA = pairs.reduce((sum, [a]) => sum + a, 0) / n;
  const meanB = pairs.reduce((sum, [, b]) => sum + b, 0) / n;
  const cov = pairs.reduce((sum, [a, b]) => sum + (a - meanA) * (b - meanB), 0);
  const varA = pairs.reduce((sum, [a]) => sum + (a - meanA) ** 2, 0);
  const varB = pairs.reduce((sum, [, b]) => sum + (b - meanB) ** 2, 0);
  return cov / Math.sqrt(varA * varB);
}
