import type { Delimiter } from './delimiter.ts';
import type { TableRecord } from './table-record.ts';

/**
 * Takes the records of a text apart that holds no quotation mark: every line is a record and every mark parts two cells.
 * A reader of quoted cells comes to the same records and takes ten times as long.
 */
export class PlainLines {
  readonly #delimiter: Delimiter;
  #skipLines: number;
  #line: number;
  /** The beginning of a line whose end has not come yet. */
  #rest = '';

  /** @param skipLines lines before the first record */
  constructor(delimiter: Delimiter, skipLines: number) {
    this.#delimiter = delimiter;
    this.#skipLines = skipLines;
    this.#line = 1 + skipLines;
  }

  /** @param text the next part of the file, cut anywhere */
  add(text: string): readonly TableRecord[] {
    const lines = (this.#rest + text).split('\n');
    this.#rest = lines.pop() ?? '';
    return this.#records(lines);
  }

  /** The last record, where no line end stands behind it. */
  end(): readonly TableRecord[] {
    return this.#rest === '' ? [] : this.#records([this.#rest]);
  }

  #records(lines: readonly string[]): readonly TableRecord[] {
    const skipped = lines.slice(this.#skipLines);
    this.#skipLines -= lines.length - skipped.length;
    return skipped.map((line) => this.#record(line));
  }

  #record(line: string): TableRecord {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    const record = { line: this.#line, cells: text.split(this.#delimiter) };
    this.#line += 1;
    // an old line end inside a cell is one where people count lines
    if (text.includes('\r')) this.#line += text.split('\r').length - 1;
    return record;
  }
}
