import type { DayFeatures } from './day-features.ts';
import { covarianceMatrix, type DayKernel } from './day-kernel.ts';
import {
  addScaled,
  cholesky,
  dot,
  matrix,
  row,
  solveLower,
  solveUpper,
  type Matrix,
} from './linear-algebra.ts';

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
 * One factorisation per noise ratio serves all score series. The ratios are averaged by marginal likelihood, so a
 * series without structure is shrunk to its mean and a regular one is followed closely.
 */
export class ScoreRegression {
  readonly #past: readonly DayFeatures[];
  readonly #kernel: DayKernel;
  readonly #factors: readonly Matrix[];

  constructor(past: readonly DayFeatures[], kernel: DayKernel) {
    this.#past = past;
    this.#kernel = kernel;
    const covariances = covarianceMatrix(past, past, kernel);
    this.#factors = NOISE_RATIOS.map((noise) => {
      const noisy = { ...covariances, values: Float64Array.from(covariances.values) };
      for (let i = 0; i < past.length; i++) {
        const diagonal = row(noisy, i);
        diagonal[i] = (diagonal[i] ?? 0) + noise;
      }
      return cholesky(noisy);
    });
  }

  /**
   * @param series one row of scores per factor, columns as the past days
   * @returns per factor one forecast per future day
   */
  forecast(series: Matrix, future: readonly DayFeatures[]): readonly (readonly ScoreForecast[])[] {
    const cross = covarianceMatrix(future, this.#past, this.#kernel);
    const own = future.map((day) => covarianceMatrix([day], [day], this.#kernel).values[0] ?? 0);
    const explained = this.#factors.map((factor) =>
      future.map((_, day) => {
        const z = solveLower(factor, row(cross, day));
        return dot(z, z);
      }),
    );
    return Array.from({ length: series.rows }, (_, k) => {
      const scores = row(series, k);
      const centre = scores.reduce((sum, value) => sum + value, 0) / Math.max(1, scores.length);
      const deviations = scores.map((value) => value - centre);
      const fits = this.#factors.map((factor, index) =>
        this.#fit(factor, NOISE_RATIOS[index] ?? 1, deviations),
      );
      const best = Math.max(...fits.map(({ evidence }) => evidence));
      const weights = fits.map(({ evidence }) => Math.exp(evidence - best));
      const sum = weights.reduce((all, weight) => all + weight, 0);
      const solution = new Float64Array(scores.length);
      fits.forEach(({ coefficients }, index) =>
        addScaled(solution, (weights[index] ?? 0) / sum, coefficients),
      );
      return future.map((_, day) => ({
        mean: centre + dot(row(cross, day), solution),
        variance: fits.reduce((all, { scale }, index) => {
          const left = Math.max(0, (own[day] ?? 0) - (explained[index]?.[day] ?? 0));
          return all + ((weights[index] ?? 0) / sum) * scale * (left + (NOISE_RATIOS[index] ?? 0));
        }, 0),
      }));
    });
  }

  #fit(factor: Matrix, noise: number, deviations: Float64Array) {
    const z = solveLower(factor, deviations);
    const scale = Math.max(dot(z, z) / z.length, 1e-12);
    let logDeterminant = 0;
    for (let i = 0; i < factor.rows; i++) logDeterminant += Math.log(row(factor, i)[i] ?? 1);
    const prior = (Math.log(noise / PRIOR_NOISE) / PRIOR_LOG_DEVIATION) ** 2 / 2;
    const evidence = -(z.length / 2) * Math.log(scale) - logDeterminant - prior;
    return { evidence, scale, coefficients: solveUpper(factor, z) };
  }
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
