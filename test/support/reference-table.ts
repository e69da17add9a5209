import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sharedFolder } from './shared-data.ts';

/** One row of a table of reference values, cells as text. */
export type ReferenceRow = Readonly<Record<string, string>>;

/** Rows of a reference table beside the project; none, with a warning, where it is absent. */
export function referenceTable(name: string): readonly ReferenceRow[] {
  const folder = sharedFolder('data/erlang');
  if (folder === undefined) return [];
  const [header = '', ...lines] = readFileSync(join(folder, name), 'utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '' && !line.startsWith('#'));
  const columns = header.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [columns[i] ?? '', cell])));
}

export function numberIn(row: ReferenceRow, column: string): number {
  const text = row[column] ?? '';
  return text === 'inf' ? Infinity : Number(text);
}

/** Relative distance; two values too small for doubles to tell apart count as equal. */
export function relativeError(value: number, reference: number): number {
  if (value === reference || (Math.abs(value) < 1e-290 && Math.abs(reference) < 1e-290)) return 0;
  return Math.abs(value - reference) / Math.abs(reference);
}
