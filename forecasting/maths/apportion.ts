import { valueAt } from './value-at.ts';

/**
 * Shares whole things out in proportion to weights, without losing or inventing one: everybody gets the whole part of
 * their share, and what is left goes to the largest remainders (Hamilton's method), the first of equal ones.
 *
 * @param whole whole number ≥ 0
 * @param weights ≥ 0; where all are 0, nobody gets anything
 */
export function apportion(whole: number, weights: readonly number[]): readonly number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0) return weights.map(() => 0);
  const exact = weights.map((weight) => (whole * weight) / sum);
  const shares = exact.map(Math.floor);
  const left = whole - shares.reduce((total, share) => total + share, 0);
  const byRemainder = exact
    .map((value, index) => ({ index, remainder: value - Math.floor(value) }))
    .sort((one, other) => other.remainder - one.remainder || one.index - other.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = valueAt(shares, index) + 1;
  return shares;
}
