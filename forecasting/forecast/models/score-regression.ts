import { valueAt } from '../../maths/value-at.ts';
import type { DayFeatures } from './day-features.ts';
import { covarianceMatrix, dayCovariance, type DayKernel } from './day-kernel.ts';
import {
  cholesky,
  dot,
  matrix,
  row,
  solveLower,
  solveUpper,
  type Matrix,
} from '../../maths/linear-algebra.ts';

/** Share of noise against the weekday effect; each is tried and weighed by how well it explains the past. */
const NOISE_RATIOS = [0.1, 0.3, 1, 3, 10, 40] as const;
/** Prior on the noise ratio: log-normal around 0.2, wide. */
const PRIOR_NOISE = 0.2;
const PRIOR_LOG_DEVIATION = 3;

/** Expected score and its variance for one coming day. */
export interface ScoreForecast {
  readonly mean: number;
  readonly variance: number;
}

/**
 * Best linear forecast of day scores (Gaussian process regression; Rasmussen and Williams 2006, ch. 2 and 5): weekday,
 * turn of the month, day after a closure, wandering level and short shocks are estimated together with the
 * autocorrelation of what is left.
 *
 * One factorisation per belief (kernel and noise ratio) serves all score series. Beliefs are averaged by marginal
 * likelihood, so a series without structure is shrunk to its mean and a regular one is followed closely.
 */
export class ScoreRegression {
  readonly #past: readonly DayFeatures[];
  readonly #beliefs: readonly Belief[];

  /** @param kernels prior beliefs to weigh against each other by what the data say */
  constructor(past: readonly DayFeatures[], kernels: readonly DayKernel[]) {
    this.#past = past;
    this.#beliefs = kernels.flatMap((kernel) => {
      const covariances = covarianceMatrix(past, past, kernel);
      return NOISE_RATIOS.map((noise) => {
        const factor = cholesky(withNoise(covariances, noise));
        let logDeterminant = 0;
        for (let i = 0; i < factor.rows; i++) logDeterminant += Math.log(row(factor, i)[i] ?? 1);
        return { kernel, noise, factor, logDeterminant };
      });
    });
  }

  /**
   * @param series one row of scores per factor, columns as the past days
   * @returns per factor one forecast per future day
   */
  forecast(series: Matrix, future: readonly DayFeatures[]): readonly (readonly ScoreForecast[])[] {
    const views = this.#beliefs.map((belief) => this.#lookAhead(belief, future));
    return Array.from({ length: series.rows }, (_, k) => {
      const scores = row(series, k);
      const centre = scores.reduce((sum, value) => sum + value, 0) / Math.max(1, scores.length);
      const fits = this.#beliefs.map((belief) =>
        fitSeries(
          belief,
          scores.map((value) => value - centre),
        ),
      );
      const weights = evidenceWeights(fits.map(({ evidence }) => evidence));
      return future.map((_, day) => {
        let mean = centre;
        let variance = 0;
        fits.forEach(({ scale, coefficients }, index) => {
          const weight = valueAt(weights, index);
          const view = views[index]?.[day];
          if (weight < NEGLIGIBLE || view === undefined) return;
          mean += weight * dot(view.cross, coefficients());
          variance += weight * scale * view.remaining;
        });
        return { mean, variance };
      });
    });
  }

  /** What each coming day has to do with the past under one belief. */
  #lookAhead({ kernel, noise, factor }: Belief, future: readonly DayFeatures[]): readonly DayView[] {
    const cross = covarianceMatrix(future, this.#past, kernel);
    return future.map((day, index) => {
      const z = solveLower(factor, row(cross, index));
      const own = dayCovariance(day, day, kernel);
      return { cross: row(cross, index), remaining: Math.max(0, own - dot(z, z)) + noise };
    });
  }
}

/** One way to explain the past: a kernel, a share of noise, and the Cholesky factor of the covariance they give. */
interface Belief {
  readonly kernel: DayKernel;
  readonly noise: number;
  readonly factor: Matrix;
  readonly logDeterminant: number;
}

interface DayView {
  readonly cross: Float64Array;
  /** Variance that the past leaves, relative to the series' scale. */
  readonly remaining: number;
}

const NEGLIGIBLE = 1e-4;

function withNoise(covariances: Matrix, noise: number): Matrix {
  const noisy = { ...covariances, values: Float64Array.from(covariances.values) };
  for (let i = 0; i < noisy.rows; i++) {
    const diagonal = row(noisy, i);
    diagonal[i] = valueAt(diagonal, i) + noise;
  }
  return noisy;
}

/** Log marginal likelihood with the scale profiled out, plus the prior on the noise. */
function fitSeries({ noise, factor, logDeterminant }: Belief, deviations: Float64Array) {
  const z = solveLower(factor, deviations);
  const scale = Math.max(dot(z, z) / Math.max(1, z.length), 1e-12);
  const prior = (Math.log(noise / PRIOR_NOISE) / PRIOR_LOG_DEVIATION) ** 2 / 2;
  const evidence = -(z.length / 2) * Math.log(scale) - logDeterminant - prior;
  let solved: Float64Array | undefined;
  return { evidence, scale, coefficients: () => (solved ??= solveUpper(factor, z)) };
}

/** Posterior weights: they sum to 1. */
function evidenceWeights(evidences: readonly number[]): readonly number[] {
  const best = Math.max(...evidences);
  const raw = evidences.map((evidence) => Math.exp(evidence - best));
  const sum = raw.reduce((all, weight) => all + weight, 0);
  return raw.map((weight) => weight / sum);
}

/** Series of scores: rows are factors, columns are days. */
export function projectOn(basis: Matrix, curves: readonly Float64Array[]): Matrix {
  const scores = matrix(basis.rows, curves.length);
  for (let k = 0; k < basis.rows; k++) {
    const into = row(scores, k);
    for (const [day, curve] of curves.entries()) into[day] = dot(curve, row(basis, k));
  }
  return scores;
}
