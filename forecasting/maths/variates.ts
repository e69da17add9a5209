import type { Random } from './seeded.ts';

/** One draw from the standard normal distribution (polar method, Marsaglia and Bray 1964). */
export function drawNormal(random: Random): number {
  for (;;) {
    const x = 2 * random() - 1;
    const y = 2 * random() - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/** One draw from the gamma distribution with scale 1 (Marsaglia and Tsang 2000). @param shape > 0 */
function drawGamma(shape: number, random: Random): number {
  if (shape < 1) return drawGamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = drawNormal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < x * x * 0.5 + d - d * v + d * Math.log(v)) return d * v;
  }
}

/**
 * One draw from the Poisson distribution: multiplication of uniforms for small means (Knuth), halving by a gamma
 * arrival time for large ones (Ahrens and Dieter 1974). Exact for every mean.
 */
function drawPoisson(mean: number, random: Random): number {
  let count = 0;
  let left = mean;
  while (left > 12) {
    const arrivals = Math.floor(left * 0.875);
    const time = drawGamma(arrivals, random);
    if (time > left) return count + drawBinomial(arrivals - 1, left / time, random);
    count += arrivals;
    left -= time;
  }
  const limit = Math.exp(-left);
  for (let product = 1 - random(); product > limit; product *= 1 - random()) count += 1;
  return count;
}

/** One count with mean `mean` and variance `dispersion` × `mean`: negative binomial; Poisson at dispersion 1. */
export function drawCount(mean: number, dispersion: number, random: Random): number {
  if (mean <= 0) return 0;
  if (dispersion <= 1 + 1e-9) return drawPoisson(mean, random);
  const scale = dispersion - 1;
  return drawPoisson(drawGamma(mean / scale, random) * scale, random);
}

/** Successes of `trials`, by splitting at a beta draw until few trials are left (Relles 1972). */
export function drawBinomial(trials: number, probability: number, random: Random): number {
  let left = trials;
  let share = probability;
  let successes = 0;
  while (left > 24) {
    const middle = (left + 1) >> 1;
    const low = drawGamma(middle, random);
    const cut = low / (low + drawGamma(left + 1 - middle, random));
    if (share < cut) {
      share /= cut;
      left = middle - 1;
    } else {
      successes += middle;
      share = (share - cut) / (1 - cut);
      left -= middle;
    }
  }
  for (; left > 0; left--) if (random() < share) successes += 1;
  return successes;
}
