import * as v from 'valibot';
import { plainText } from './plain-text.ts';

/** Words that must all stand somewhere in what a list shows. */
export const searchWordsSchema = v.optional(v.pipe(plainText, v.maxLength(200)), '');

/** Pages of a list, from 0. */
export const pageSchema = v.optional(
  v.pipe(plainText, v.regex(/^\d{1,4}$/, 'a page from 0'), v.transform(Number)),
  '0',
);
