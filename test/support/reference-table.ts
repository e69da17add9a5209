import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { sharedFolder } from './shared-data.ts';

/** One row of a table of reference values, cells as text. */
export type ReferenceRow = Readonly<Record<string, string>>;

const EXCERPTS = resolve(import.meta.dirname, '../fixtures/reference');

/** Path of a reference table: the whole one where it stands beside the project, else the excerpt among the fixtures. */
export function referenceFile(name: string): string {
  return join(sharedFolder('data/erlang') ?? EXCERPTS, name);
}

/** Rows of a reference table. */
export function referenceTable(name: string): readonly ReferenceRow[] {
  const [header = '', ...lines] = readFileSync(referenceFile(name), 'utf8')
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
