import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB } from '../../../forecasting/erlang/index.ts';
import { numberIn, referenceTable, relativeError } from '../../support/reference-table.ts';

const load = fc.double({ min: 0.01, max: 500, noNaN: true });
const agents = fc.integer({ min: 0, max: 600 });

/** The textbook recurrence, a second way to the same number. */
function byRecurrence(n: number, a: number): number {
  let inverse = 1;
  for (let k = 1; k <= n; k++) inverse = 1 + (k / a) * inverse;
  return 1 / inverse;
}

describe('erlangB', () => {
  it('equals the published values of every reference row', () => {
    for (const row of referenceTable('erlang_bc.csv'))
      expect(
        relativeError(erlangB(numberIn(row, 'agents'), numberIn(row, 'load_erl')), numberIn(row, 'erlang_b')),
      ).toBeLessThan(1e-12);
  });

  it('equals the recurrence B(n) = aB(n−1) ÷ (n + aB(n−1))', () => {
    fc.assert(
      fc.property(agents, load, (n, a) => {
        expect(relativeError(erlangB(n, a), byRecurrence(n, a))).toBeLessThan(1e-11);
      }),
    );
  });

  it('falls as agents are added and rises with the load', () => {
    fc.assert(
      fc.property(agents, load, (n, a) => {
        expect(erlangB(n + 1, a)).toBeLessThanOrEqual(erlangB(n, a));
        expect(erlangB(n, a * 1.1)).toBeGreaterThanOrEqual(erlangB(n, a));
      }),
    );
  });

  it('is 1 without agents and 0 without load', () => {
    expect(erlangB(0, 3)).toBe(1);
    expect(erlangB(3, 0)).toBe(0);
    expect(erlangB(2, 0.5)).toBeCloseTo(1 / 13, 15);
  });

  it('refuses what is no number of agents or no load, naming the value', () => {
    expect(() => erlangB(1.5, 1)).toThrow('agents must be a whole number ≥ 0, got 1.5');
    expect(() => erlangB(-1, 1)).toThrow(RangeError);
    expect(() => erlangB(1, NaN)).toThrow('got NaN');
    expect(() => erlangB(1, -0.1)).toThrow('offeredLoadErlangs');
    expect(() => erlangB(1, Infinity)).toThrow(RangeError);
  });
});
