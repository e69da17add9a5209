import type { OptimiseProgress } from '../../../../server/contract/optimiser.ts';

/** The scale leaves out how bad the very first roster was: from here on the trajectory is worth looking at. */
const HIGHEST_ABOVE_BEST = 1.6;

/** Paths of a run's best objective and bound over its whole time; empty while nothing is known. */
export function trajectoryLines(
  run: Pick<OptimiseProgress, 'trajectory' | 'allSeconds' | 'seconds'>,
  frame: { readonly width: number; readonly height: number },
): { readonly objective: string; readonly bound: string } {
  const best = Math.min(...run.trajectory.map(({ objective }) => objective));
  const bounds = run.trajectory.flatMap(({ seconds, bound }) =>
    bound === null ? [] : [{ seconds, value: Math.max(0, bound) }],
  );
  if (run.trajectory.length === 0) return { objective: '', bound: '' };
  const top = Math.max(
    1,
    Math.min(best * HIGHEST_ABOVE_BEST, Math.max(...run.trajectory.map((at) => at.objective))),
  );
  const bottom = Math.min(best, ...bounds.map(({ value }) => value)) * 0.9;
  const x = (seconds: number): number => Math.min(1, seconds / Math.max(1, run.allSeconds)) * frame.width;
  const y = (value: number): number =>
    frame.height - ((Math.min(value, top) - bottom) / Math.max(1e-9, top - bottom)) * (frame.height - 4) - 2;
  const steps = (points: readonly { readonly seconds: number; readonly value: number }[]): string => {
    const [first, ...rest] = points;
    if (first === undefined) return '';
    const path = rest.map(({ seconds, value }) => `H${round(x(seconds))}V${round(y(value))}`).join('');
    return `M${round(x(first.seconds))} ${round(y(first.value))}${path}H${round(x(run.seconds))}`;
  };
  return {
    objective: steps(run.trajectory.map(({ seconds, objective }) => ({ seconds, value: objective }))),
    bound: steps(bounds),
  };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
