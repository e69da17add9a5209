import type { Random } from '../../maths/seeded.ts';
import { drawCount, drawNormal } from '../../maths/variates.ts';
import type { DayForecast } from '../models/model.ts';

/**
 * Draws whole days as they may come: shared day factor, drifting factor and counting noise, as the bands have it.
 * Staffing reads from them what no band of single slots can say, such as the chance of a bad afternoon.
 *
 * @returns `count` paths of calls per slot; without a known spread, Poisson counts around the mean
 */
export function samplePaths(
  { mean, spread }: DayForecast,
  count: number,
  random: Random,
): readonly Float64Array[] {
  const known = spread.kind === 'count' ? spread : undefined;
  const dayDeviation = logDeviation(known?.dayCv ?? 0);
  const driftDeviation = logDeviation(known?.driftCv ?? 0);
  const correlation = known?.driftCorrelation ?? 0;
  const fresh = Math.sqrt(1 - correlation ** 2);
  return Array.from({ length: count }, () => {
    const day = dayDeviation * drawNormal(random) - dayDeviation ** 2 / 2;
    let drift = drawNormal(random);
    return mean.map((expected) => {
      const factor = Math.exp(day + driftDeviation * drift - driftDeviation ** 2 / 2);
      drift = correlation * drift + fresh * drawNormal(random);
      return drawCount(expected * factor, known?.dispersion ?? 1, random);
    });
  });
}

/** Deviation of the logarithm of a log-normal factor with mean 1 and this coefficient of variation. */
function logDeviation(cv: number): number {
  return Math.sqrt(Math.log1p(cv ** 2));
}
