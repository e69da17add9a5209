/** A run of intervals [from, to) in which people are missing, how many at the worst moment, and when that is. */
export interface GapSpan {
  readonly from: number;
  readonly to: number;
  readonly missing: number;
  /** The first interval in which so many are missing. */
  readonly worstAt: number;
}

/**
 * Runs in which fewer are there than needed; what is unknown is no gap. A gap of less than one person is none.
 *
 * @param begin the first interval that is looked at
 */
export function gapSpans(
  required: readonly (number | null)[],
  there: readonly (number | null)[],
  begin = 0,
): readonly GapSpan[] {
  const spans: GapSpan[] = [];
  required.forEach((needed, index) => {
    const present = there[index] ?? null;
    if (index < begin || needed === null || present === null) return;
    const missing = Math.ceil(needed - present);
    if (needed - present < 1) return;
    const last = spans.at(-1);
    if (last?.to !== index) spans.push({ from: index, to: index + 1, missing, worstAt: index });
    else
      spans[spans.length - 1] =
        missing > last.missing
          ? { ...last, to: index + 1, missing, worstAt: index }
          : { ...last, to: index + 1 };
  });
  return spans;
}
