import { TokenBucket } from '../../live/push/token-bucket.ts';
import type { Store } from '../../platform/store/database.ts';
import { readValidLinks, tokenHashOf, type ValidLink } from './display-links.ts';

/** As old as what the book says may be: a link that is withdrawn darkens its walls within seconds. */
const FRESH_MILLISECONDS = 1_000;
/** An unknown token may be that of a link made just now. So many are looked up at once, and one more every second. */
const UNKNOWN_AT_ONCE = 10;

/**
 * The links that hold now. However many strangers guess tokens, the store is asked about once a second. What cannot be
 * asked is not guessed: while the store is away nobody new is let in, and who looks already is not sent away.
 */
export class LinkBook {
  readonly #store: Store;
  readonly #unknown = new TokenBucket(UNKNOWN_AT_ONCE, 1, performance.now());
  #links: ReadonlyMap<string, ValidLink> = new Map();
  #readAt = Number.NEGATIVE_INFINITY;
  #reading: Promise<void> | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @returns the valid link with this token @throws whatever the store throws */
  async find(token: string): Promise<ValidLink | undefined> {
    const hash = tokenHashOf(token);
    const now = performance.now();
    const isFresh = now - this.#readAt <= FRESH_MILLISECONDS;
    if (!isFresh || (!this.#links.has(hash) && this.#unknown.take(now)))
      await (this.#reading ??= this.#read());
    return this.#links.get(hash);
  }

  async #read(): Promise<void> {
    try {
      const links = await readValidLinks(this.#store);
      this.#links = new Map(links.map((link) => [link.tokenHash, link]));
      this.#readAt = performance.now();
    } finally {
      this.#reading = undefined;
    }
  }
}
