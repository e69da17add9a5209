import { describe, expect, it } from 'vitest';
import { forecastModels } from '../../../forecasting/forecast/index.ts';
import { dayHistory, nextBusinessDays } from '../../../forecasting/history/index.ts';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import { addDays, type ForecastCalendar, plainDate } from '../../../forecasting/time/index.ts';
import { drawCount } from '../../../forecasting/maths/variates.ts';

const week = [1, 2, 3, 4, 5, 6, 7] as const;
const calendar: ForecastCalendar = {
  businessWeek: week,
  isClosed: () => false,
  specialDay: () => undefined,
};
const SLOTS = 24;
const DAYS = 182;
const first = plainDate('2025-01-06');

/** Mean relative error, with sign, of the day totals that the regression forecasts for two weeks. */
function bias(name: string, level: (day: number) => number): number {
  const model = forecastModels().find((known) => known.name === name);
  const origin = addDays(first, DAYS);
  let error = 0;
  let calls = 0;
  for (const seed of [1, 2, 3]) {
    const random = seededRandom(seed);
    const curves = new Map(
      Array.from({ length: DAYS }, (_, day) => [
        addDays(first, day),
        Float64Array.from({ length: SLOTS }, () => drawCount(level(day) / SLOTS, 1.1, random)),
      ]),
    );
    const dates = nextBusinessDays(origin, 14, week);
    const forecasts = model?.fit(dayHistory(curves, SLOTS, week), calendar).forecast(dates) ?? [];
    for (const [ahead, { mean }] of forecasts.entries()) {
      error += mean.reduce((sum, value) => sum + value, 0) - level(DAYS + ahead);
      calls += level(DAYS + ahead);
    }
  }
  return error / calls;
}

describe('the regression', () => {
  it('follows a level that rose by two fifths three weeks ago', () => {
    expect(Math.abs(bias('logreg', (day) => (day >= DAYS - 21 ? 420 : 300)))).toBeLessThan(0.08);
  });

  it('keeps up with a trend of one per cent a week', () => {
    expect(Math.abs(bias('logreg', (day) => 300 * Math.exp((0.01 * day) / 7)))).toBeLessThan(0.05);
  });

  it('stays where it is on a level that does not wander', () => {
    expect(Math.abs(bias('logreg', () => 300))).toBeLessThan(0.02);
  });
});

describe.each(['logreg', 'svd', 'comb'])('%s on a queue with many empty days', (model) => {
  it('does not take the days with calls for all days', () => {
    expect(Math.abs(bias(model, () => 1))).toBeLessThan(0.15);
  });
});
