/** So much at once, and so much again in every second: a steady neighbour never notices it, a flood ends here. */
export class TokenBucket {
  readonly #atOnce: number;
  readonly #perSecond: number;
  #left: number;
  #at: number;

  /** @param now monotonic milliseconds */
  constructor(atOnce: number, perSecond: number, now: number) {
    this.#atOnce = atOnce;
    this.#perSecond = perSecond;
    this.#left = atOnce;
    this.#at = now;
  }

  /** Takes one. @returns false where none is left */
  take(now: number): boolean {
    const refilled = this.#left + ((now - this.#at) / 1_000) * this.#perSecond;
    this.#left = Math.min(this.#atOnce, refilled);
    this.#at = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
