import { CALL_COLUMNS, type CallColumn } from '../../planning/history/call-columns.ts';
import { intervalLength } from '../../planning/history/history-rows.ts';
import type { ReadingQuestion } from '../../planning/import/notation-evidence.ts';
import type { CallsOptions } from '../../planning/import/preview-calls.ts';
import type { QueueChoices } from '../../planning/history/queue-cities.ts';
import type { ReadingOptions } from '../../planning/import/understand-calls.ts';
import { BadInput } from '../../platform/input/bad-input.ts';

/** Options by which a person says how the columns of a file of calls are to be read. */
export const notationOptions = {
  map: { type: 'string', multiple: true },
  decimal: { type: 'string' },
  'date-order': { type: 'string' },
  durations: { type: 'string' },
  times: { type: 'string' },
} as const;

/** The same, and where the rows are to go. */
export const readingOptions = {
  ...notationOptions,
  queue: { type: 'string' },
  'queue-city': { type: 'string', multiple: true },
  minutes: { type: 'string' },
} as const;

export const notationHelp = `
  --map NAME=HEADER    which header is which column, e.g. --map offered=Anrufe --map time=Uhrzeit
  --decimal MARK       "," or "." before the fraction, where 1.234 may mean two things
  --date-order ORDER   dmy or mdy, where 03/04/2026 may mean two days
  --durations UNIT     m:s or h:m, where 4:30 may mean minutes or hours
  --times WHICH        start or end: which end of its interval a time names, where 24:00 leaves it open; end-same-day:
                       its end, and 00:00 ends the day that stands beside it
`.trim();

export const readingHelp = `
  ${notationHelp}
  --queue NAME         queue of every row, for files without such a column
  --queue-city NAME=CITY  city of a queue name; NAME= leaves the queue out, NAME=NAME keeps it without a city. Both this
                       and --map are remembered for the next file
  --minutes N          length of an interval: 5, 15, 30, 60 or 1440 (default: found from the rows)
`.trim();

export interface NotationValues {
  readonly map?: readonly string[] | undefined;
  readonly decimal?: string | undefined;
  readonly 'date-order'?: string | undefined;
  readonly durations?: string | undefined;
  readonly times?: string | undefined;
}

export interface ReadingValues extends NotationValues {
  readonly queue?: string | undefined;
  readonly 'queue-city'?: readonly string[] | undefined;
  readonly minutes?: string | undefined;
}

const DECIMALS = { ',': ',', '.': '.', comma: ',', point: '.' } as const;
const ORDERS = { dmy: 'day.month.year', mdy: 'month/day/year' } as const;
const UNITS = { 'm:s': 'minutes:seconds', 'h:m': 'hours:minutes' } as const;
const TIMES = { start: 'start', end: 'end', 'end-same-day': 'endSameDay' } as const;

/** @throws BadInput for a value that an option does not know */
export function readReadingOptions(values: ReadingValues): CallsOptions {
  return {
    ...readNotation(values),
    queue: values.queue,
    queues: readQueues(values['queue-city'] ?? []),
    minutes: values.minutes === undefined ? undefined : readLength(values.minutes),
  };
}

/** @throws BadInput for a value that an option does not know */
export function readNotation(values: NotationValues): ReadingOptions {
  return {
    columns: readColumns(values.map ?? []),
    decimal: choice('decimal', values.decimal, DECIMALS),
    dateOrder: choice('date-order', values['date-order'], ORDERS),
    durations: choice('durations', values.durations, UNITS),
    times: choice('times', values.times, TIMES),
  };
}

function choice<T>(
  field: string,
  text: string | undefined,
  known: Readonly<Record<string, T>>,
): T | undefined {
  if (text === undefined) return undefined;
  const value = known[text];
  if (value !== undefined && Object.hasOwn(known, text)) return value;
  throw new BadInput(`must be one of ${Object.keys(known).join(', ')}; got "${text}"`, { field });
}

function readColumns(entries: readonly string[]): Readonly<Partial<Record<CallColumn, string>>> {
  return Object.fromEntries(
    entries.map((entry) => {
      const [name = '', ...header] = entry.split('=');
      const column = CALL_COLUMNS.find((known) => known === name);
      if (column === undefined || header.length === 0) {
        throw new BadInput(
          `must be one of ${CALL_COLUMNS.join(', ')} = a header of the file, got "${entry}"`,
          { field: 'map' },
        );
      }
      return [column, header.join('=')];
    }),
  );
}

function readQueues(entries: readonly string[]): QueueChoices {
  return Object.fromEntries(
    entries.map((entry) => {
      const at = entry.lastIndexOf('=');
      if (at <= 0)
        throw new BadInput(`must be NAME=CITY, NAME= or NAME=NAME, got "${entry}"`, { field: 'queue-city' });
      const city = entry.slice(at + 1);
      return [entry.slice(0, at), city === '' ? null : city];
    }),
  );
}

function readLength(text: string) {
  try {
    return intervalLength(Number(text));
  } catch {
    throw new BadInput(`must be 5, 15, 30, 60 or 1440, got "${text}"`, { field: 'minutes' });
  }
}

const OPTION_NAMES = {
  decimal: '--decimal',
  dateOrder: '--date-order',
  durations: '--durations',
  times: '--times',
  timeColumn: '--map time=',
} as const satisfies Record<ReadingQuestion['option'], string>;

/** A choice as the command line has it. */
function typed(choice: string): string {
  return Object.entries(TIMES).find(([, means]) => means === choice)?.[0] ?? choice;
}

/** What a file leaves open, and the options that decide it. */
export function questionWords({ option, column, value, readings }: ReadingQuestion): string {
  const name = OPTION_NAMES[option];
  const ways = readings.map(({ choice: said, means }) =>
    option === 'timeColumn' ? `${name}"${said}"` : `${name} ${typed(said)} (${means})`,
  );
  const what =
    option === 'timeColumn'
      ? `the columns ${value} hold times of day`
      : `"${value}" in the column "${column}" may mean two things`;
  return `${what}: say which with ${ways.join(' or ')}`;
}
