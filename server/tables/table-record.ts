/** One record of a table, as text, and the line (of a workbook: the row) on which it begins. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that cannot be read as a table at all. */
export class TableError extends Error {
  /** What is wrong: `encoding`, `workbook`, `too-large`. */
  readonly code: 'encoding' | 'workbook' | 'too-large';

  constructor(code: TableError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TableError';
    this.code = code;
  }
}

/** How csv-parse reads every text: forgiving where spreadsheets are careless, with the line of each record. */
export const CSV_HABITS = {
  bom: true,
  info: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
} as const;

/** A record as csv-parse gives it with `info`. */
export function recordOf(value: unknown): TableRecord | undefined {
  if (typeof value !== 'object' || value === null || !('record' in value) || !('info' in value))
    return undefined;
  const { record, info } = value;
  if (!Array.isArray(record) || typeof info !== 'object' || info === null || !('lines' in info))
    return undefined;
  return { line: Number(info.lines), cells: record.map((cell) => (typeof cell === 'string' ? cell : '')) };
}
