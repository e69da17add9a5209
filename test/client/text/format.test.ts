import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  formatCount,
  formatDay,
  formatDecimal,
  formatDuration,
  formatPercent,
  formatPercentage,
  formatTimeOfDay,
  formatWeekday,
  roundHalfUp,
} from '../../../client/text/format.ts';

it('formatDecimal writes a minus sign, not a hyphen', () => {
  expect(formatDecimal(-27.5, 1, 'de')).toBe('−27,5');
  expect(formatCount(-1200, 'en')).toBe('−1,200');
});

describe('formatPercentage', () => {
  const cases = {
    'a plain share': [0.78, undefined, '78'],
    'a half is rounded up': [0.785, undefined, '79'],
    'a half that is binary just below': [0.145, undefined, '15'],
    'a miss that rounding would hide gets decimals': [0.7996, 0.8, '79,96'],
    'one decimal where one is enough': [0.796, 0.8, '79,6'],
    'a target that is reached': [0.80004, 0.8, '80'],
    'a clear miss': [0.78, 0.8, '78'],
    'a miss too small for four decimals': [0.79999999, 0.8, '79,9999'],
    'all of them': [1, 0.9, '100'],
    unknown: [null, 0.8, '–'],
  } as const;
  for (const [name, [share, target, shown]] of Object.entries(cases))
    it(`shows ${name}`, () => expect(formatPercentage(share, 'de', target)).toBe(shown));

  it('never shows a miss as the target', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.integer({ min: 1, max: 100 }),
        (part, percent) => {
          const target = percent / 100;
          const share = target * part;
          fc.pre(share < target);
          expect(Number(formatPercentage(share, 'en', target))).toBeLessThan(percent);
        },
      ),
    );
  });

  it('sets the sign as each language does', () => {
    expect(formatPercent(0.64, 'de')).toBe('64\u202f%');
    expect(formatPercent(0.64, 'en')).toBe('64%');
    expect(formatPercent(null, 'en')).toBe('–');
  });
});

describe('numbers', () => {
  it('carry the separators of their language', () => {
    expect(formatCount(4020, 'de')).toBe('4.020');
    expect(formatCount(4020, 'en')).toBe('4,020');
    expect(formatDecimal(1.85, 1, 'de')).toBe('1,9');
    expect(formatDecimal(1.85, 1, 'en')).toBe('1.9');
  });

  it('show what is not known as a dash, never as zero', () => {
    expect(formatCount(null, 'de')).toBe('–');
    expect(formatCount(Number.NaN, 'de')).toBe('–');
    expect(formatCount(0, 'de')).toBe('0');
  });

  it('roundHalfUp lies within half a unit of the value', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          expect(Math.abs(roundHalfUp(value, decimals) - value)).toBeLessThanOrEqual(
            0.5 / 10 ** decimals + 1e-9,
          );
        },
      ),
    );
  });
});

describe('formatDuration', () => {
  const cases = [
    [0, '0:00'],
    [999, '0:00'],
    [48_000, '0:48'],
    [860_000, '14:20'],
    [3_725_000, '1:02:05'],
    [-5_000, '0:00'],
    [null, '–'],
  ] as const;
  for (const [milliseconds, shown] of cases)
    it(`shows ${milliseconds} ms as ${shown}`, () => expect(formatDuration(milliseconds)).toBe(shown));
});

describe('days and times', () => {
  it('are told in the place of the board, whatever the zone of the display', () => {
    const instant = Date.UTC(2026, 10, 23, 8, 41);
    expect(formatTimeOfDay(instant, 60)).toBe('09:41');
    expect(formatTimeOfDay(instant, 120)).toBe('10:41');
    expect(formatTimeOfDay(null, 60)).toBe('–');
  });

  it('read as the language writes them', () => {
    expect(formatDay('2026-11-23', 'de')).toBe('Mo 23. Nov.');
    expect(formatDay('2026-11-23', 'en')).toBe('Mon 23 Nov');
    expect(formatWeekday(7, 'de')).toBe('So');
    expect(formatWeekday(2, 'en', 'long')).toBe('Tuesday');
  });
});
