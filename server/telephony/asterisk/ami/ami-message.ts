import { isUtf8 } from 'node:buffer';
import { pbxText } from '../legs/pbx-text.ts';

/**
 * One AMI message: an event, or the answer to an action. Fields are decoded only when asked for, because nine of ten
 * messages of a busy PBX say nothing about queues.
 */
export interface AmiMessage {
  /** The event's name; `Response` for an answer, `Banner` for a connection's first line, '' for anything else. */
  readonly name: string;
  /** Value of the first field of this name; `undefined` where the message has none. */
  field(name: string): string | undefined;
  /** Whether it holds bytes that are no UTF-8, and so are read as Latin-1. */
  readonly isLatin1: boolean;
}

/** The greeting of a fresh connection, `Asterisk Call Manager/9.0.0`. */
export function bannerMessage(line: string): AmiMessage {
  return { name: 'Banner', field: (name) => (name === 'Banner' ? line : undefined), isLatin1: false };
}

const LINE_END = Buffer.from('\r\n');
const EVENT = Buffer.from('Event: ');
const RESPONSE = Buffer.from('Response: ');

/** A view of the bytes between two blank lines; valid until the parser's next push. */
export class BytesMessage implements AmiMessage {
  readonly name: string;
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.name = nameIn(bytes);
  }

  get isLatin1(): boolean {
    return !isUtf8(this.#bytes);
  }

  field(name: string): string | undefined {
    const needle = needleFor(name);
    const found = startsWith(this.#bytes, needle.inFirstLine) ? 0 : this.#bytes.indexOf(needle.behindLine);
    if (found < 0) return undefined;
    const start = found + (found === 0 ? needle.inFirstLine : needle.behindLine).length;
    const end = this.#bytes.indexOf(LINE_END, start);
    return pbxText(this.#bytes.toString('latin1', start, end < 0 ? this.#bytes.length : end));
  }
}

function nameIn(bytes: Buffer): string {
  if (startsWith(bytes, EVENT)) {
    const end = bytes.indexOf(13, EVENT.length);
    return bytes.toString('latin1', EVENT.length, end < 0 ? bytes.length : end);
  }
  return startsWith(bytes, RESPONSE) ? 'Response' : '';
}

function startsWith(bytes: Buffer, prefix: Buffer): boolean {
  if (bytes.length < prefix.length) return false;
  for (let i = 0; i < prefix.length; i++) if (bytes[i] !== prefix[i]) return false;
  return true;
}

interface Needle {
  readonly inFirstLine: Buffer;
  readonly behindLine: Buffer;
}

/** Field names come from this code, so the table stays small. */
const needles = new Map<string, Needle>();

function needleFor(name: string): Needle {
  const known = needles.get(name);
  if (known !== undefined) return known;
  const needle = { inFirstLine: Buffer.from(`${name}: `), behindLine: Buffer.from(`\r\n${name}: `) };
  needles.set(name, needle);
  return needle;
}
