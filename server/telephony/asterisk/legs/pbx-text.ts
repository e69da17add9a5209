import { isUtf8 } from 'node:buffer';

const HIGH = /[\x80-\xff]/;
/** PostgreSQL keeps no U+0000, and a name that only some of our stores can hold would part a queue in two. */
const NULL = /\0/g;
const NULL_SHOWN = '\u2400';

/**
 * Text as a telephone system wrote it. Asterisk passes on the bytes of its configuration files unread, so a name may be
 * UTF-8 or Latin-1: bytes that are no UTF-8 are Latin-1. Two names never become one. A byte 0 becomes its sign `␀`; halves of
 * surrogate pairs cannot come, because bytes that would be one are no UTF-8.
 *
 * @param bytesAsLatin1 the bytes, one character each, as `toString('latin1')` gives them
 */
export function pbxText(bytesAsLatin1: string): string {
  if (!HIGH.test(bytesAsLatin1)) return withoutNull(bytesAsLatin1);
  const bytes = Buffer.from(bytesAsLatin1, 'latin1');
  return withoutNull(isUtf8(bytes) ? bytes.toString('utf8') : bytesAsLatin1);
}

function withoutNull(text: string): string {
  return text.includes('\0') ? text.replace(NULL, NULL_SHOWN) : text;
}
