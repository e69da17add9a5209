/** A run of intervals [from, to) in which people are missing, and how many at the worst moment. */
export interface GapSpan {
  readonly from: number;
  readonly to: number;
  readonly missing: number;
}

/** Runs in which fewer are there than needed; what is unknown is no gap. A gap of less than one person is none. */
export function gapSpans(
  required: readonly (number | null)[],
  there: readonly (number | null)[],
): readonly GapSpan[] {
  const spans: GapSpan[] = [];
  required.forEach((needed, index) => {
    const present = there[index] ?? null;
    if (needed === null || present === null) return;
    const missing = Math.ceil(needed - present);
    if (needed - present < 1) return;
    const last = spans.at(-1);
    if (last?.to === index)
      spans[spans.length - 1] = { from: last.from, to: index + 1, missing: Math.max(last.missing, missing) };
    else spans.push({ from: index, to: index + 1, missing });
  });
  return spans;
}
