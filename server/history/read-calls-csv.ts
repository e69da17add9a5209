import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { parse } from 'csv-parse';
import {
  detectColumns,
  detectDelimiter,
  detectNotation,
  type CallColumn,
  type CallsFormat,
} from './calls-format.ts';
import { parseCallsRecord, type CallsRow, type RowIssue } from './parse-calls-record.ts';

/** What a planner sees before anything is stored. */
export interface CallsPreview {
  readonly format: CallsFormat;
  readonly missing: readonly CallColumn[];
  readonly sample: readonly CallsRow[];
  readonly issues: readonly RowIssue[];
}

export interface ReadCallsOptions {
  /** Header names that a planner assigned by hand. */
  readonly columns?: Readonly<Partial<Record<CallColumn, string>>> | undefined;
  /** Queue of every row, for files without a queue column. */
  readonly queue?: string | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
  readonly cancelled?: AbortSignal | undefined;
}

const PREVIEW_BYTES = 64 * 1024;
const SAMPLE_ROWS = 20;
const ROWS_BETWEEN_PROGRESS = 20_000;

/** Detects delimiter, columns and notation from the beginning of a file. */
export async function previewCallsCsv(file: string, options: ReadCallsOptions = {}): Promise<CallsPreview> {
  const head = await beginningOf(file);
  const delimiter = detectDelimiter(head.split(/\r?\n/, 1)[0] ?? '');
  const records = await recordsOf(head, delimiter);
  const header = (records[0] ?? []).map((name) => name.trim());
  const columns = detectColumns(header, options.columns);
  const rows = records.slice(1);
  const column = (name: CallColumn) => rows.map((record) => record[columns[name] ?? -1] ?? '');
  const notation = detectNotation(column('start'), [...column('offered'), ...column('handleSeconds')]);
  const format: CallsFormat = { delimiter, ...notation, header, columns };
  const parsed = rows.map((record, index) => parseCallsRecord(record, index + 2, format, options.queue));
  return {
    format,
    missing: missingColumns(format, options.queue),
    sample: parsed.flatMap((record) => (record.ok ? [record.row] : [])).slice(0, SAMPLE_ROWS),
    issues: parsed.flatMap((record) => (record.ok ? [] : [record.issue])),
  };
}

/** Columns without which nothing can be read. */
function missingColumns(format: CallsFormat, queue: string | undefined): readonly CallColumn[] {
  const needed: readonly CallColumn[] =
    queue === undefined ? ['start', 'queue', 'offered'] : ['start', 'offered'];
  return needed.filter((column) => format.columns[column] === undefined);
}

/**
 * Streams a file row by row in the format that the preview showed; a wrong line is an issue, not an end.
 *
 * @yields rows and issues in the file's order
 */
export async function* readCallsCsv(
  file: string,
  format: CallsFormat,
  options: ReadCallsOptions = {},
): AsyncGenerator<CallsRow | RowIssue> {
  const { size } = await stat(file);
  const source = createReadStream(file);
  const parser = source.pipe(
    parse({ delimiter: format.delimiter, bom: true, relax_column_count: true, skip_empty_lines: false }),
  );
  source.on('error', (error) => parser.destroy(error));
  let line = 0;
  try {
    for await (const record of parser) {
      line += 1;
      if (line === 1 || !isRecord(record) || record.every((cell) => cell.trim() === '')) continue;
      const parsed = parseCallsRecord(record, line, format, options.queue);
      yield parsed.ok ? parsed.row : parsed.issue;
      if (line % ROWS_BETWEEN_PROGRESS === 0) {
        options.cancelled?.throwIfAborted();
        options.onProgress?.(Math.min(1, source.bytesRead / Math.max(1, size)));
      }
    }
  } finally {
    source.destroy();
  }
  options.onProgress?.(1);
}

export function isRowIssue(entry: CallsRow | RowIssue): entry is RowIssue {
  return 'allowed' in entry;
}

function isRecord(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === 'string');
}

/** The beginning of a file, cut at its last whole line. */
async function beginningOf(file: string): Promise<string> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(PREVIEW_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, PREVIEW_BYTES, 0);
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '');
    return bytesRead < PREVIEW_BYTES ? text : text.slice(0, text.lastIndexOf('\n') + 1);
  } finally {
    await handle.close();
  }
}

async function recordsOf(text: string, delimiter: string): Promise<readonly (readonly string[])[]> {
  const records: (readonly string[])[] = [];
  const parser = parse(text, { delimiter, relax_column_count: true });
  for await (const record of parser) if (isRecord(record)) records.push(record);
  return records;
}
