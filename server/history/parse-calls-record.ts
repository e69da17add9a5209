import { isPlainDate, type PlainDate } from '../../forecasting/index.ts';
import type { CallColumn, CallsFormat } from './calls-format.ts';

/** One interval of one queue, as a file gives it: civil time, whatever figures it has. */
export interface CallsRow {
  readonly line: number;
  readonly date: PlainDate;
  /** Minute of the wall clock at which the interval starts, 0 … 1439. */
  readonly minute: number;
  /** Offset from UTC in minutes where the file gives one: it tells the doubled hour in autumn apart. */
  readonly offsetMinutes: number | undefined;
  readonly queue: string;
  readonly offered: number;
  readonly figures: CallFigures;
}

/** Figures beside `offered`, where the file has them. */
export interface CallFigures {
  readonly answered?: number;
  readonly abandoned?: number;
  readonly answeredWithinThreshold?: number;
  readonly handleSeconds?: number;
  readonly waitSeconds?: number;
}

/** What is wrong with one line; field, value and what is allowed. */
export interface RowIssue {
  readonly line: number;
  readonly field: CallColumn;
  readonly value: string;
  readonly allowed: string;
}

export type ParsedRecord =
  { readonly ok: true; readonly row: CallsRow } | { readonly ok: false; readonly issue: RowIssue };

const FIGURES = ['answered', 'abandoned', 'answeredWithinThreshold', 'handleSeconds', 'waitSeconds'] as const;
const LARGEST = 100_000_000;

/**
 * One record of a CSV file as a row.
 *
 * @param queueGiven name of the queue for files without such a column
 */
export function parseCallsRecord(
  record: readonly string[],
  line: number,
  format: CallsFormat,
  queueGiven?: string,
): ParsedRecord {
  const cell = (column: CallColumn) => {
    const index = format.columns[column];
    return index === undefined ? '' : (record[index] ?? '').trim();
  };
  const wrong = (field: CallColumn, allowed: string): ParsedRecord => ({
    ok: false,
    issue: { line, field, value: cell(field), allowed },
  });
  const start = parseStart(cell('start'), format.dateOrder);
  if (start === undefined) {
    const example = format.dateOrder === 'year-month-day' ? '2026-11-23T08:15' : '23.11.2026 08:15';
    return wrong('start', `an existing day and time such as ${example}`);
  }
  const queue = queueGiven ?? cell('queue');
  if (queue === '') return wrong('queue', 'the name of a queue');
  const offered = parseNumber(cell('offered'), format.decimal);
  if (offered === undefined) return wrong('offered', 'a number from 0');
  const figures: Partial<Record<(typeof FIGURES)[number], number>> = {};
  for (const field of FIGURES) {
    if (cell(field) === '') continue;
    const value = parseNumber(cell(field), format.decimal);
    if (value === undefined) return wrong(field, 'a number from 0, or nothing');
    figures[field] = value;
  }
  const taken = (figures.answered ?? 0) + (figures.abandoned ?? 0);
  if (taken > offered) {
    return wrong('answered', `answered and abandoned together at most the ${offered} offered`);
  }
  if ((figures.answeredWithinThreshold ?? 0) > (figures.answered ?? offered)) {
    return wrong('answeredWithinThreshold', 'at most the answered calls');
  }
  return { ok: true, row: { line, ...start, queue, offered, figures } };
}

type Start = Pick<CallsRow, 'date' | 'minute' | 'offsetMinutes'>;

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::00(?:\.0+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;
const GERMAN = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:,?[T ]\s*(\d{1,2}):(\d{2})(?::00)?)?$/;

function parseStart(text: string, order: CallsFormat['dateOrder']): Start | undefined {
  if (order === 'year-month-day') {
    const [, year, month, day, hour = '0', minute = '0', offset] = ISO.exec(text) ?? [];
    return startOf(`${year}-${month}-${day}`, hour, minute, offset);
  }
  const [, day = '', month = '', year, hour = '0', minute = '0'] = GERMAN.exec(text) ?? [];
  return startOf(`${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`, hour, minute, undefined);
}

function startOf(date: string, hour: string, minute: string, offset: string | undefined): Start | undefined {
  if (!isPlainDate(date) || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return { date, minute: Number(hour) * 60 + Number(minute), offsetMinutes: offsetMinutes(offset) };
}

function offsetMinutes(offset: string | undefined): number | undefined {
  if (offset === undefined) return undefined;
  if (offset === 'Z') return 0;
  const digits = offset.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}

function parseNumber(text: string, decimal: CallsFormat['decimal']): number | undefined {
  const plain = decimal === ',' ? text.replaceAll('.', '').replace(',', '.') : text.replaceAll(',', '');
  if (!/^\d+(\.\d+)?$/.test(plain)) return undefined;
  const value = Number(plain);
  return value <= LARGEST ? value : undefined;
}
