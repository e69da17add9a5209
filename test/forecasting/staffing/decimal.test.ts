import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ceiling,
  compare,
  decimal,
  dividedBy,
  floor,
  minus,
  times,
} from '../../../forecasting/staffing/decimal.ts';

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('decimal', () => {
  it('reads the shortest decimal of a number, in every notation', () => {
    expect(decimal(0.85)).toEqual({ numerator: 85n, denominator: 100n });
    expect(decimal(1e21)).toEqual({ numerator: 10n ** 21n, denominator: 1n });
    expect(decimal(1.5e-7)).toEqual({ numerator: 15n, denominator: 10n ** 8n });
    expect(() => decimal(Infinity)).toThrow('finite');
  });

  it('compares, rounds up and rounds down as the real numbers do', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        // `===`, because the difference of two equal doubles may be −0.
        expect(Math.sign(compare(decimal(a), decimal(b))) === Math.sign(a - b)).toBe(true);
        expect(ceiling(decimal(a)) === Math.ceil(a) && floor(decimal(a)) === Math.floor(a)).toBe(true);
      }),
    );
  });

  it('adds no rounding: 0.1 × 3 ÷ 0.3 − 1 is exactly 0', () => {
    const result = minus(dividedBy(times(decimal(0.1), decimal(3)), decimal(0.3)), decimal(1));
    expect(result.numerator).toBe(0n);
    expect(() => dividedBy(decimal(1), decimal(0))).toThrow('division by 0');
    expect(compare(dividedBy(decimal(1), decimal(-2)), decimal(-0.5))).toBe(0);
  });
});
