import { instant, type Instant, SECOND_MS } from '../../../../forecasting/time/index.ts';

/** Clocks that differ by less agree as far as a wall is concerned, and stay as they are. */
const AGREEMENT_MS = 2 * SECOND_MS;
/** A message that seems this much older than the quickest one means that a clock was set, not that it was under way. */
const JUMP_MS = 60 * SECOND_MS;

/** So long the quickest message counts, and up to as long again: a clock that was set by less than a jump, or drifts, shows then. */
const WINDOW_MS = 5 * 60 * SECOND_MS;

/**
 * Turns the PBX's time stamps into our time. No message arrives before it was sent, so the quickest message of the last
 * minutes shows how far the two clocks are apart; a jump of either clock starts the measurement anew.
 */
export class PbxClock {
  /** Least (receipt − stamp) of the window that runs, and of the one before, milliseconds. */
  #least = Number.POSITIVE_INFINITY;
  #leastBefore = Number.POSITIVE_INFINITY;
  #windowFrom = Number.NEGATIVE_INFINITY;

  /** @param stamp the message's `Timestamp` field: epoch seconds with a fraction; `undefined` where the PBX sends none */
  timeOf(stamp: string | undefined, receivedAt: Instant): Instant {
    const seconds = stamp === undefined ? Number.NaN : Number(stamp);
    if (!(seconds > 0)) return receivedAt;
    const stamped = Math.round(seconds * SECOND_MS);
    this.#measure(receivedAt - stamped, receivedAt);
    const offset = Math.min(this.#least, this.#leastBefore);
    const shift = Math.abs(offset) < AGREEMENT_MS ? 0 : offset;
    return instant(stamped + shift);
  }

  #measure(delay: number, receivedAt: Instant): void {
    const hasJumped = Math.abs(delay - Math.min(this.#least, this.#leastBefore)) > JUMP_MS;
    if (!hasJumped && receivedAt - this.#windowFrom < WINDOW_MS) {
      this.#least = Math.min(this.#least, delay);
      return;
    }
    this.#leastBefore = hasJumped ? Number.POSITIVE_INFINITY : this.#least;
    this.#least = delay;
    this.#windowFrom = receivedAt;
  }
}
