import { normalQuantile } from '../../maths/normal.ts';

/** Above this mean the steps between whole numbers no longer matter. */
const SMOOTH_FROM_MEAN = 60;

/**
 * Quantile of a negative binomial count with given mean and variance (Poisson where the variance is not larger).
 *
 * Below a mean of 60 the distribution function is summed up and interpolated at its mid-steps
 * F(k) − P(k)/2, so that a central 80 % interval of small counts holds 80 % on average and not 87 %.
 * Above, Cornish and Fisher's expansion (1938) with the distribution's own skewness.
 */
export function countQuantile(level: number, mean: number, variance: number): number {
  if (mean <= 0) return 0;
  const spread = Math.max(variance, mean);
  return mean < SMOOTH_FROM_MEAN ? summedQuantile(level, mean, spread) : smoothQuantile(level, mean, spread);
}

function smoothQuantile(level: number, mean: number, variance: number): number {
  const z = normalQuantile(level);
  const deviation = Math.sqrt(variance);
  const skewness = ((2 * variance) / mean - 1) / deviation;
  const size = mean ** 2 / Math.max(variance - mean, 1e-9 * mean);
  const excess = 6 / size + 1 / variance;
  const skewed =
    z +
    ((z * z - 1) * skewness) / 6 +
    ((z ** 3 - 3 * z) * excess) / 24 -
    ((2 * z ** 3 - 5 * z) * skewness ** 2) / 36;
  return Math.max(0, mean + deviation * skewed);
}

function summedQuantile(level: number, mean: number, variance: number): number {
  const over = (variance - mean) / mean ** 2; // 1 / size; 0 is Poisson
  let probability = over < 1e-9 ? Math.exp(-mean) : (1 + over * mean) ** (-1 / over);
  let below = 0;
  let middleBefore = 0;
  for (let k = 0; ; k++) {
    const middle = below + probability / 2;
    if (middle >= level || k > 10_000) {
      if (k === 0) return 0;
      return k - 1 + (level - middleBefore) / Math.max(middle - middleBefore, 1e-300);
    }
    below += probability;
    middleBefore = middle;
    probability *= ((1 + over * k) * mean) / ((1 + over * mean) * (k + 1));
  }
}
