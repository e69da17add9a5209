import type { CallEvent } from '../events/call-event.ts';
import type { WayIn } from './way-in.ts';

/** Events handed over at once: one commit for many. */
const BATCH = 1_000;
const FIRST_RETRY_MS = 100;
const LONGEST_RETRY_MS = 5_000;

export interface EventFeedOptions {
  readonly wayIn: WayIn;
  /** So many untold events mean that the store is behind: the source should be held back until half are gone. */
  readonly highWater: number;
  readonly onFull: () => void;
  readonly onRelief: () => void;
  /** The store refused; the same events are reported again until it takes them. */
  readonly onRefused: (error: unknown) => void;
}

/**
 * Hands a source's events to the way in, in their order, one batch at a time. What the store refuses is kept and reported
 * again, so that a full disk costs time and no event.
 */
export class EventFeed {
  readonly #options: EventFeedOptions;
  #waiting: CallEvent[] = [];
  #onItsWay: readonly CallEvent[] = [];
  #telling: Promise<void> | null = null;
  #isFull = false;
  #stopped = false;
  #wake: (() => void) | null = null;

  constructor(options: EventFeedOptions) {
    this.#options = options;
  }

  /** Events not yet known to be durable. */
  get depth(): number {
    return this.#waiting.length + this.#onItsWay.length;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  tell(events: readonly CallEvent[]): void {
    if (events.length === 0) return;
    for (const event of events) this.#waiting.push(event);
    if (!this.#isFull && this.depth >= this.#options.highWater) {
      this.#isFull = true;
      this.#options.onFull();
    }
    this.#telling ??= this.#tellAll();
  }

  /** Resolves when everything reported so far is durable, or the feed was stopped. */
  async drained(): Promise<void> {
    while (this.#telling !== null) await this.#telling;
  }

  /** Ends after the batch that is on its way; what the store still refuses is left to the source to report again. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake?.();
    await this.drained();
  }

  async #tellAll(): Promise<void> {
    let retryMs = FIRST_RETRY_MS;
    while (this.#waiting.length > 0 || this.#onItsWay.length > 0) {
      if (this.#onItsWay.length === 0) this.#onItsWay = this.#waiting.splice(0, BATCH);
      try {
        await this.#options.wayIn.accept(this.#onItsWay);
        this.#onItsWay = [];
        retryMs = FIRST_RETRY_MS;
        this.#relieve();
      } catch (error) {
        this.#options.onRefused(error);
        if (this.#stopped) break;
        await this.#pause(retryMs);
        retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
      }
    }
    this.#telling = null;
  }

  #relieve(): void {
    if (!this.#isFull || this.depth > this.#options.highWater / 2) return;
    this.#isFull = false;
    this.#options.onRelief();
  }

  #pause(milliseconds: number): Promise<void> {
    return new Promise((done) => {
      const finish = () => {
        clearTimeout(timer);
        this.#wake = null;
        done();
      };
      const timer = setTimeout(finish, milliseconds);
      this.#wake = finish;
    });
  }
}
