import { SECOND_MS, instant, type Instant } from '../../../forecasting/time/instant.ts';

/** Clocks that differ by less agree as far as a wall is concerned, and stay as they are. */
const AGREEMENT_MS = 2 * SECOND_MS;
/** A message that seems this much older than the quickest one means that a clock was set, not that it was under way. */
const JUMP_MS = 60 * SECOND_MS;

/**
 * Turns the PBX's time stamps into our time. No message arrives before it was sent, so the quickest message so far
 * shows how far the two clocks are apart; a jump of either clock starts the measurement anew.
 */
export class PbxClock {
  /** Least (receipt − stamp) seen, milliseconds; `null` before the first stamp. */
  #offset: number | null = null;
  #jumps = 0;

  /** How often one of the two clocks was set while we listened. */
  get jumps(): number {
    return this.#jumps;
  }

  /** @param stamp the message's `Timestamp` field: epoch seconds with a fraction; `undefined` where the PBX sends none */
  timeOf(stamp: string | undefined, receivedAt: Instant): Instant {
    const seconds = stamp === undefined ? Number.NaN : Number(stamp);
    if (!(seconds > 0)) return receivedAt;
    const stamped = Math.round(seconds * SECOND_MS);
    const delay = receivedAt - stamped;
    if (this.#offset === null) this.#offset = delay;
    else if (Math.abs(delay - this.#offset) > JUMP_MS) {
      this.#offset = delay;
      this.#jumps++;
    } else if (delay < this.#offset) this.#offset = delay;
    const shift = Math.abs(this.#offset) < AGREEMENT_MS ? 0 : this.#offset;
    return instant(stamped + shift);
  }
}
