import { parse } from 'csv-parse/sync';
import { detectDelimiter, sepLine } from './delimiter.ts';
import { EncodingEvidence } from './encoding.ts';
import { isWorkbookBytes, readWorkbookBytes } from './read-workbook.ts';
import { requireText } from './require-text.ts';
import { asTableError, CSV_HABITS, NumberedRecords, TableError, type TableRecord } from './table-record.ts';

/** A small table is sent whole; what unpacks to more was made to fill the memory. */
const LARGEST_UNPACKED_BYTES = 60_000_000;

/**
 * The records of a table that is held as a whole, such as a list of people; the same reading as `readTable` of large files.
 *
 * @throws TableError where it is none that can be read
 */
export async function readTableBytes(bytes: Uint8Array): Promise<readonly TableRecord[]> {
  if (isWorkbookBytes(bytes)) return readWorkbookBytes(Buffer.from(bytes), LARGEST_UNPACKED_BYTES);
  const evidence = new EncodingEvidence();
  evidence.add(bytes);
  const encoding = evidence.encoding();
  requireText(bytes, encoding);
  if (encoding === undefined)
    throw new TableError(
      'encoding',
      'the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8',
    );
  return recordsOf(new TextDecoder(encoding).decode(bytes));
}

function recordsOf(text: string): readonly TableRecord[] {
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
  return records;
}
