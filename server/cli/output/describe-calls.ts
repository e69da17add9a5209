import { clockTime } from '../../../forecasting/time/index.ts';
import type { CallsFormat } from '../../planning/import/calls-format.ts';
import type { LeftOutRows } from '../../planning/import/collect-calls.ts';
import type { CallsRow, RowIssue } from '../../planning/import/parse-calls-record.ts';
import type { CallsPreview } from '../../planning/import/preview-calls.ts';

const SAMPLE_ROWS = 3;

/** The format with what its notation is, beside the columns. */
export function shownFormat({ notation, ...format }: CallsFormat) {
  const isText = notation.kind === 'text';
  return {
    ...format,
    encoding: isText ? notation.encoding : 'xlsx',
    delimiter: isText ? notation.delimiter : null,
  };
}

/** What was understood of a file, for a person who knows what stands in it. */
export function describePreview(preview: CallsPreview, file: string): string {
  const { format, unread, queues, rows, offeredInAll, minutes, leftOut, sample } = preview;
  const { encoding, delimiter } = shownFormat(format);
  const parted = delimiter === null ? '' : `, columns split by ${JSON.stringify(delimiter)}`;
  return [
    `${file}: ${encoding}${parted}, dates ${format.dateOrder}, decimal "${format.decimal}"`,
    ...Object.entries(format.columns).map(
      ([column, index]) => `  ${column} from "${format.header[index] ?? ''}"`,
    ),
    ...(format.toStartMinutes === 0
      ? []
      : [`  times are ends: each interval begins ${format.toStartMinutes} minutes earlier`]),
    ...(unread.length === 0 ? [] : [`  not read: ${unread.join(', ')}`]),
    ...(rows === 0 ? [] : [`${rows} rows of ${minutes} minutes, ${offeredInAll} calls in all`]),
    ...leftOutWords(leftOut),
    ...queues.map(({ queue, rows: count, place }) => {
      const goes = place.kind === 'city' ? place.city : PLACE_WORDS[place.kind];
      return `  queue ${queue}: ${count} rows, ${goes}`;
    }),
    ...sample.slice(0, SAMPLE_ROWS).map((row) => `  ${rowWords(row)}`),
    '',
  ].join('\n');
}

const PLACE_WORDS = {
  leftOut: 'left out',
  unassigned: 'without a city',
  open: 'belongs to no city',
} as const;

function rowWords({ line, date, minute, queue, offered, figures }: CallsRow): string {
  const clock = clockTime(minute);
  const others = Object.entries(figures).map(([name, value]) => `, ${name} ${value}`);
  return `line ${line}: ${date} ${clock}  ${queue}  ${offered} calls${others.join('')}`;
}

/** What was not taken although nothing is wrong with it. */
export function leftOutWords({
  sums,
  titles,
  doubled,
  skippedHour,
  otherQueues,
  future,
}: LeftOutRows): readonly string[] {
  const counts: readonly (readonly [number, string])[] = [
    [sums, 'lines of sums'],
    [titles, 'titles and remarks'],
    [doubled, 'rows that only repeat another'],
    [skippedHour, 'rows without calls in the hour that the clocks skip'],
    [otherQueues, 'rows of queues that are left out'],
    [future, 'rows without calls of times that are still to come'],
  ];
  return counts.flatMap(([count, what]) => (count === 0 ? [] : [`not counted: ${count} ${what}`]));
}

export function lineOf({ line, field, value, allowed }: RowIssue, file: string): string {
  return `${file}, line ${line}, "${field}": must be ${allowed}, got "${value}"`;
}
