import { valueAt } from '../../maths/value-at.ts';
import { matrix, row, type Matrix } from '../../maths/linear-algebra.ts';

/** Share that a slot takes from each of its neighbours; 0 leaves the curve as it is. */
const SHARES = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3] as const;

/**
 * Typical curves with the chance of few calls taken out: each is averaged with its neighbouring slots as far as its own
 * noise asks for it. The share is chosen per curve by Stein's unbiased estimate of the risk (Stein 1981): a rough curve
 * that is known well stays rough, a curve that is mostly chance becomes smooth.
 *
 * @param basis orthonormal rows
 * @param scores a row per curve, a column per day, as projected on `basis`
 * @param slotNoise variance of a slot that no curve explains
 * @param halfLifeDays recency weight that the curves were found with
 */
export function smoothCurves(basis: Matrix, scores: Matrix, slotNoise: number, halfLifeDays: number): Matrix {
  const smooth = matrix(basis.rows, basis.columns);
  for (let k = 0; k < basis.rows; k++) {
    const curve = row(basis, k);
    const noise = slotNoise * curveVariance(row(scores, k), halfLifeDays);
    let best = { risk: Number.POSITIVE_INFINITY, curve };
    for (const share of SHARES) {
      const candidate = averaged(curve, share);
      const risk = distance(curve, candidate) + 2 * noise * trace(curve.length, share);
      if (risk < best.risk) best = { risk, curve: candidate };
    }
    row(smooth, k).set(best.curve);
  }
  return smooth;
}

/** Variance of a curve's slots per unit of slot noise: weighted least squares of the days on their scores. */
function curveVariance(scores: Float64Array, halfLifeDays: number): number {
  let weights = 0;
  let squares = 0;
  for (const [day, score] of scores.entries()) {
    const weight = 0.5 ** ((scores.length - day) / halfLifeDays);
    weights += weight * score * score;
    squares += weight * weight * score * score;
  }
  return weights > 0 ? squares / weights ** 2 : 0;
}

function averaged(curve: Float64Array, share: number): Float64Array {
  if (share === 0) return curve;
  return curve.map((own, slot) => {
    const before = curve[slot - 1] ?? own;
    const after = curve[slot + 1] ?? own;
    return (1 - 2 * share) * own + share * (before + after);
  });
}

/** Trace of the averaging: the first and last slot keep the share of the neighbour they lack. */
function trace(slots: number, share: number): number {
  return slots < 2 ? slots : slots * (1 - 2 * share) + 2 * share;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let slot = 0; slot < a.length; slot++) sum += (valueAt(a, slot) - valueAt(b, slot)) ** 2;
  return sum;
}
