import { HOUR_MS, type Instant } from '../../../forecasting/time/index.ts';
import type { CallerHasher } from '../events/caller-hash.ts';

/** Looks every hour whether the callers' key has served its week, or an old one its day, in a server that runs for months. */
export class CallerKeyRotation {
  readonly #hasher: CallerHasher;
  readonly #clock: () => Instant;
  readonly #onFailure: (error: unknown) => void;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<unknown> = Promise.resolve();

  constructor(hasher: CallerHasher, clock: () => Instant, onFailure: (error: unknown) => void) {
    this.#hasher = hasher;
    this.#clock = clock;
    this.#onFailure = onFailure;
  }

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking = this.#hasher.rotateIfDue(this.#clock()).catch(this.#onFailure);
    }, HOUR_MS);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }
}
