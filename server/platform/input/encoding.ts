import { isAscii } from 'node:buffer';

/** Encodings in which programs write tables. */
export type TableEncoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Bytes that Windows-1252 gives no character: a file that holds them is in yet another encoding. */
const UNDEFINED_IN_1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);
/** Bytes by which UTF-16 without a mark is known: every other one is zero in Western text. */
const LOOKED_AT = 1_024;
const ZERO_SHARE = 0.6;

/**
 * Finds out in which encoding a file is written, by all of its bytes: one umlaut on the last line decides as much as
 * one on the first.
 */
export class EncodingEvidence {
  readonly #utf8 = new TextDecoder('utf-8', { fatal: true });
  #head: Uint8Array = new Uint8Array();
  #isUtf8 = true;
  /** Letters beyond ASCII that only UTF-8 writes so. */
  #hasUtf8Letters = false;
  #hasUndefined = false;

  /** @param bytes the next ones, in the file's order */
  add(bytes: Uint8Array): void {
    if (this.#head.length < LOOKED_AT)
      this.#head = Uint8Array.from([...this.#head, ...bytes.subarray(0, LOOKED_AT - this.#head.length)]);
    if (isAscii(bytes)) return;
    if (this.#isUtf8) this.#isUtf8 = decodes(() => this.#utf8.decode(bytes, { stream: true }));
    if (this.#isUtf8) this.#hasUtf8Letters = true;
    else {
      this.#hasUtf8Letters ||= /[\u0080-\ufffc]/.test(new TextDecoder('utf-8').decode(bytes));
      this.#hasUndefined ||= bytes.some((byte) => UNDEFINED_IN_1252.has(byte));
    }
  }

  /** `undefined`: none of those that are known, or several in one file. */
  encoding(): TableEncoding | undefined {
    const [first, second] = this.#head;
    if (first === 0xff && second === 0xfe) return 'utf-16le';
    if (first === 0xfe && second === 0xff) return 'utf-16be';
    if (this.#zeroShare(1) > ZERO_SHARE) return 'utf-16le';
    if (this.#zeroShare(0) > ZERO_SHARE) return 'utf-16be';
    // a character that the end of the file cuts off is none
    if (this.#isUtf8) this.#isUtf8 = decodes(() => this.#utf8.decode());
    if (this.#isUtf8) return 'utf-8';
    return this.#hasUndefined || this.#hasUtf8Letters ? undefined : 'windows-1252';
  }

  #zeroShare(offset: 0 | 1): number {
    const pairs = Math.floor(this.#head.length / 2);
    const zeros = Array.from({ length: pairs }, (_, pair) => this.#head[2 * pair + offset]).filter(
      (byte) => byte === 0,
    );
    return zeros.length / Math.max(1, pairs);
  }
}

function decodes(decode: () => unknown): boolean {
  try {
    decode();
    return true;
  } catch {
    return false;
  }
}
