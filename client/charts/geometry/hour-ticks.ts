export interface HourTick {
  /** Position in intervals from the left edge. */
  readonly at: number;
  /** Hour without a leading zero: `8`. */
  readonly label: string;
}

/**
 * Full hours worth a label, thinned out to at most `most`.
 *
 * @param labels local time of each interval's start (`07:00`); a label that comes twice (25-hour day) is labelled twice
 * @param endLabel local time at which the last interval ends, labelled at the right edge if it is a full hour
 */
export function hourTicks(labels: readonly string[], most: number, endLabel?: string): readonly HourTick[] {
  const hours = [...labels, ...(endLabel === undefined ? [] : [endLabel])].flatMap((label, at) =>
    label.endsWith(':00') ? [{ at, label: String(Number(label.slice(0, 2))) }] : [],
  );
  const every = [1, 2, 3, 4, 6].find((step) => hours.length / step <= most) ?? 12;
  return hours.filter(({ label }) => Number(label) % every === 0);
}
