import { FIGURES, type IntervalFigures, type WallClockCount } from '../../../forecasting/history/index.ts';
import { addDays } from '../../../forecasting/time/index.ts';
import { isStorable } from '../../contract/plain-text.ts';
import type { TableRecord } from '../../platform/input/table-record.ts';
import type { CallsFormat } from './calls-format.ts';
import type { CallColumn } from '../history/call-columns.ts';
import { parseFigure, parseSeconds } from './parse-figure.ts';
import { atTime, parseMoment, parseTime, type Moment } from './parse-moment.ts';
import { remembered } from '../history/remembered.ts';

/** One interval of one queue, as a file gives it: civil time, whatever figures it has. */
export interface CallsRow extends WallClockCount {
  readonly line: number;
  /** Offset from UTC in minutes where the file gives one: it resolves the doubled hour in autumn. */
  readonly offsetMinutes: number | undefined;
  /** Length of the interval where the row states its end. */
  readonly lengthMinutes: number | undefined;
  /** Name of the queue as the file writes it. */
  readonly queue: string;
  readonly figures: IntervalFigures;
}

/** What is wrong with one line; field, value and what is allowed. */
export interface RowIssue {
  readonly line: number;
  readonly field: CallColumn | 'file';
  readonly value: string;
  readonly allowed: string;
}

export type ParsedRecord =
  { readonly kind: 'row'; readonly row: CallsRow } | { readonly kind: 'issue'; readonly issue: RowIssue };

const isQueueName = remembered(isStorable);

/**
 * One record of a table as a row.
 *
 * @param queueGiven name of the queue for files without such a column
 */
export function parseCallsRecord(
  record: TableRecord,
  format: CallsFormat,
  queueGiven?: string,
): ParsedRecord {
  const { line } = record;
  const timeText = format.columns.time === undefined ? undefined : cellOf(record, 'time', format);
  const start = startOf(cellOf(record, 'start', format), timeText, format);
  if (start === 'noDay')
    return wrong(record, format, 'start', `an existing day and time such as ${EXAMPLES[format.dateOrder]}`);
  if (start === 'noTime') return wrong(record, format, 'time', 'a time such as 08:15 or 08:15 - 08:30');
  const queue = queueGiven ?? cellOf(record, 'queue', format);
  if (queue === '' || !isQueueName(queue)) return wrong(record, format, 'queue', QUEUE_NAME);
  const offered = parseFigure(cellOf(record, 'offered', format), format.decimal);
  if (offered === undefined) return wrong(record, format, 'offered', 'a number from 0');
  if (!Number.isInteger(offered)) return wrong(record, format, 'offered', WHOLE_CALLS);
  const figures: { -readonly [Figure in keyof IntervalFigures]: number } = {};
  for (const field of FIGURES) {
    const text = cellOf(record, field, format);
    if (text === '') continue;
    const isSeconds = field === 'handleSeconds' || field === 'waitSeconds';
    const value = isSeconds
      ? parseSeconds(text, format.decimal, format.durations)
      : parseFigure(text, format.decimal);
    if (value === undefined) return wrong(record, format, field, 'a number from 0, or nothing');
    if (!isSeconds && !Number.isInteger(value)) return wrong(record, format, field, WHOLE_CALLS);
    figures[field] = value;
  }
  const taken = (figures.answered ?? 0) + (figures.abandoned ?? 0);
  if (taken > offered)
    return wrong(
      record,
      format,
      'answered',
      `answered and abandoned together at most the ${offered} offered`,
    );
  if ((figures.answeredWithinThreshold ?? 0) > (figures.answered ?? offered))
    return wrong(record, format, 'answeredWithinThreshold', 'at most the answered calls');
  return { kind: 'row', row: { line, ...start, queue, offered, figures } };
}

/** A mean or a share of calls is another figure than their number. */
const WHOLE_CALLS = 'a whole number of calls';
const QUEUE_NAME = 'the name of a queue, text without U+0000 and without half characters';

function cellOf({ cells }: TableRecord, column: CallColumn, { columns }: CallsFormat): string {
  const index = columns[column];
  return index === undefined ? '' : (cells[index] ?? '').trim();
}

function wrong(record: TableRecord, format: CallsFormat, field: CallColumn, allowed: string): ParsedRecord {
  return {
    kind: 'issue',
    issue: { line: record.line, field, value: cellOf(record, field, format), allowed },
  };
}

type Start = Pick<CallsRow, 'date' | 'minute' | 'offsetMinutes' | 'lengthMinutes'>;

const EXAMPLES: Readonly<Record<CallsFormat['dateOrder'], string>> = {
  'year-month-day': '2026-11-23T08:15',
  'day.month.year': '23.11.2026 08:15',
  'month/day/year': '11/23/2026 8:15 AM',
};

function startOf(
  text: string,
  timeText: string | undefined,
  format: CallsFormat,
): Start | 'noDay' | 'noTime' {
  const day = parseMoment(text, format.dateOrder);
  if (day === undefined) return 'noDay';
  if (timeText === undefined) return earlier(day, format.toStartMinutes);
  const time = parseTime(timeText);
  if (time === undefined) return 'noTime';
  const minute = format.isMidnightLast && time.minute === 0 ? 1440 : time.minute;
  return earlier(atTime(day.date, { ...time, minute }), format.toStartMinutes);
}

/** The moment by which an interval begins, where the file states when it ends. */
function earlier({ date, minute = 0, offsetMinutes, lengthMinutes }: Moment, by: number): Start {
  const start = minute - by;
  return start >= 0
    ? { date, minute: start, offsetMinutes, lengthMinutes }
    : { date: addDays(date, -1), minute: start + 1440, offsetMinutes, lengthMinutes };
}
