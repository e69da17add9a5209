import type { Instant } from '../../../../forecasting/time/index.ts';
import type { CallEvent } from '../../../live/events/call-event.ts';
import type { AmiMessage } from './ami-message.ts';
import type { TakenPlace } from '../legs/visit-book.ts';
import { isUnderstood, type AmiTranslator } from './ami-translator.ts';

export interface ListeningOptions {
  readonly translator: AmiTranslator;
  /** Up to here this source is known; `null`: it was never heard. */
  readonly knownUntil: Instant | null;
  /** Something beside AMI reports what a silence held. */
  readonly hasLog: boolean;
  readonly tell: (events: readonly CallEvent[]) => void;
}

/**
 * Understands what is heard, over connections that come and go. After a silence messages are held back until what was
 * missed is learnt, so that the past is reported before the present, and the present is understood by it.
 */
export class Listening {
  readonly #options: ListeningOptions;
  #held: { readonly message: AmiMessage; readonly at: Instant }[] | null = null;
  #heardUntil: Instant | null;
  #isDoubted = false;
  /** The log could be read last time: what it holds need not be taken from messages that were cut off. */
  #logIsReadable = true;

  constructor(options: ListeningOptions) {
    this.#options = options;
    this.#heardUntil = options.knownUntil;
  }

  /** Everything up to here was understood; a catch-up begins here. */
  get heardUntil(): Instant | null {
    return this.#heardUntil;
  }

  get isHolding(): boolean {
    return this.#held !== null;
  }

  /** What was heard after this instant was not all: catch-ups begin here until it is believed again. */
  doubt(after: Instant | null): void {
    this.#heardUntil = after;
    this.#isDoubted = true;
  }

  believe(): void {
    this.#isDoubted = false;
  }

  connecting(): void {
    if (this.#options.hasLog) this.#held ??= [];
  }

  receive(message: AmiMessage, at: Instant): void {
    const { translator } = this.#options;
    if (this.#held === null) this.#understand(message, at);
    else if (isUnderstood(message)) {
      translator.note(message);
      this.#held.push({ message, at });
    }
  }

  /** Time passes without a message. */
  advance(now: Instant): void {
    if (this.#held === null) this.#options.tell(this.#options.translator.advance(now));
  }

  /** A part of what was missed. */
  learn(missed: readonly CallEvent[], taken: Iterable<TakenPlace>): void {
    this.#options.translator.learn(missed, taken);
    this.#options.tell(missed);
  }

  /** All that was missed is learnt: what was held back follows. */
  caughtUp(): void {
    this.#logIsReadable = true;
    this.#options.translator.caughtUp();
    this.#release();
  }

  /** What was missed will not be known. */
  notCaughtUp(): void {
    this.#logIsReadable = false;
    this.#release();
  }

  /**
   * The connection ended. A catch-up to come begins where one that is cut off did, and so reports what was held back too;
   * but nothing waits for a log that may never be read.
   */
  ended(): void {
    if (this.#held !== null && this.#logIsReadable) this.#held = [];
    else this.#release();
    this.#options.tell(this.#options.translator.disconnected());
  }

  #release(): void {
    const held = this.#held ?? [];
    this.#held = null;
    for (const { message, at } of held) this.#understand(message, at);
  }

  #understand(message: AmiMessage, at: Instant): void {
    if (!this.#isDoubted) this.#heardUntil = at;
    this.#options.tell(this.#options.translator.translate(message, at));
  }
}
