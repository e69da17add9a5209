import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { FIGURES, type SlotGrid, type WallClockCount } from '../../../forecasting/history/index.ts';
import { isPlainDate, type PlainDate, type Weekday, weekdayOf } from '../../../forecasting/time/index.ts';
import type { CallsRow, RowIssue } from '../../planning/import/parse-calls-record.ts';
import { readCalls } from '../../planning/import/read-calls.ts';
import { understandCalls, type ReadingOptions } from '../../planning/import/understand-calls.ts';
import { TableError } from '../../platform/input/table-record.ts';
import { BadInput } from '../../platform/input/bad-input.ts';
import { requireClear } from '../import-calls.ts';

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** `mon-fri`, `mon-sun`, `mon-sat` or a list such as `mon,wed,fri`. */
export function readWeek(text: string): readonly Weekday[] {
  const days = text.split(',').flatMap((part) => {
    const [first = '', last = first] = part.trim().toLowerCase().split('-');
    const from = WEEKDAYS.findIndex((name) => name === first);
    const until = WEEKDAYS.findIndex((name) => name === last);
    if (from < 0 || until < from)
      throw new BadInput(`must be days such as mon-fri, got "${text}"`, { field: 'days' });
    return ALL_WEEKDAYS.slice(from, until + 1);
  });
  return ALL_WEEKDAYS.filter((day) => days.includes(day));
}

const ALL_WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7];

/** Minutes since midnight; `24:00` ends a day. */
function readClock(field: string, text: string): number {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text) ?? [];
  const value = Number(hours) * 60 + Number(minutes);
  if (value >= 0 && value <= 1440 && Number(minutes) < 60) return value;
  throw new BadInput(`must be a time from 00:00 to 24:00, got "${text}"`, { field });
}

export function readDate(field: string, text: string): PlainDate;
export function readDate(field: string, text: string | undefined): PlainDate | undefined;
export function readDate(field: string, text: string | undefined): PlainDate | undefined {
  if (text === undefined || isPlainDate(text)) return text;
  throw new BadInput(`must be an existing day written YYYY-MM-DD, got "${text}"`, { field });
}

const SLOT_LENGTHS: readonly number[] = [5, 15, 30, 60, 1440];

/** Slot length and opening hours from a command's options. */
export function readGrid(slot: string, open: string, close: string): SlotGrid {
  const slotMinutes = Number(slot);
  if (!SLOT_LENGTHS.includes(slotMinutes)) {
    throw new BadInput(`must be one of ${SLOT_LENGTHS.join(', ')} minutes, got "${slot}"`, { field: 'slot' });
  }
  const openMinute = readClock('open', open);
  const closeMinute = readClock('close', close);
  if (closeMinute <= openMinute)
    throw new BadInput(`must be later than ${open}, got "${close}"`, { field: 'close' });
  if ((closeMinute - openMinute) % slotMinutes !== 0) {
    throw new BadInput(`${open} to ${close} is no whole number of ${slot}-minute slots`, { field: 'slot' });
  }
  return { slotMinutes, openMinute, closeMinute };
}

/**
 * Calls per queue from a file, by the rules of `leitstand import calls`: a row that only repeats another counts once, and
 * one that contradicts another is refused.
 *
 * @param said how the file is to be read where it leaves that open
 * @throws BadInput at the first wrong line, or when the file does not exist, lacks a column, or may mean two things
 */
export async function readCallCounts(
  folder: string,
  file: string,
  said: ReadingOptions = {},
): Promise<ReadonlyMap<string, readonly WallClockCount[]>> {
  const path = resolve(folder, file);
  await access(path).catch(() => {
    throw new BadInput('there is no such file', { file });
  });
  try {
    const reading = await understandCalls(path, said);
    requireClear(reading, file);
    const queues = new Map<string, Map<string, CallsRow>>();
    const again: CallsRow[] = [];
    for await (const part of readCalls(path, reading.format))
      for (const read of part) {
        if (read.kind === 'issue') throw badLine(file, read.issue);
        if (read.kind === 'remark') continue;
        const { row } = read;
        const rows = queues.get(row.queue) ?? new Map<string, CallsRow>();
        queues.set(row.queue, rows);
        const interval = `${row.date} ${row.minute} ${row.offsetMinutes ?? ''}`;
        const before = rows.get(interval);
        if (before === undefined) rows.set(interval, row);
        else if (!saysTheSame(row, before)) {
          if (!mayBeDoubledHour(row)) throw contradiction(file, row, before);
          again.push(row);
        }
      }
    return new Map(
      [...queues].map(([queue, rows]) => [
        queue,
        [...rows.values(), ...again.filter((row) => row.queue === queue)],
      ]),
    );
  } catch (error) {
    if (error instanceof TableError) throw new BadInput(error.message, { file });
    throw error;
  }
}

function saysTheSame(row: CallsRow, other: CallsRow): boolean {
  return (
    row.offered === other.offered && FIGURES.every((figure) => row.figures[figure] === other.figures[figure])
  );
}

/** Without a time zone only the season identifies the hour that an autumn night has twice; its calls add up. */
function mayBeDoubledHour({ date, minute }: CallsRow): boolean {
  const month = Number(date.slice(5, 7));
  return weekdayOf(date) === 7 && minute < 240 && (month === 10 || month === 11);
}

function contradiction(file: string, { line, queue }: CallsRow, before: CallsRow): BadInput {
  return new BadInput(`each interval of ${queue} once: line ${before.line} states other figures of it`, {
    file,
    line,
  });
}

/** The counts of the queue that was asked for, or of the only one. */
export function chooseQueue(
  queues: ReadonlyMap<string, readonly WallClockCount[]>,
  wanted: string | undefined,
): readonly WallClockCount[] {
  const names = [...queues.keys()];
  const name = wanted ?? (names.length === 1 ? names[0] : undefined);
  const counts = name === undefined ? undefined : queues.get(name);
  if (counts !== undefined) return counts;
  const problem = wanted === undefined ? 'several queues in the file; choose one' : `no queue "${wanted}"`;
  throw new BadInput(`${problem}: ${names.slice(0, 20).join(', ')}`, { field: 'queue' });
}

function badLine(file: string, { line, field, value, allowed }: RowIssue): BadInput {
  return new BadInput(`must be ${allowed}, got "${value}"`, { file, line, field });
}
