import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountSpread, type DayForecast, reforecastDay } from '../../../forecasting/forecast/index.ts';
import { plainDate } from '../../../forecasting/time/index.ts';

const spread: CountSpread = {
  kind: 'count',
  dispersion: 1.5,
  dayCv: 0.07,
  driftCv: 0.03,
  driftCorrelation: 0.9,
};
const forecast: DayForecast = {
  date: plainDate('2026-11-23'),
  mean: Float64Array.from({ length: 44 }, (_, slot) => 60 + 30 * Math.sin(slot / 7)),
  spread,
};
const first = (slots: number, factor: number) =>
  Array.from(forecast.mean.slice(0, slots), (mean) => factor * mean);
const planned = forecast.mean.reduce((sum, mean) => sum + mean, 0);

describe('reforecastDay', () => {
  it('is the forecast itself before the first slot is over', () => {
    const day = reforecastDay(forecast, []);
    expect(Array.from(day.mean)).toEqual(Array.from(forecast.mean));
    expect(day.day.mean).toBeCloseTo(planned, 9);
    expect(day.factor).toBeCloseTo(1, 12);
  });

  it('moves towards what came, shrunk, and believes more as the day goes on', () => {
    const early = reforecastDay(forecast, first(4, 1.2)).factor;
    const noon = reforecastDay(forecast, first(20, 1.2)).factor;
    expect(early).toBeGreaterThan(1);
    expect(noon).toBeGreaterThan(early);
    expect(noon).toBeLessThan(1.2);
  });

  it('is not carried away by one burst', () => {
    const burst = first(8, 1);
    burst[7] = 10 * (burst[7] ?? 0);
    expect(reforecastDay(forecast, burst).factor).toBeLessThan(1.08);
  });

  it('ends on the sum that came when the day is over', () => {
    const day = reforecastDay(forecast, first(44, 0.9));
    expect(day.day.mean).toBeCloseTo(0.9 * planned, 9);
    expect(day.day.high).toBeCloseTo(day.day.low, 9);
  });

  it('narrows the band of the day as slots become known', () => {
    const widths = [0, 8, 16, 24, 32, 40].map((known) => {
      const { day } = reforecastDay(forecast, first(known, 1));
      return day.high - day.low;
    });
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
  });

  it('keeps every band around its mean for any counts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 60 }), (actuals) => {
        const { mean, low, high, day } = reforecastDay(forecast, actuals);
        expect(mean.every((value, slot) => value >= (low[slot] ?? 0) && value <= (high[slot] ?? 0))).toBe(
          true,
        );
        expect(day.low).toBeLessThanOrEqual(day.mean);
        expect(day.high).toBeGreaterThanOrEqual(day.mean);
      }),
    );
  });
});
