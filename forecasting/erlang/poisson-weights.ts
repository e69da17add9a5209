import { valueAt } from '../maths/value-at.ts';
import { poissonDensity } from './density.ts';

/** Probability that may be cut off at either end of a Poisson law. */
const CUT = 1e-18;

/** Weights of a uniformised chain: how often it has jumped after a time, and for how long it stood after k jumps. */
export interface PoissonWeights {
  /** P(k jumps), k = 0 … */
  readonly atEnd: Float64Array;
  /** P(more than k jumps) = share of the time, in units of 1 ÷ rate, spent after exactly k jumps */
  readonly during: Float64Array;
}

/** @param mean jump rate × time, ≥ 0 */
export function poissonWeights(mean: number): PoissonWeights {
  const width = 9 * Math.sqrt(mean) + 20;
  const most = Math.ceil(mean + width);
  const atEnd = new Float64Array(most + 1);
  const during = new Float64Array(most + 1);
  const centre = Math.floor(mean);
  atEnd[centre] = poissonDensity(centre, mean);
  for (let k = centre; k > 0; k--) {
    const below = (valueAt(atEnd, k) * k) / mean;
    if (below < CUT) break;
    atEnd[k - 1] = below;
  }
  for (let k = centre; k < most; k++) atEnd[k + 1] = (valueAt(atEnd, k) * mean) / (k + 1);
  let beyond = 0;
  for (let k = most; k >= 0; k--) {
    during[k] = beyond;
    beyond += valueAt(atEnd, k);
  }
  return { atEnd, during };
}
