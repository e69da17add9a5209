import { isUtf8 } from 'node:buffer';

const HIGH = /[\x80-\xff]/;

/**
 * Text as a telephone system wrote it. Asterisk passes on the bytes of its configuration files unread, so a name may be
 * UTF-8 or Latin-1: bytes that are no UTF-8 are Latin-1. Two names never become one.
 *
 * @param bytesAsLatin1 the bytes, one character each, as `toString('latin1')` gives them
 */
export function pbxText(bytesAsLatin1: string): string {
  if (!HIGH.test(bytesAsLatin1)) return bytesAsLatin1;
  const bytes = Buffer.from(bytesAsLatin1, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : bytesAsLatin1;
}
