import { describe, expect, it } from 'vitest';
import {
  actualOf,
  JOINT,
  lastKnown,
  naiveError,
  perHour,
  seriesOf,
  totalOf,
} from '../../../client/desk/forecast/forecast-view.ts';
import type { ForecastDay } from '../../../client/desk/forecast/forecast-days.ts';
import type { ActualDaysAnswer, ForecastCurveAnswer } from '../../../server/contract/forecast.ts';

const quarters = (calls: number): number[] =>
  Array.from({ length: 96 }, (_, at) => (at >= 32 && at < 40 ? calls : 0));

function curve(calls: number, isAdjusted = false): ForecastCurveAnswer {
  const own = quarters(calls);
  const hours = Array.from({ length: 24 }, (_, hour) => {
    const mean = hour === 8 || hour === 9 ? calls * 4 : 0;
    return { mean, low: mean, high: mean, low95: mean, high95: mean };
  });
  return {
    calls: own,
    low: own,
    high: own,
    low95: own,
    high95: own,
    averageHandleTimeSeconds: own,
    modelCalls: quarters(10),
    day: { mean: calls * 8, low: calls * 7, high: calls * 9, low95: 0, high95: 0 },
    hours,
    special: null,
    version: null,
    isAdjusted,
  };
}

const day = (date: string, calls: number, isAdjusted = false): ForecastDay => ({
  date,
  cities: { koeln: curve(calls, isAdjusted) },
  joint: curve(calls * 2, isAdjusted),
});

const came = (date: string, koeln: number, bonn: number): ActualDaysAnswer['days'][number] => ({
  date,
  cities: {
    koeln: { calls: quarters(koeln), total: koeln * 8, source: 'measured' },
    bonn: { calls: quarters(bonn), total: bonn * 8, source: 'measured' },
  },
});

const actual = [came('2026-11-16', 8, 2), came('2026-11-17', 6, 2), came('2026-11-24', 9, 1)];

describe('what came before', () => {
  it('is the same weekday of the latest week that is known', () => {
    expect(lastKnown(actual, '2026-11-24')?.date).toBe('2026-11-17');
    expect(lastKnown(actual, '2026-12-07')?.date).toBe('2026-11-16');
    expect(lastKnown(actual, '2026-11-18')).toBeUndefined();
  });

  it('adds the cities up for the joint view', () => {
    expect(totalOf(actual[0], JOINT)).toBe(80);
    expect(totalOf(actual[0], 'bonn')).toBe(16);
    expect(actualOf(actual[0], JOINT)[32]).toBe(10);
    expect(totalOf(undefined, JOINT)).toBeNull();
  });
});

describe('the series of a forecast', () => {
  it('shows a day in quarter hours over its busy span', () => {
    const series = seriesOf([day('2026-11-24', 5)], actual, 'koeln', 'day');
    expect(series.count).toBe(8);
    expect(series.parts[0]?.values.mean).toEqual(new Array(8).fill(5));
    expect(series.parts[0]?.before).toEqual(new Array(8).fill(6));
    expect(series.ticks.map(({ minute }) => minute)).toEqual([480, 540, 600]);
  });

  it('shows a week in hours, a part a day, so that nights join nothing', () => {
    const series = seriesOf([day('2026-11-23', 5), day('2026-11-24', 6)], actual, 'koeln', 'week');
    expect(series.parts.map(({ from, values }) => [from, values.mean])).toEqual([
      [0, [20, 20]],
      [2, [24, 24]],
    ]);
    expect(series.parts[1]?.before).toEqual([24, 24]);
  });

  it('shows four weeks in days, with the band of the day itself', () => {
    const series = seriesOf([day('2026-11-23', 5), day('2026-11-24', 6)], actual, JOINT, 'month');
    expect(series.parts[0]?.values).toEqual({ mean: [80, 96], low: [70, 84], high: [90, 108] });
    expect(series.parts[0]?.before).toEqual([80, 64]);
  });

  it('shows the model beside itself only where a planner changed something', () => {
    expect(seriesOf([day('2026-11-24', 5)], [], 'koeln', 'day').parts[0]?.model).toBeNull();
    expect(seriesOf([day('2026-11-24', 5, true)], [], 'koeln', 'day').parts[0]?.model?.[0]).toBe(10);
  });

  it('is empty where nothing is forecast', () => {
    for (const horizon of ['day', 'week', 'month'] as const)
      expect(seriesOf([], actual, 'koeln', horizon).parts).toEqual([]);
  });
});

describe('the naive error', () => {
  it('is the mean deviation from the week before, by interval', () => {
    expect(naiveError(actual, 'koeln')).toBeCloseTo(3 / 9);
    expect(naiveError(actual, 'bonn')).toBeCloseTo(1);
  });

  it('is unknown where no day has a week before it', () => {
    expect(naiveError(actual.slice(0, 2), 'koeln')).toBeNull();
    expect(naiveError([], 'koeln')).toBeNull();
  });
});

describe('perHour', () => {
  it('sums four quarters, and knows nothing where none is known', () => {
    expect(perHour([1, 2, null, 4, null, null, null, null])).toEqual([7, null]);
  });
});
