/** What one message told about the server's clock. */
export interface ClockSample {
  /** Server's clock minus the display's own monotonic clock, as far as this message tells. */
  readonly offset: number;
  /** Monotonic time of receipt. */
  readonly receivedAt: number;
}

const WINDOW_MILLISECONDS = 30_000;

/**
 * The samples of the last half minute, the new one included.
 *
 * The display's own date is never used: it may be wrong by hours. Only its monotonic clock is, which measures well
 * and means nothing.
 */
export function withClockSample(
  samples: readonly ClockSample[],
  serverNow: number,
  receivedAt: number,
): readonly ClockSample[] {
  const recent = samples.filter((sample) => receivedAt - sample.receivedAt < WINDOW_MILLISECONDS);
  return [...recent, { offset: serverNow - receivedAt, receivedAt }];
}

/**
 * Offset to add to the monotonic clock, `null` while nothing was heard.
 *
 * A message that was on its way for long tells an offset that is too small, never one that is too great; so the
 * greatest of the recent ones is nearest to the truth.
 */
export function serverOffset(samples: readonly ClockSample[]): number | null {
  return samples.length === 0 ? null : Math.max(...samples.map((sample) => sample.offset));
}
