import { completedAtOf, outcomeAtOf, type Visit } from './call-state.ts';
import { firstAfter } from './in-order.ts';

/** Half-open span of a talk in which the caller was on hold. */
export interface HeldSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * When the caller was on hold, within the talk: each hold lasts until the next resume, else until the talk is over. Holds
 * that overlap are one.
 *
 * @param until the end of the talk, or `Infinity` while it goes on
 */
export function heldSpans(visit: Visit, until: number): readonly HeldSpan[] {
  if (visit.seldom === null) return [];
  const { held, resumed } = visit.seldom;
  const spans: HeldSpan[] = [];
  let from = outcomeAtOf(visit);
  for (const at of held) {
    // A resume at the very instant of the hold ends it.
    const to = Math.min(until, firstAfter(resumed, at - 1));
    const start = Math.max(at, from);
    if (start >= to) continue;
    spans.push({ from: start, to });
    from = to;
  }
  return spans;
}

export function heldMsWithin(visit: Visit): number {
  let sum = 0;
  for (const { from, to } of heldSpans(visit, completedAtOf(visit))) sum += to - from;
  return sum;
}

/** The newest hold has no end yet. */
export function isHeld(visit: Visit): boolean {
  if (visit.seldom === null) return false;
  return heldSpans(visit, Number.POSITIVE_INFINITY).at(-1)?.to === Number.POSITIVE_INFINITY;
}
