import { describe, expect, it } from 'vitest';
import {
  backtest,
  type ForecastModel,
  sameWeekdayMean,
  seasonalNaive,
} from '../../../forecasting/forecast/index.ts';
import { dayHistory, type DayHistory } from '../../../forecasting/history/index.ts';
import { addDays, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import { openCalendar } from '../../support/forecast-history.ts';

const MONDAY = plainDate('2026-01-05');
const clock = { seconds: () => 0 };

/** Working days from a Monday on; `undefined` is a closed day. */
function history(totals: readonly (number | undefined)[]): DayHistory {
  const curves = new Map<PlainDate, Float64Array>();
  totals.forEach((calls, day) => {
    if (calls === undefined) return;
    curves.set(addDays(MONDAY, Math.floor(day / 5) * 7 + (day % 5)), Float64Array.of(calls / 2, calls / 2));
  });
  return dayHistory(curves, 2, [1, 2, 3, 4, 5]);
}

describe('backtest', () => {
  it('scores D1 from every open day and W1, W2 from first days of a week only', () => {
    const result = backtest(
      history(Array.from({ length: 25 }, () => 100)),
      openCalendar([1, 2, 3, 4, 5]),
      seasonalNaive,
      { from: addDays(MONDAY, 7) },
      clock,
    );
    expect(result.horizons.D1.days).toBe(20);
    expect(result.horizons.W1.days).toBe(20);
    expect(result.horizons.W2.days).toBe(15);
    expect(result.horizons.D1.wape).toBe(0);
  });

  it('computes WAPE, bias and day-total WAPE by hand-worked sums', () => {
    const result = backtest(
      history([100, 100, 100, 100, 100, 110, 90, 100, 100, 100]),
      openCalendar([1, 2, 3, 4, 5]),
      seasonalNaive,
      { from: addDays(MONDAY, 7) },
      clock,
    );
    expect(result.horizons.D1.wape).toBeCloseTo(20 / 500, 12);
    expect(result.horizons.D1.bias).toBeCloseTo(0, 12);
    expect(result.horizons.D1.rmse).toBeCloseTo(Math.sqrt((4 * 25) / 10), 12);
    expect(result.horizons.W2.wape).toBeUndefined();
  });

  it('never scores a closed day but still starts from a closed Monday', () => {
    const days: (number | undefined)[] = Array.from({ length: 20 }, () => 100);
    days[10] = undefined;
    const result = backtest(
      history(days),
      openCalendar([1, 2, 3, 4, 5]),
      seasonalNaive,
      { from: addDays(MONDAY, 7) },
      clock,
    );
    expect(result.horizons.D1.days).toBe(14);
    expect(result.horizons.W1.days).toBe(14);
    expect(result.horizons.W2.days).toBe(9);
  });

  it('shows a model nothing from the origin on', () => {
    const seen: { origin: PlainDate; last: PlainDate | undefined }[] = [];
    const spy: ForecastModel = {
      name: 'spy',
      fit: (known) => ({
        forecast: (dates) => {
          const [origin] = dates;
          if (origin !== undefined) seen.push({ origin, last: known.days.at(-1)?.date });
          return sameWeekdayMean(4)
            .fit(known, openCalendar([1, 2, 3, 4, 5]))
            .forecast(dates);
        },
      }),
    };
    backtest(
      history(Array.from({ length: 20 }, (_, day) => 100 + day)),
      openCalendar([1, 2, 3, 4, 5]),
      spy,
      { from: addDays(MONDAY, 7), trainFrom: addDays(MONDAY, 2) },
      clock,
    );
    expect(seen).toHaveLength(15);
    expect(seen.every(({ origin, last }) => last !== undefined && last < origin)).toBe(true);
  });
});
