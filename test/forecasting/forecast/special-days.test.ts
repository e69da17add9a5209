import { describe, expect, it } from 'vitest';
import {
  adjustForecast,
  type Adjustment,
  automaticModel,
  bandOfSum,
  type CountSpread,
  dayBand,
  type DayForecast,
  samplePaths,
  specialDayEffect,
} from '../../../forecasting/forecast/index.ts';
import { knownBefore } from '../../../forecasting/history/index.ts';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import { type ForecastCalendar, instant, plainDate } from '../../../forecasting/time/index.ts';
import { madeUpHistory, openCalendar } from '../../support/forecast-history.ts';

const week = openCalendar([1, 2, 3, 4, 5]);
const calm = madeUpHistory(plainDate('2025-01-06'), 60);
const carnival = new Set(['2025-02-27', '2026-02-12'].map(plainDate));
const withCarnival: ForecastCalendar = {
  ...week,
  specialDay: (date) => (carnival.has(date) ? 'Weiberfastnacht' : undefined),
};
const history = {
  ...calm,
  days: calm.days.map((day) =>
    carnival.has(day.date)
      ? { ...day, offered: day.offered?.map((calls, slot) => (slot < 4 ? calls : 0)) }
      : day,
  ),
};
const sum = (values: Float64Array) => values.reduce((all, value) => all + value, 0);

describe('a special day', () => {
  it('is forecast by what last year’s day of the same name did, slot by slot', () => {
    const day = plainDate('2026-02-12');
    const [forecast] = automaticModel().fit(knownBefore(history, day), withCarnival).forecast([day]);
    const [ordinary] = automaticModel().fit(knownBefore(history, day), week).forecast([day]);
    const late = (each: DayForecast | undefined) => sum(each?.mean.slice(4) ?? new Float64Array());
    expect(late(forecast)).toBeLessThan(0.25 * late(ordinary));
    const early = (each: DayForecast | undefined) => sum(each?.mean.slice(0, 4) ?? new Float64Array());
    expect(Math.abs(early(forecast) / early(ordinary) - 1)).toBeLessThan(0.2);
  });

  it('says how often it was seen', () => {
    const effect = specialDayEffect(history, 'Weiberfastnacht', (date) => withCarnival.specialDay(date));
    expect(effect.occurrences).toBe(2);
  });

  it('follows the factor a planner gives', () => {
    const day = plainDate('2026-02-12');
    const given: ForecastCalendar = { ...withCarnival, givenFactor: () => 3 };
    const [forecast] = automaticModel().fit(knownBefore(calm, day), given).forecast([day]);
    const [ordinary] = automaticModel().fit(knownBefore(calm, day), week).forecast([day]);
    expect(sum(forecast?.mean ?? new Float64Array()) / sum(ordinary?.mean ?? new Float64Array())).toBeCloseTo(
      3,
      0,
    );
  });
});

describe('adjustForecast', () => {
  const hour = (slot: number) => instant(Date.UTC(2026, 10, 23, 8 + slot));
  const intervals = [10, 20, 30].map((mean, slot) => ({
    start: hour(slot),
    mean,
    low: mean - 5,
    high: mean + 5,
  }));
  const adjustment = (change: Adjustment['change'], createdAt: number): Adjustment => ({
    id: String(createdAt),
    queue: 'koeln',
    from: hour(1),
    until: hour(3),
    change,
    reason: 'Bescheide',
    author: 'planung',
    createdAt: instant(createdAt),
  });

  it('multiplies what lies in the span and leaves the rest and the model’s own figures alone', () => {
    const adjusted = adjustForecast(intervals, [adjustment({ kind: 'factor', factor: 1.5 }, 1)]);
    expect(adjusted.map(({ mean }) => mean)).toEqual([10, 30, 45]);
    expect(intervals.map(({ mean }) => mean)).toEqual([10, 20, 30]);
  });

  it('spreads an absolute number as the forecast is spread', () => {
    const adjusted = adjustForecast(intervals, [adjustment({ kind: 'absolute', calls: 100 }, 1)]);
    expect(adjusted.map(({ mean }) => mean)).toEqual([10, 40, 60]);
  });

  it('applies adjustments in the order they were made, however they are listed', () => {
    const later = adjustment({ kind: 'absolute', calls: 100 }, 2);
    const earlier = adjustment({ kind: 'factor', factor: 2 }, 1);
    expect(adjustForecast(intervals, [later, earlier])).toEqual(adjustForecast(intervals, [earlier, later]));
    expect(adjustForecast(intervals, [later, earlier])[1]?.mean).toBeCloseTo(40, 9);
  });
});

describe('sample paths', () => {
  const spread: CountSpread = {
    kind: 'count',
    dispersion: 1.4,
    dayCv: 0.07,
    driftCv: 0.04,
    driftCorrelation: 0.9,
  };
  const forecast: DayForecast = {
    date: plainDate('2026-11-23'),
    mean: Float64Array.from({ length: 22 }, (_, slot) => 80 + 5 * slot),
    spread,
  };
  const paths = samplePaths(forecast, 4000, seededRandom(5));

  it('have the mean of the forecast', () => {
    const mean = paths.reduce((all, path) => all + sum(path), 0) / paths.length;
    expect(Math.abs(mean / sum(forecast.mean) - 1)).toBeLessThan(0.01);
  });

  it('fill the bands of slots, of the day and of an afternoon as often as those promise', () => {
    const { low, high } = dayBand(forecast);
    const inside = (value: number, band: { low: number; high: number }) =>
      value >= band.low && value <= band.high;
    const share = (hits: number) => hits / paths.length;
    const day = bandOfSum(forecast, 0.8);
    const afternoon = bandOfSum(forecast, 0.8, 11);
    expect(share(paths.filter((path) => inside(sum(path), day)).length)).toBeCloseTo(0.8, 1);
    expect(share(paths.filter((path) => inside(sum(path.slice(11)), afternoon)).length)).toBeCloseTo(0.8, 1);
    const slot = 7;
    const band = { low: low[slot] ?? 0, high: high[slot] ?? 0 };
    expect(share(paths.filter((path) => inside(path[slot] ?? 0, band)).length)).toBeCloseTo(0.8, 1);
  });

  it('make a day’s band far wider than independent slots would', () => {
    const independent = bandOfSum({ ...forecast, spread: { ...spread, dayCv: 0, driftCv: 0 } }, 0.8);
    const day = bandOfSum(forecast, 0.8);
    expect(day.high - day.low).toBeGreaterThan(2.5 * (independent.high - independent.low));
  });
});
