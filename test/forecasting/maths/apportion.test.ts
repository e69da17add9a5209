import fc from 'fast-check';
import { expect, it } from 'vitest';
import { apportion } from '../../../forecasting/maths/apportion.ts';

it('shares lose nothing, invent nothing and lie within one of the exact share', () => {
  const weights = fc.array(fc.nat(50), { minLength: 1, maxLength: 8 }).filter((all) => all.some(Boolean));
  fc.assert(
    fc.property(fc.nat(500), weights, (whole, given) => {
      const shares = apportion(whole, given);
      const sum = given.reduce((all, weight) => all + weight, 0);
      expect(shares.reduce((all, share) => all + share, 0)).toBe(whole);
      for (const [at, weight] of given.entries())
        expect(Math.abs((shares[at] ?? 0) - (whole * weight) / sum)).toBeLessThan(1);
    }),
  );
});

it('nobody gets anything where nobody weighs anything, and the first of equals gets the odd one', () => {
  expect(apportion(5, [0, 0])).toEqual([0, 0]);
  expect(apportion(5, [1, 1])).toEqual([3, 2]);
});
