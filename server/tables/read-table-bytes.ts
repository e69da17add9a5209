import { parse } from 'csv-parse/sync';
import { detectDelimiter, sepLine, type Delimiter } from './delimiter.ts';
import { EncodingEvidence, type TableEncoding } from './encoding.ts';
import { asTableError, CSV_HABITS, NumberedRecords, TableError, type TableRecord } from './table-record.ts';

/** A whole small table, and how it was written. */
export interface TextTable {
  readonly encoding: TableEncoding;
  readonly delimiter: Delimiter;
  readonly records: readonly TableRecord[];
}

/**
 * A table of text that is held as a whole, such as a list of people; the same reading as `readTable` of large files.
 *
 * @throws TableError where the bytes are in no known encoding
 */
export function readTableBytes(bytes: Uint8Array): TextTable {
  const evidence = new EncodingEvidence();
  evidence.add(bytes);
  const encoding = evidence.encoding();
  if (encoding === undefined)
    throw new TableError(
      'encoding',
      'the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8',
    );
  return { encoding, ...readTableText(new TextDecoder(encoding).decode(bytes)) };
}

/** The same for text that was decoded elsewhere. */
export function readTableText(text: string): Omit<TextTable, 'encoding'> {
  const delimiter = detectDelimiter(text);
  const skipLines = sepLine(text) === undefined ? 0 : 1;
  const numbered = new NumberedRecords(1 + skipLines);
  const records: TableRecord[] = [];
  try {
    parse(text, {
      ...CSV_HABITS,
      delimiter,
      from_line: 1 + skipLines,
      on_record: (value: unknown) => {
        records.push(numbered.next(value));
        return null;
      },
    });
  } catch (error) {
    throw asTableError(error, numbered.line);
  }
  return { delimiter, records };
}
