/**
 * Densities of the Poisson and the negative binomial law for large parameters, through deviances instead of
 * differences of log-gammas: those would lose the last eight digits at a mean of some millions (Loader 2000).
 */

/** ln Γ(x+1) − (x + ½) ln x + x − ½ ln 2π: what Stirling's formula misses. x > 0. */
function stirlingError(x: number): number {
  let correction = 0;
  let shifted = x;
  while (shifted < 16) {
    correction += (shifted + 0.5) * Math.log1p(1 / shifted) - 1;
    shifted += 1;
  }
  const r = 1 / (shifted * shifted);
  return correction + (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - r / 1188) * r) * r) * r) / shifted;
}

/** x ln(x/mean) + mean − x, accurate also where x is close to the mean. x ≥ 0, mean ≥ 0. */
export function deviance(x: number, mean: number): number {
  if (x === 0) return mean;
  if (mean === 0) return Infinity;
  if (Math.abs(x - mean) > 0.1 * (x + mean)) return x * Math.log(x / mean) + mean - x;
  const v = (x - mean) / (x + mean);
  let sum = (x - mean) * v;
  let power = 2 * x * v;
  for (let j = 3; ; j += 2) {
    power *= v * v;
    const next = sum + power / j;
    if (next === sum) return sum;
    sum = next;
  }
}

/** Means below this are so near to underflow that only their logarithm can be trusted. */
const SMALLEST_MEAN = 1e-290;

/**
 * The Poisson density at a mean of `mean` · e^−`fading`, also where that mean is too small for a double: x may be
 * small too, as it is when callers have next to no patience.
 */
export function fadedPoissonDensity(x: number, mean: number, fading: number): number {
  const faded = mean * Math.exp(-fading);
  if (faded > SMALLEST_MEAN || x === 0) return poissonDensity(x, faded);
  const logarithm = Math.log(mean) - fading;
  return Math.exp(x * (logarithm - Math.log(x)) + x - stirlingError(x)) / Math.sqrt(2 * Math.PI * x);
}

/** e^−mean · mean^x ÷ Γ(x+1), also between the whole numbers. x ≥ 0. */
export function poissonDensity(x: number, mean: number): number {
  if (x === 0) return Math.exp(-mean);
  return Math.exp(-deviance(x, mean) - stirlingError(x)) / Math.sqrt(2 * Math.PI * x);
}

/**
 * Γ(size + count) ÷ (Γ(size) count!) · stay^size · leave^count with stay = e^−fading and stay + leave = 1: the chance
 * that `count` leave before `size` (a real number > 0) stay.
 */
export function negativeBinomialDensity(count: number, size: number, fading: number): number {
  if (count === 0) return Math.exp(-fading * size);
  const leave = -Math.expm1(-fading);
  if (leave === 0) return 0;
  const total = size + count;
  const stay = Math.exp(-fading);
  const staying =
    stay > SMALLEST_MEAN
      ? deviance(size, total * stay)
      : size * (Math.log(size / total) + fading) + total * stay - size;
  const exponent =
    stirlingError(total) -
    stirlingError(count) -
    stirlingError(size) -
    deviance(count, total * leave) -
    staying;
  return (Math.exp(exponent) * Math.sqrt(total / (2 * Math.PI * count * size)) * size) / total;
}
