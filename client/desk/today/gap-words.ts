import type { GapSpan } from '../../charts/geometry/gap-spans.ts';

/** A gap that gets words, and the intervals [from, to) over which these stand. */
export interface WordedGap {
  readonly gap: GapSpan;
  readonly from: number;
  readonly to: number;
}

const MOST_WORDS = 3;

/**
 * The worst gaps, as far as their words do not run into each other.
 *
 * @param count intervals of the axis
 * @param wide intervals that the words are wide
 */
export function wordedGaps(gaps: readonly GapSpan[], count: number, wide: number): readonly WordedGap[] {
  const chosen: WordedGap[] = [];
  for (const gap of gaps.toSorted((one, other) => other.missing - one.missing)) {
    // they begin where most are missing, or as late as there is room for them
    const from = Math.max(0, Math.min(gap.worstAt, count - wide));
    const placed = { gap, from, to: from + wide };
    if (chosen.length < MOST_WORDS && chosen.every((other) => placed.to <= other.from || other.to <= from))
      chosen.push(placed);
  }
  return chosen;
}
