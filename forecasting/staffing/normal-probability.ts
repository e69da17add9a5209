/**
 * P(X ≤ z) of the standard normal distribution, absolute error below 1e-12.
 *
 * Series near the centre, the continued fraction of the tail further out;
 * `cumulativeStdNormalProbability` of simple-statistics reads a table of four digits.
 */
export function normalProbability(z: number): number {
  if (Number.isNaN(z)) throw new RangeError('z must be a number, got NaN');
  const x = Math.abs(z);
  const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x > 38) return z > 0 ? 1 : 0;
  if (x < 3) {
    let term = x;
    let sum = x;
    for (let k = 3; term > 1e-17 * sum && sum > 0; k += 2) {
      term *= (x * x) / k;
      sum += term;
    }
    return z >= 0 ? 0.5 + density * sum : 0.5 - density * sum;
  }
  let fraction = 0;
  for (let k = 60; k >= 1; k--) fraction = k / (x + fraction);
  const tail = density / (x + fraction);
  return z > 0 ? 1 - tail : tail;
}
