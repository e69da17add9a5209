/** Median of |N(0, 1)|: a median absolute deviation over this estimates a standard deviation. */
export const MEDIAN_ABSOLUTE_NORMAL = 0.6745;

/**
 * Quantile of the standard normal distribution.
 *
 * Rational approximation of P. J. Acklam (2003), relative error below 1.2e-9; `probit` of simple-statistics is only
 * good to about 1e-3, which shows in wide bands.
 *
 * @param level probability in (0, 1)
 */
export function normalQuantile(level: number): number {
  if (!(level > 0 && level < 1)) throw new RangeError(`level must be in (0, 1), got ${level}`);
  if (level > 0.5) return -normalQuantile(1 - level);
  if (level < TAIL) {
    const x = Math.sqrt(-2 * Math.log(level));
    return polynomial(TAIL_TOP, x) / polynomial(TAIL_BOTTOM, x);
  }
  const x = level - 0.5;
  const square = x * x;
  return (polynomial(MIDDLE_TOP, square) * x) / polynomial(MIDDLE_BOTTOM, square);
}

const TAIL = 0.02425;
const MIDDLE_TOP = [
  -3.969683028665376e1, 2.209460984245205e2, -2.759285104469687e2, 1.38357751867269e2, -3.066479806614716e1,
  2.506628277459239,
];
const MIDDLE_BOTTOM = [
  -5.447609879822406e1, 1.615858368580409e2, -1.556989798598866e2, 6.680131188771972e1, -1.328068155288572e1,
  1,
];
const TAIL_TOP = [
  -7.784894002430293e-3, -3.223964580411365e-1, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const TAIL_BOTTOM = [7.784695709041462e-3, 3.224671290700398e-1, 2.445134137142996, 3.754408661907416, 1];

/** Horner's rule, highest power first. */
function polynomial(coefficients: readonly number[], x: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * x + coefficient;
  return value;
}
