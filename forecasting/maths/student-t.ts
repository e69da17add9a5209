/**
 * Quantile of Student's t distribution.
 *
 * Bisection on the finite series of the distribution function for whole degrees of freedom
 * (Abramowitz and Stegun 1972, 26.7.3 and 26.7.4). Exact to about 1e-12; simple-statistics
 * has no quantile of this law.
 *
 * @param level probability in (0, 1)
 * @param degreesOfFreedom whole number ≥ 1
 */
export function studentTQuantile(level: number, degreesOfFreedom: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1), got ${level}`);
  if (level < 0.5) return -studentTQuantile(1 - level, degreesOfFreedom);
  let low = 0;
  let high = 1;
  while (studentTProbability(high, degreesOfFreedom) < level) high *= 2;
  for (let step = 0; step < 100 && high - low > 1e-13 * high; step++) {
    const middle = (low + high) / 2;
    if (studentTProbability(middle, degreesOfFreedom) < level) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** P(T ≤ t) for whole degrees of freedom. */
function studentTProbability(t: number, degreesOfFreedom: number): number {
  const angle = Math.atan(t / Math.sqrt(degreesOfFreedom));
  const cosine = Math.cos(angle);
  const isOdd = degreesOfFreedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let series = degreesOfFreedom === 1 ? 0 : term;
  for (let k = isOdd ? 3 : 2; k <= degreesOfFreedom - 2; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    series += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + Math.sin(angle) * series) : Math.sin(angle) * series;
  return 0.5 + within / 2;
}
