import { CsvError } from 'csv-parse';

/** One record of a table, as text, and the line (of a workbook: the row) on which it begins. */
export interface TableRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** A file that cannot be read as a table at all. */
export class TableError extends Error {
  readonly code: 'binary' | 'encoding' | 'workbook' | 'too-large' | 'quotes';
  /** Where that is known. */
  readonly line: number | undefined;

  constructor(
    code: TableError['code'],
    message: string,
    options?: ErrorOptions & { readonly line?: number },
  ) {
    super(message, options);
    this.name = 'TableError';
    this.code = code;
    this.line = options?.line;
  }
}

/** How csv-parse reads every text: forgiving where spreadsheets are careless. */
export const CSV_HABITS = {
  bom: true,
  relax_column_count: true,
  relax_quotes: true,
  skip_empty_lines: false,
} as const;

/**
 * Gives the records of a text their lines. csv-parse can report them too, but makes several objects a record for it: half of
 * the time that a long file takes.
 */
export class NumberedRecords {
  #line: number;

  /** @param firstLine line on which the first record begins */
  constructor(firstLine: number) {
    this.#line = firstLine;
  }

  /** Line on which the next record begins. */
  get line(): number {
    return this.#line;
  }

  /** @param value the next record as csv-parse gives it: one for every line, empty ones too */
  next(value: unknown): TableRecord {
    const cells = isCells(value) ? value : [];
    const record = { line: this.#line, cells };
    this.#line += 1;
    for (const cell of cells) this.#line += lineEnds(cell);
    return record;
  }
}

function isCells(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((cell) => typeof cell === 'string');
}

function lineEnds(cell: string): number {
  return cell.includes('\n') || cell.includes('\r') ? cell.split(/\r\n|\n|\r/).length - 1 : 0;
}

/** What csv-parse says of a text that is no table, as a table's error. @param line on which the broken record begins */
export function asTableError(error: unknown, line: number): unknown {
  if (!(error instanceof CsvError)) return error;
  return new TableError(
    'quotes',
    `line ${line}: a quotation mark opens a cell and none closes it; write it twice ("") or take it out`,
    { cause: error, line },
  );
}
