import type { TableEncoding } from './encoding.ts';
import { TableError } from './table-record.ts';

/** How files begin that are no tables, and what they are. */
const FOREIGN: readonly (readonly [RegExp, string])[] = [
  [/^(?:\x89PNG|\xff\xd8\xff|GIF8[79]a|RIFF.{4}WEBP|II\*\0|MM\0\*)/s, 'a picture'],
  [/^%PDF-/, 'a PDF document'],
  [/^\{\\rtf/, 'a text document'],
  [/^(?:7z\xbc\xaf|Rar!|BZh\d|\xfd7zXZ)/, 'a packed archive'],
  [/^SQLite format 3/, 'a database'],
];

export const HEAD_BYTES = 64 * 1024;
/** A text holds tabulators and line ends, and at most a few others that slipped in; of packed bytes a tenth are such. */
const MOST_CONTROLS = 0.02;
const SLIPPED_IN = 2;
/** Tabulator, line ends, page feed, and the mark by which DOS ended texts. */
const USUAL = new Set(['\t', '\n', '\v', '\f', '\r', '\u001a']);

/**
 * The bytes of a picture are letters too where every byte is one: what is no text must be known before it is read.
 *
 * @param bytes the beginning of a file, or all of it
 * @param encoding `undefined`: none that is known
 * @throws TableError that says what the file is and what is needed
 */
export function requireText(bytes: Uint8Array, encoding: TableEncoding | undefined): void {
  const head = bytes.subarray(0, HEAD_BYTES);
  const letters = Buffer.from(head).toString('latin1');
  const foreign = FOREIGN.find(([beginning]) => beginning.test(letters))?.[1];
  if (foreign !== undefined) throw binary(foreign);
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be';
  const text = isWide ? new TextDecoder(encoding).decode(head) : letters;
  let controls = 0;
  for (const letter of text) if (letter < ' ' && !USUAL.has(letter)) controls += 1;
  if (controls > Math.max(SLIPPED_IN, MOST_CONTROLS * text.length)) throw binary('binary data and no text');
}

function binary(what: string): TableError {
  return new TableError(
    'binary',
    `the file is ${what}, whatever its name says; a table is needed, as CSV or as XLSX`,
  );
}
