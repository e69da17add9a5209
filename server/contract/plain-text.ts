import * as v from 'valibot';

/** U+0000, which PostgreSQL takes in no text, and halves of surrogate pairs, which no UTF-8 can hold. */
const UNSTORABLE = /[\0\p{Surrogate}]/u;

/** The same as JSON Schema writes patterns. */
export const UNSTORABLE_PATTERN = '[\\u0000\\uD800-\\uDFFF]';

/** True for text that every store keeps as it is and gives back the same. */
export function isStorable(text: string): boolean {
  return !UNSTORABLE.test(text);
}

/** The part of `plainText` by which it is known inside another schema. */
export const storable = v.check<string, string>(
  isStorable,
  'text without U+0000 and without half characters',
);

/**
 * Any text that comes from outside begins with this one: an event, a form, a query, a file, a socket's message. What it
 * lets through can be stored, compared and sent by both engines.
 */
export const plainText = v.pipe(v.string(), storable);
