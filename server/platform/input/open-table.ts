import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { detectDelimiter, sepLine, type Delimiter } from './delimiter.ts';
import { EncodingEvidence, type TableEncoding } from './encoding.ts';
import { PlainLines } from './plain-lines.ts';
import { isWorkbook, readWorkbook } from './read-workbook.ts';
import { HEAD_BYTES, requireText } from './require-text.ts';
import { asTableError, CSV_HABITS, NumberedRecords, TableError, type TableRecord } from './table-record.ts';

/** How a file writes its table: found out once, then the same for every pass over it. */
export type TableNotation =
  | {
      readonly kind: 'text';
      readonly encoding: TableEncoding;
      readonly delimiter: Delimiter;
      readonly skipLines: number;
      /** No cell is quoted, and lines end as they do today. */
      readonly isPlain: boolean;
    }
  | { readonly kind: 'workbook' };

const CHUNK_BYTES = 1 << 18;
const QUOTE = 0x22;
const RECORDS_AT_ONCE = 2_000;

type TextNotation = Extract<TableNotation, { kind: 'text' }>;

/** @throws TableError where the file is no text, or in no known encoding */
export async function detectTable(file: string): Promise<TableNotation> {
  if (await isWorkbook(file)) return { kind: 'workbook' };
  const evidence = new EncodingEvidence();
  let hasQuotes = false;
  for await (const bytes of createReadStream(file, { highWaterMark: CHUNK_BYTES })) {
    if (!(bytes instanceof Uint8Array)) continue;
    evidence.add(bytes);
    hasQuotes ||= bytes.includes(QUOTE);
  }
  const encoding = evidence.encoding();
  const bytes = await headOf(file);
  requireText(bytes, encoding);
  if (encoding === undefined)
    throw new TableError(
      'encoding',
      'the text is neither UTF-8, UTF-16 nor Windows-1252; save it as CSV UTF-8',
    );
  const head = wholeLines(bytes, encoding);
  return {
    kind: 'text',
    encoding,
    delimiter: detectDelimiter(head),
    skipLines: sepLine(head) === undefined ? 0 : 1,
    isPlain: !hasQuotes && /\r?\n|\r/.exec(head)?.[0] !== '\r',
  };
}

/**
 * The records of a file in its order, some thousand at a time: a wait for each record would take longer than its reading.
 *
 * @param onRead receives the share of the file that was read
 */
export async function* readTable(
  file: string,
  notation: TableNotation,
  onRead: (share: number) => void = () => undefined,
): AsyncGenerator<readonly TableRecord[]> {
  if (notation.kind === 'workbook') {
    yield await readWorkbook(file);
    return;
  }
  const { size } = await stat(file);
  const source = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const records of notation.isPlain
      ? plainRecords(source, notation)
      : quotedRecords(source, notation)) {
      yield records;
      onRead(Math.min(1, source.bytesRead / Math.max(1, size)));
    }
  } finally {
    source.destroy();
  }
}

async function* plainRecords(
  source: Readable,
  { encoding, delimiter, skipLines }: TextNotation,
): AsyncGenerator<readonly TableRecord[]> {
  const decoder = new TextDecoder(encoding);
  const lines = new PlainLines(delimiter, skipLines);
  for await (const bytes of source)
    if (bytes instanceof Uint8Array) yield lines.add(decoder.decode(bytes, { stream: true }));
  yield lines.add(decoder.decode());
  yield lines.end();
}

async function* quotedRecords(
  source: Readable,
  { encoding, delimiter, skipLines }: TextNotation,
): AsyncGenerator<readonly TableRecord[]> {
  const parser = decoded(source, encoding).pipe(
    parse({ ...CSV_HABITS, delimiter, from_line: 1 + skipLines }),
  );
  source.on('error', (error) => parser.destroy(error));
  const numbered = new NumberedRecords(1 + skipLines);
  let records: TableRecord[] = [];
  try {
    for await (const value of parser) {
      if (records.push(numbered.next(value)) < RECORDS_AT_ONCE) continue;
      yield records;
      records = [];
    }
    yield records;
  } catch (error) {
    throw asTableError(error, numbered.line);
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

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** The beginning of a text, cut at its last whole line. */
function wholeLines(head: Uint8Array, encoding: TableEncoding): string {
  const text = new TextDecoder(encoding).decode(head);
  return head.length < HEAD_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
}
