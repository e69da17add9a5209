import { detectTable, readTable, type TableNotation } from '../../platform/input/open-table.ts';
import type { TableRecord } from '../../platform/input/table-record.ts';
import { namesEnd, type CallsFormat } from './calls-format.ts';
import { COUNT_COLUMNS, SECONDS_COLUMNS, type CallColumn } from '../history/call-columns.ts';
import { columnNames, findColumns, findHeader, type ColumnsByHand } from './find-columns.ts';
import {
  DateEvidence,
  DecimalEvidence,
  DurationEvidence,
  type Decided,
  type ReadingQuestion,
} from './notation-evidence.ts';
import type { DecimalMark, DurationUnit } from './parse-figure.ts';
import { dateNumbers, parseMoment, parseTime, type DateOrder, type TimeOfDay } from './parse-moment.ts';
import { isSumWord, remarkOf } from './remark-rows.ts';
import { TimesEvidence, type NamedTimes, type TimesReading } from './times-evidence.ts';

/** What a person says about a file where the file leaves it open, or states it wrongly. */
export interface ReadingOptions {
  /** Header names that a planner assigned by hand. */
  readonly columns?: ColumnsByHand | undefined;
  /** Queue of every row, for files without a queue column. */
  readonly queue?: string | undefined;
  readonly decimal?: DecimalMark | undefined;
  readonly dateOrder?: Exclude<DateOrder, 'year-month-day'> | undefined;
  readonly durations?: DurationUnit | undefined;
  /** Whether times name the start of their interval or its end. */
  readonly times?: NamedTimes | undefined;
  /** Interval length; found from the rows when absent. */
  readonly minutes?: number | undefined;
}

/** How a file is to be read, and what it leaves open. */
export interface CallsReading {
  readonly format: CallsFormat;
  /** Columns that are a must and were not found. */
  readonly missing: readonly CallColumn[];
  /** Columns that say nothing to a call history. */
  readonly unread: readonly string[];
  readonly questions: readonly ReadingQuestion[];
}

/** Among so many records the header is looked for, and by so many rows columns are distinguished. */
const HEADER_AMONG = 60;
const ROWS_LOOKED_AT = 3_000;

/** True where nothing in a file is known: neither a name of a column nor any day. Letters have commas too. */
export function isNoTable({ format }: Pick<CallsReading, 'format'>): boolean {
  return Object.keys(format.columns).length === 0;
}

/** Finds out how a file is to be read, by everything that stands in it. @throws TableError for what is no table */
export async function understandCalls(file: string, options: ReadingOptions = {}): Promise<CallsReading> {
  const notation = await detectTable(file);
  const records = readTable(file, notation);
  const head = await headOf(records);
  const understanding = new Understanding(notation, head.slice(0, ROWS_LOOKED_AT), options);
  for (const record of head) understanding.add(record);
  for await (const part of records) for (const record of part) understanding.add(record);
  return understanding.reading();
}

/** Names of a file's columns, by its beginning alone. @throws TableError for what is no table */
export async function headerOfCalls(file: string): Promise<readonly string[]> {
  const records = readTable(file, await detectTable(file));
  const head = await headOf(records);
  await records.return(undefined);
  return columnNames(findHeader(head.slice(0, HEADER_AMONG), {})?.cells ?? []);
}

/** The first records, as many as are looked at and perhaps some more. */
async function headOf(records: AsyncGenerator<readonly TableRecord[]>): Promise<readonly TableRecord[]> {
  const head: TableRecord[] = [];
  while (head.length < ROWS_LOOKED_AT) {
    const next = await records.next();
    if (next.done === true) break;
    for (const record of next.value) head.push(record);
  }
  return head;
}

/** Reads a file's evidence record by record. */
class Understanding {
  readonly #options: ReadingOptions;
  readonly #decimal = new DecimalEvidence();
  readonly #dates = new DateEvidence();
  readonly #durations = new DurationEvidence();
  readonly #times: TimesEvidence;
  readonly #queues = new Set<string>();
  readonly #timesInDoubt: readonly string[];
  readonly #counts: readonly number[];
  readonly #seconds: readonly number[];
  #format: CallsFormat;
  #lastTime: string | undefined;

  constructor(notation: TableNotation, head: readonly TableRecord[], options: ReadingOptions) {
    this.#options = options;
    const headerRecord = findHeader(head.slice(0, HEADER_AMONG), options.columns ?? {});
    const header = columnNames(headerRecord?.cells ?? []);
    const rows = head.filter(({ line }) => line > (headerRecord?.line ?? 0));
    const { columns, timesInDoubt } = findColumns(header, rows, options.columns ?? {});
    this.#timesInDoubt = timesInDoubt;
    this.#counts = COUNT_COLUMNS.flatMap((column) => columns[column] ?? []);
    this.#seconds = SECONDS_COLUMNS.flatMap((column) => columns[column] ?? []);
    this.#format = {
      notation,
      headerLine: headerRecord?.line ?? 0,
      header,
      columns,
      dateOrder: 'year-month-day',
      decimal: '.',
      durations: 'minutes:seconds',
      toStartMinutes: 0,
      isMidnightLast: false,
      sumQueues: [],
    };
    this.#times = new TimesEvidence({
      nameEnds: namesEnd(header[columns.time ?? columns.start ?? -1] ?? ''),
      isDayApart: columns.time !== undefined,
      minutes: options.minutes,
    });
  }

  add(record: TableRecord): void {
    if (remarkOf(record, this.#format) !== undefined) return;
    const { line, cells } = record;
    const { start, time, queue } = this.#format.columns;
    const startText = textOf(cells, start);
    this.#dates.add(startText, line, this.#nameOf(start));
    this.#addTime(time === undefined ? startText : textOf(cells, time), startText, line);
    for (const index of this.#counts) {
      const text = textOf(cells, index);
      if (text !== '') this.#decimal.add(text, line, this.#nameOf(index), true);
    }
    for (const index of this.#seconds) {
      const text = textOf(cells, index);
      if (text.includes(':')) this.#durations.add(text, line, this.#nameOf(index));
      else if (text !== '') this.#decimal.add(text, line, this.#nameOf(index), false);
    }
    if (queue !== undefined) this.#queues.add(textOf(cells, queue));
  }

  #addTime(text: string, day: string, line: number): void {
    if (text === this.#lastTime) return;
    this.#lastTime = text;
    const { start, time } = this.#format.columns;
    const place = { line, column: this.#nameOf(time ?? start), value: text };
    // most rows are whole hours or parts of it: what is no time says nothing here and is named when it is read
    const minutes = time === undefined ? timeOf(text) : parseTime(text);
    if (minutes !== undefined) this.#times.add(minutes, place, day);
    else if (time === undefined && dateNumbers(text) !== undefined) this.#times.addDay(place);
  }

  #nameOf(column: number | undefined): string {
    return column === undefined ? '' : (this.#format.header[column] ?? '');
  }

  reading(): CallsReading {
    const { decimal, dateOrder, durations, times } = this.#options;
    const questions: ReadingQuestion[] = [];
    const settle = <T>(given: T | undefined, decided: Decided<T>, otherwise: T): T => {
      if (given !== undefined) return given;
      if ('is' in decided) return decided.is;
      questions.push(decided.question);
      return otherwise;
    };
    const order = settle<DateOrder>(dateOrder, this.#dates.decide(), 'day.month.year');
    const { toStartMinutes, isMidnightLast } = settle<TimesReading>(
      times === undefined ? undefined : this.#times.as(times),
      this.#times.decide(order),
      this.#times.as('start'),
    );
    const format: CallsFormat = {
      ...this.#format,
      dateOrder: order,
      decimal: settle(decimal, this.#decimal.decide(order), ','),
      durations: settle(durations, this.#durations.decide(), 'minutes:seconds'),
      toStartMinutes,
      isMidnightLast,
      sumQueues: sumQueuesOf(this.#queues),
    };
    if (this.#timesInDoubt.length > 0) questions.push(whichTime(this.#timesInDoubt, format.headerLine));
    const needed: readonly CallColumn[] =
      this.#options.queue === undefined ? ['start', 'queue', 'offered'] : ['start', 'offered'];
    const read = new Set(Object.values(format.columns));
    return {
      format,
      missing: needed.filter((column) => format.columns[column] === undefined),
      unread: format.header.filter((_, index) => !read.has(index)),
      questions,
    };
  }
}

function textOf(cells: readonly string[], column: number | undefined): string {
  return column === undefined ? '' : (cells[column] ?? '').trim();
}

/** The time that a moment states, 1440 for `24:00`; the order of its date does not matter. */
function timeOf(text: string): TimeOfDay | undefined {
  if (/[T ,]24[:.]00/.test(text)) return { minute: 1440, lengthMinutes: undefined };
  const { minute, lengthMinutes } =
    parseMoment(text, 'day.month.year') ?? parseMoment(text, 'month/day/year') ?? NO_TIME;
  return minute === undefined ? undefined : { minute, lengthMinutes };
}

const NO_TIME = { minute: undefined, lengthMinutes: undefined };

/** `Gesamt` beside the cities is their sum; by itself it is a queue like any other. */
function sumQueuesOf(queues: ReadonlySet<string>): readonly string[] {
  const sums = [...queues].filter(isSumWord);
  return sums.length < queues.size ? sums : [];
}

function whichTime(columns: readonly string[], line: number): ReadingQuestion {
  return {
    option: 'timeColumn',
    line,
    column: columns.join(', '),
    value: columns.join(', '),
    readings: columns.map((column) => ({ choice: column, means: column })),
  };
}
