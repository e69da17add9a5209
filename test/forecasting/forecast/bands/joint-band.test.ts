import { describe, expect, it } from 'vitest';
import {
  bandOfSum,
  type DayForecast,
  type DayMiss,
  jointBand,
  jointCorrelation,
  regridDay,
  samplePaths,
} from '../../../../forecasting/forecast/index.ts';
import { seededRandom } from '../../../../forecasting/maths/index.ts';
import { addDays, plainDate } from '../../../../forecasting/time/index.ts';
import { drawNormal } from '../../../../forecasting/maths/variates.ts';

const date = plainDate('2026-06-01');
const spread = { kind: 'count', dispersion: 1.3, dayCv: 0.08, driftCv: 0.05, driftCorrelation: 0.9 } as const;
const day = (calls: number, slots = 44): DayForecast => ({
  date,
  mean: new Float64Array(slots).fill(calls),
  spread,
});
const whole = (forecast: DayForecast) => ({ forecast, from: 0, to: forecast.mean.length });
const width = ({ low, high }: { readonly low: number; readonly high: number }) => high - low;

describe('the band of several queues together', () => {
  it('is that of the queue itself for one queue', () => {
    const own = bandOfSum(day(30), 0.8);
    const alone = jointBand([whole(day(30))], 0.4, 0.8);
    for (const edge of ['mean', 'low', 'high'] as const) expect(alone[edge]).toBeCloseTo(own[edge], 6);
  });

  it('widens as the queues miss together, between independent and in step', () => {
    const slices = [whole(day(90)), whole(day(25)), whole(day(14))];
    const widths = [0, 0.3, 0.6, 1].map((correlation) => width(jointBand(slices, correlation, 0.8)));
    expect(widths).toEqual(widths.toSorted((a, b) => a - b));
    const addedUp = slices.reduce((sum, { forecast }) => sum + width(bandOfSum(forecast, 0.8)), 0);
    expect(widths.at(-1)).toBeLessThan(addedUp);
    expect(widths[0]).toBeGreaterThan(width(bandOfSum(day(90), 0.8)) * 0.95);
  });
});

describe('the correlation of queues’ misses', () => {
  const random = seededRandom(8);
  /** Misses of two queues that share `share` of their variance. */
  function missesOf(share: number, days: number): readonly (readonly DayMiss[])[] {
    const pairs = Array.from({ length: days }, (_, index) => {
      const together = Math.sqrt(share) * drawNormal(random);
      const own = () => 0.06 * (together + Math.sqrt(1 - share) * drawNormal(random));
      return [index, own(), own()] as const;
    });
    return [1, 2].map((side) =>
      pairs.map((pair) => ({ date: addDays(date, pair[0]), share: pair[side === 1 ? 1 : 2] })),
    );
  }

  it('is found again on made-up misses', () => {
    for (const share of [0.1, 0.5, 0.9]) {
      expect(Math.abs(jointCorrelation(missesOf(share, 2_000)) - share)).toBeLessThan(0.06);
    }
  });

  it('is the usual one without days in common, and never negative', () => {
    const [one = [], other = []] = missesOf(0.9, 50);
    const later = other.map(({ date: on, share }) => ({ date: addDays(on, 400), share }));
    expect(jointCorrelation([one, later])).toBeCloseTo(0.3, 9);
    expect(jointCorrelation([])).toBeCloseTo(0.3, 9);
    const opposed = one.map(({ date: on, share }) => ({ date: on, share: -share }));
    expect(jointCorrelation([one, opposed])).toBe(0);
  });
});

describe('a day in slots of another length', () => {
  const grid = { slotMinutes: 15, openMinute: 420, closeMinute: 1080 };

  it('keeps its sum, and nearly the bands of its hours and of the day', () => {
    const hours = regridDay(day(30), grid, 60);
    expect(hours.mean).toEqual(new Float64Array(11).fill(120));
    const both = [
      [bandOfSum(day(30), 0.8), bandOfSum(hours, 0.8)],
      [bandOfSum(day(30), 0.8, 8, 12), bandOfSum(hours, 0.8, 2, 3)],
    ] as const;
    for (const [fine, coarse] of both) expect(width(coarse) / width(fine)).toBeCloseTo(1, 1);
    const quarters = regridDay(hours, { ...grid, slotMinutes: 60 }, 15);
    expect(quarters.mean).toEqual(new Float64Array(44).fill(30));
  });

  it('refuses lengths that do not fit', () => {
    expect(() => regridDay(day(30), grid, 20)).toThrow(RangeError);
  });
});

it('sample paths lie in the bands of an interval, an hour and the day as often as these promise', () => {
  const forecast = day(30);
  const paths = samplePaths(forecast, 4_000, seededRandom(3));
  for (const [from, to] of [
    [10, 11],
    [8, 12],
    [0, 44],
  ] as const) {
    for (const coverage of [0.8, 0.95]) {
      const { low, high } = bandOfSum(forecast, coverage, from, to);
      const sums = paths.map((path) => path.slice(from, to).reduce((sum, calls) => sum + calls, 0));
      // a count on the edge is inside by the part of its step that is
      const part = (sum: number) => Math.max(0, Math.min(high, sum + 0.5) - Math.max(low, sum - 0.5));
      const inside = sums.reduce((all, sum) => all + Math.min(1, part(sum)), 0);
      expect(Math.abs(inside / sums.length - coverage)).toBeLessThan(0.035);
    }
  }
});
