import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countQuantile } from '../../../forecasting/forecast/bands/count-distribution.ts';
import { normalQuantile } from '../../../forecasting/maths/normal.ts';
import { studentTQuantile } from '../../../forecasting/maths/student-t.ts';

const level = fc.double({ min: 0.001, max: 0.999, noNaN: true });

describe('studentTQuantile', () => {
  // Abramowitz and Stegun 1972, table 26.10; one degree of freedom is the Cauchy distribution.
  it.each([
    [0.975, 1, 12.7062],
    [0.975, 3, 3.1824],
    [0.9, 7, 1.4149],
    [0.95, 10, 1.8125],
    [0.995, 30, 2.75],
  ])('is the tabled value at %d with %i degrees of freedom', (probability, degrees, value) => {
    expect(studentTQuantile(probability, degrees)).toBeCloseTo(value, 3);
  });

  it('is odd around the median', () => {
    fc.assert(
      fc.property(level, fc.integer({ min: 1, max: 40 }), (probability, degrees) => {
        expect(studentTQuantile(probability, degrees)).toBeCloseTo(
          -studentTQuantile(1 - probability, degrees),
          6,
        );
      }),
    );
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.9, 1.2815515655],
    [0.975, 1.9599639845],
    [0.01, -2.326347874],
    [0.0001, -3.7190164855],
  ])('is the tabled value at %d', (probability, value) => {
    expect(normalQuantile(probability)).toBeCloseTo(value, 7);
  });
});

describe('countQuantile', () => {
  it('rises with the level', () => {
    fc.assert(
      fc.property(
        level,
        level,
        fc.double({ min: 0.1, max: 1000, noNaN: true }),
        fc.double({ min: 1, max: 5, noNaN: true }),
        (a, b, mean, dispersion) => {
          const low = countQuantile(Math.min(a, b), mean, mean * dispersion);
          const high = countQuantile(Math.max(a, b), mean, mean * dispersion);
          expect(low).toBeLessThanOrEqual(high + 1e-9);
        },
      ),
    );
  });

  it('is never negative and is 0 where nothing is expected', () => {
    expect(countQuantile(0.01, 2, 6)).toBeGreaterThanOrEqual(0);
    expect(countQuantile(0.9, 0, 0)).toBe(0);
  });

  it('joins its two ways of counting without a step', () => {
    for (const probability of [0.025, 0.1, 0.5, 0.9, 0.975]) {
      const below = countQuantile(probability, 59.999, 59.999 * 2);
      const above = countQuantile(probability, 60.001, 60.001 * 2);
      expect(Math.abs(above - below)).toBeLessThan(0.3);
    }
  });
});
