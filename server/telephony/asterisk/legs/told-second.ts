import { type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';
import type { Visit } from './visit.ts';

/** Two reports of one happening differ by no more: clocks differ, and something may be reported a second late. */
export const SAME_HAPPENING_MS = 2 * SECOND_MS;

/** How far two reports of one instant are apart: log, waits and talks are reported in whole seconds, cut off. */
export function apart(told: number, other: number): number {
  return Math.abs(Math.floor(told / SECOND_MS) - Math.floor(other / SECOND_MS)) * SECOND_MS;
}

/** The visit whose instant is nearest, the latest of equals, within what two tellings of one happening differ by. */
export function nearest(
  visits: readonly Visit[],
  at: Instant,
  instantOf: (visit: Visit) => Instant | null,
): Visit | undefined {
  let best: Visit | undefined;
  let least = SAME_HAPPENING_MS;
  for (const visit of visits) {
    const told = instantOf(visit);
    if (told === null || apart(told, at) > least) continue;
    best = visit;
    least = apart(told, at);
  }
  return best;
}
