import * as v from 'valibot';
import { storable } from '../../contract/plain-text.ts';

/** An object of the configuration file: an unknown key is refused with the keys that exist. */
export function section<const T extends v.ObjectEntries>(entries: T) {
  return v.strictObject(entries, (issue) => {
    if (issue.expected === 'never') return `is no key here; known keys: ${Object.keys(entries).join(', ')}`;
    if (issue.received === 'undefined') return 'is missing';
    return `must be an object with the keys ${Object.keys(entries).join(', ')}`;
  });
}

/** Text that is not empty. */
export function words(meaning: string) {
  return v.pipe(v.string(`must be ${meaning}`), storable, v.minLength(1, `must be ${meaning}, not empty`));
}

/** A whole number within [least, most]. */
export function whole(least: number, most: number) {
  const allowed = `must be a whole number from ${least} to ${most}`;
  return v.pipe(v.number(allowed), v.integer(allowed), v.minValue(least, allowed), v.maxValue(most, allowed));
}

/** A share within [0, 1]. */
export function share() {
  const allowed = 'must be a share from 0 to 1 (0.8 for 80 %)';
  return v.pipe(v.number(allowed), v.minValue(0, allowed), v.maxValue(1, allowed));
}

/** One of a few words. */
export function oneOf<const T extends readonly string[]>(allowed: T) {
  return v.picklist(allowed, `must be one of ${allowed.join(', ')}`);
}

/** Text of a certain form. */
export function shaped(pattern: RegExp, meaning: string) {
  return v.pipe(v.string(`must be ${meaning}`), storable, v.regex(pattern, `must be ${meaning}`));
}
