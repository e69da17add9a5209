import { createHmac, randomBytes } from 'node:crypto';
import { HOUR_MS, instant, type Instant } from '../../../forecasting/time/index.ts';
import type { CallerHash } from './call-event.ts';
import { callerHash } from './call-id.ts';

/** A key rotates weekly; the one before is kept for a day, so that repeat calls within 24 hours are still found. */
export const KEY_LIFE_MS = 7 * 24 * HOUR_MS;
export const OLD_KEY_KEPT_MS = 24 * HOUR_MS;

const KEY_BYTES = 32;
/** 128 bits: no two of all telephone numbers meet by chance. */
const HASH_BYTES = 16;

/** A secret and the instant from which it hashes. Whoever has it could try all telephone numbers: it never leaves the server. */
export interface CallerKey {
  readonly validFrom: Instant;
  readonly secret: Buffer;
}

/** Where the keys survive a restart of the server. */
export interface CallerKeyStore {
  /** Oldest first; empty on the first day. */
  load(): Promise<readonly CallerKey[]>;
  /** Replaces all keys; those left out must be gone for good. */
  save(keys: readonly CallerKey[]): Promise<void>;
}

/** The pseudonyms of one number: the present one, and within a day after a rotation the one before it. */
export interface CallerPseudonym {
  readonly caller: CallerHash;
  readonly callerBefore?: CallerHash;
}

/**
 * Turns callers' numbers into keyed hashes (HMAC-SHA-256), the only form in which they enter the log. Without the key a
 * hash says nothing; after the key is gone it cannot be linked to a number again.
 */
export class CallerHasher {
  readonly #store: CallerKeyStore;
  #keys: readonly CallerKey[];

  private constructor(store: CallerKeyStore, keys: readonly CallerKey[]) {
    this.#store = store;
    this.#keys = keys;
  }

  static async open(store: CallerKeyStore, now: Instant): Promise<CallerHasher> {
    const hasher = new CallerHasher(store, await store.load());
    await hasher.rotateIfDue(now);
    return hasher;
  }

  /** Cheap; to be called at least once an hour. @returns whether a key was added or thrown away */
  async rotateIfDue(now: Instant): Promise<boolean> {
    const keys = rotated(this.#keys, now, () => randomBytes(KEY_BYTES));
    if (keys === this.#keys) return false;
    await this.#store.save(keys);
    this.#keys = keys;
    return true;
  }

  /** @returns `null` for a number that is withheld, unknown or none */
  pseudonym(number: string | undefined, at: Instant): CallerPseudonym | null {
    const canonical = canonicalNumber(number);
    if (canonical === null) return null;
    const index = Math.max(
      0,
      this.#keys.findLastIndex((key) => key.validFrom <= at),
    );
    const key = this.#keys[index];
    if (key === undefined) throw new RangeError('a caller cannot be hashed before the first key is there');
    const caller = hashOf(canonical, key);
    const before = this.#keys[index - 1];
    if (before === undefined || at - key.validFrom >= OLD_KEY_KEPT_MS) return { caller };
    return { caller, callerBefore: hashOf(canonical, before) };
  }
}

/**
 * The keys for `now`: a new one when the newest has served its week, none that ended more than a day ago.
 *
 * @returns the same array where nothing is due
 */
function rotated(keys: readonly CallerKey[], now: Instant, newSecret: () => Buffer): readonly CallerKey[] {
  const newest = keys.at(-1);
  const due = newest === undefined || now - newest.validFrom >= KEY_LIFE_MS;
  const all = due ? [...keys, { validFrom: now, secret: newSecret() }] : keys;
  const kept = unexpired(all, now);
  return kept.length === keys.length && !due ? keys : kept;
}

/** Without those whose successor has served a day. */
export function unexpired(keys: readonly CallerKey[], now: Instant): readonly CallerKey[] {
  return keys.filter((_, index) => {
    const successor = keys[index + 1];
    return successor === undefined || now - successor.validFrom < OLD_KEY_KEPT_MS;
  });
}

/** Keys for one run, kept nowhere: recordings and tests. */
export function temporaryKeys(): CallerKeyStore {
  let kept: readonly CallerKey[] = [{ validFrom: instant(0), secret: randomBytes(KEY_BYTES) }];
  return {
    load: () => Promise.resolve(kept),
    save: (keys) => {
      kept = keys;
      return Promise.resolve();
    },
  };
}

/**
 * One spelling for one number: +49 221 …, 0049221… and 0221… are the same caller. A text without digits
 * (`anonymous`, `<unknown>`) is nobody.
 */
export function canonicalNumber(number: string | undefined): string | null {
  if (number === undefined) return null;
  const dialled = number.replace(/^sips?:/i, '').replace(/[@;].*$/, '');
  const digits = dialled.replace(/^\s*\+/, '00').replace(/\D/g, '');
  if (digits === '' || /[a-z]/i.test(dialled)) return null;
  return digits.replace(/^0049/, '0');
}

function hashOf(canonical: string, key: CallerKey): CallerHash {
  const digest = createHmac('sha256', key.secret).update(canonical).digest();
  return callerHash(digest.subarray(0, HASH_BYTES).toString('base64url'));
}
