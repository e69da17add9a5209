import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { detectDelimiter, sepLine, type Delimiter } from './delimiter.ts';
import { EncodingEvidence, type TableEncoding } from './encoding.ts';
import { isWorkbook, readWorkbook } from './read-workbook.ts';
import { asTableError, CSV_HABITS, NumberedRecords, TableError, type TableRecord } from './table-record.ts';

/** How a file writes its table: found out once, then the same for every pass over it. */
export type TableNotation =
  | {
      readonly kind: 'text';
      readonly encoding: TableEncoding;
      readonly delimiter: Delimiter;
      readonly skipLines: number;
    }
  | { readonly kind: 'workbook' };

const HEAD_BYTES = 64 * 1024;

/** @throws TableError where the file is in no known encoding */
export async function detectTable(file: string): Promise<TableNotation> {
  if (await isWorkbook(file)) return { kind: 'workbook' };
  const evidence = new EncodingEvidence();
  for await (const bytes of createReadStream(file, { highWaterMark: 1 << 18 }))
    if (bytes instanceof Uint8Array) evidence.add(bytes);
  const encoding = evidence.encoding();
  if (encoding === undefined)
    throw new TableError(
      'encoding',
      'the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8',
    );
  const head = await headOf(file, encoding);
  return {
    kind: 'text',
    encoding,
    delimiter: detectDelimiter(head),
    skipLines: sepLine(head) === undefined ? 0 : 1,
  };
}

/**
 * The records of a file, one after the other.
 *
 * @param onRead told the share of the file that was read
 */
export async function* readTable(
  file: string,
  notation: TableNotation,
  onRead: (share: number) => void = () => undefined,
): AsyncGenerator<TableRecord> {
  if (notation.kind === 'workbook') {
    yield* await readWorkbook(file);
    return;
  }
  const { size } = await stat(file);
  const source = createReadStream(file, { highWaterMark: 1 << 18 });
  const parser = decoded(source, notation.encoding).pipe(
    parse({ ...CSV_HABITS, delimiter: notation.delimiter, from_line: 1 + notation.skipLines }),
  );
  source.on('error', (error) => parser.destroy(error));
  const records = new NumberedRecords(1 + notation.skipLines);
  let told = 0;
  try {
    for await (const value of parser) {
      yield records.next(value);
      if (source.bytesRead > told) {
        told = source.bytesRead;
        onRead(Math.min(1, told / Math.max(1, size)));
      }
    }
  } catch (error) {
    throw asTableError(error, records.line);
  } finally {
    source.destroy();
  }
}

/** UTF-8 passes as it is; other encodings become it. */
function decoded(source: Readable, encoding: TableEncoding): Readable {
  if (encoding === 'utf-8') return source;
  const decoder = new TextDecoder(encoding);
  return source.pipe(
    new Transform({
      transform: (chunk: Buffer, _encoding, done) => done(null, decoder.decode(chunk, { stream: true })),
      flush: (done) => done(null, decoder.decode()),
    }),
  );
}

/** The beginning of a text, cut at its last whole line. */
async function headOf(file: string, encoding: TableEncoding): Promise<string> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const text = new TextDecoder(encoding).decode(buffer.subarray(0, bytesRead));
    return bytesRead < HEAD_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}
