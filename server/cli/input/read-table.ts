import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'csv-parse/sync';
import { BadInput } from '../../platform/input/bad-input.ts';

/** One line of a table with named columns, and where it stands, for messages. */
export interface TableRow {
  readonly file: string;
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
}

export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads a CSV file with a header line. Empty lines and lines that begin with # are left out.
 *
 * @throws BadInput if the file cannot be read, has no header, or a line has another number of cells than the header
 */
export function readTable(workingDirectory: string, file: string): Table {
  const records = parseCsv(file, readText(workingDirectory, file));
  const [header, ...lines] = records;
  if (header === undefined) throw new BadInput('is empty; a header line is needed', { file });
  const columns = header.cells.map((name) => name.trim());
  const rows = lines.map(({ line, cells }) => {
    if (cells.length !== columns.length)
      throw new BadInput(`has ${cells.length} cells, the header names ${columns.length} columns`, {
        file,
        line,
      });
    return {
      file,
      line,
      cells: Object.fromEntries(columns.map((name, i) => [name, (cells[i] ?? '').trim()])),
    };
  });
  return { file, columns, rows };
}

function readText(workingDirectory: string, file: string): string {
  try {
    return readFileSync(resolve(workingDirectory, file), 'utf8');
  } catch (error) {
    throw new BadInput(`cannot be read: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}

function parseCsv(file: string, text: string): readonly { line: number; cells: readonly string[] }[] {
  try {
    const records: readonly unknown[] = parse(text, {
      bom: true,
      comment: '#',
      comment_no_infix: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    });
    return records.map((entry) => readRecord(entry));
  } catch (error) {
    throw new BadInput(`is no CSV: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}

function readRecord(entry: unknown): { line: number; cells: readonly string[] } {
  if (typeof entry !== 'object' || entry === null || !('record' in entry) || !('info' in entry))
    throw new TypeError('unexpected record');
  const { record, info } = entry;
  const line = typeof info === 'object' && info !== null && 'lines' in info ? Number(info.lines) : 0;
  if (!Array.isArray(record)) throw new TypeError('unexpected record');
  return { line, cells: record.map((cell: unknown) => (typeof cell === 'string' ? cell : '')) };
}

/** @throws BadInput unless the cell holds a number; `inf` and `infinity` are numbers */
export function numberCell(row: TableRow, column: string): number {
  const value = optionalNumberCell(row, column);
  if (value !== undefined) return value;
  throw new BadInput('is empty, a number is needed', { file: row.file, line: row.line, field: column });
}

/** Undefined when the column is missing or the cell empty. @throws BadInput if it holds anything but a number */
export function optionalNumberCell(row: TableRow, column: string): number | undefined {
  const text = row.cells[column] ?? '';
  if (text === '') return undefined;
  if (/^\+?inf(inity)?$/i.test(text)) return Infinity;
  const value = Number(text);
  if (!Number.isNaN(value)) return value;
  throw new BadInput(`must be a number, got "${text}"`, { file: row.file, line: row.line, field: column });
}

/** Runs a computation on a row; a refused value becomes a message that names the file and the line. */
export function onRow<T>(row: TableRow, compute: () => T): T {
  try {
    return compute();
  } catch (error) {
    if (error instanceof RangeError) throw new BadInput(error.message, { file: row.file, line: row.line });
    throw error;
  }
}
