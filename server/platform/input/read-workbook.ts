import { DAY_MS } from '../../../forecasting/time/index.ts';
import { open, readFile } from 'node:fs/promises';
import { readSheet } from 'read-excel-file/node';
import { TableError, type TableRecord } from './table-record.ts';

/** A workbook is unpacked in memory; ten years of half hours of one city are some 10 MB. */
const LARGEST_BYTES = 60_000_000;
const LARGEST_UNPACKED_BYTES = 900_000_000;
/** Spreadsheets count days from here; what lies within the first two is a time or a duration and no day. */
const EPOCH_MS = Date.UTC(1899, 11, 30);

const ZIP = 0x04034b50;
/** How files of the old Office begin, and new ones that a password protects. */
const COMPOUND_FILE = 0xe011cfd0;

/**
 * True where the file is a ZIP archive, as every XLSX workbook is.
 *
 * @throws TableError for a workbook of the old kind
 */
export async function isWorkbook(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return isWorkbookBytes(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

/** The same of a file that is held as a whole. @throws TableError likewise */
export function isWorkbookBytes(bytes: Uint8Array): boolean {
  const first = bytes.length < 4 ? 0 : Buffer.from(bytes.subarray(0, 4)).readUInt32LE(0);
  if (first === COMPOUND_FILE)
    throw new TableError(
      'workbook',
      'the workbook is of the old kind (XLS) or has a password; save it as XLSX without one, or its sheet as CSV',
    );
  return first === ZIP;
}

/**
 * The rows of a workbook's first sheet as text that no notation is in doubt about: days as ISO, numbers with a point.
 *
 * @throws TableError where it is no workbook, or one that would fill the memory
 */
export async function readWorkbook(file: string): Promise<readonly TableRecord[]> {
  return readWorkbookBytes(await readFile(file), LARGEST_UNPACKED_BYTES);
}

/** The same of a workbook that is held as a whole. */
export async function readWorkbookBytes(
  bytes: Buffer,
  largestUnpackedBytes: number,
): Promise<readonly TableRecord[]> {
  if (bytes.length > LARGEST_BYTES || unpackedBytes(bytes) > largestUnpackedBytes)
    throw new TableError('too-large', 'the workbook is too large; save its sheet as CSV and read that');
  try {
    const rows = await readSheet(bytes);
    return rows.map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) }));
  } catch (error) {
    throw new TableError('workbook', 'the file is no XLSX workbook, or a damaged one', { cause: error });
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return momentText(cell.getTime());
  if (typeof cell === 'number') return numberText(cell);
  if (typeof cell === 'string') return cell;
  return typeof cell === 'boolean' ? String(cell) : '';
}

/** Spreadsheets hold times as fractions of a day: rounded to the second, as their cells show them. */
function momentText(milliseconds: number): string {
  const at = Math.round(milliseconds / 1000) * 1000;
  const sinceEpoch = at - EPOCH_MS;
  if (sinceEpoch < 2 * DAY_MS) {
    const seconds =
      (sinceEpoch >= DAY_MS && sinceEpoch % DAY_MS !== 0 ? sinceEpoch - DAY_MS : sinceEpoch) / 1000;
    const two = (value: number): string => String(value).padStart(2, '0');
    return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  }
  const text = new Date(at).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19);
}

/** With four places at least, so that a number of a cell never looks like one with a mark between thousands. */
function numberText(value: number): string {
  if (Number.isInteger(value)) return String(value);
  const rounded = Number(value.toFixed(9));
  const text = String(rounded);
  const places = text.split('.')[1]?.length ?? 0;
  return places === 3 ? `${text}0` : text;
}

/** Sum of the sizes that the archive's directory states, so that a bomb is refused before it is unpacked. */
function unpackedBytes(bytes: Buffer): number {
  let sum = 0;
  for (let at = bytes.indexOf(DIRECTORY_ENTRY); at >= 0 && at + 46 <= bytes.length;) {
    sum += bytes.readUInt32LE(at + 24);
    at = bytes.indexOf(DIRECTORY_ENTRY, at + 46);
  }
  return sum;
}

const DIRECTORY_ENTRY = Buffer.from([0x50, 0x4b, 0x01, 0x02]);
