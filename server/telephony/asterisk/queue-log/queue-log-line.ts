import { pbxText } from '../legs/pbx-text.ts';
import { queueLogTimes, type QueueLogTime } from './queue-log-time.ts';

/** One line of Asterisk's `queue_log`: `time|uniqueid|queue|agent|VERB|p1|p2|…`. */
export interface QueueLogLine {
  /** Whole seconds since 1970, by the PBX's clock. */
  readonly epochSeconds: number;
  readonly uniqueId: string;
  readonly queue: string;
  readonly agent: string;
  readonly verb: string;
  readonly parameters: readonly string[];
}

const VERB = /^[A-Z][A-Z0-9_]*$/;
/** A row's number in a table is followed by a time of this century; a line's own time is followed by a caller. */
const ROW_NUMBER = /^\d{1,9}$/;
const TIME_OF_ROW = /^\d{9}|^\d{4}-\d{2}/;
/** What a file system leaves where a machine lost power while it wrote; the next line follows in the same one. */
const ZEROS_BEFORE = /^\0+/;
/** How exports of a database write a field that is not there. */
const ABSENT: ReadonlySet<string> = new Set(['NULL', '\\N']);

const wholeSeconds = queueLogTimes('UTC');

/**
 * Reads a line of the log file, or a row of the table that Asterisk's database logger fills, exported with bars, tabs or
 * commas between the fields and with or without the number of the row in front.
 *
 * @param line bytes as Latin-1, one character each; each field is decoded by itself
 * @param timeOf how times are read; by default a date without an offset is UTC
 * @returns `undefined` for anything that is no such line, half a line at the end of a file included
 */
export function parseQueueLogLine(
  line: string,
  timeOf: QueueLogTime = wholeSeconds,
): QueueLogLine | undefined {
  const fields = fieldsOf(line);
  const isNumbered =
    ROW_NUMBER.test(fields[0] ?? '') && TIME_OF_ROW.test(fields[1] ?? '') && VERB.test(fields[5] ?? '');
  const [time = '', uniqueId, queue, agent, verb, ...parameters] = isNumbered ? fields.slice(1) : fields;
  const epochSeconds = timeOf(time);
  if (epochSeconds === undefined || epochSeconds <= 0) return undefined;
  if (uniqueId === undefined || queue === undefined || agent === undefined || verb === undefined)
    return undefined;
  if (uniqueId === '' || queue === '' || agent === '' || !VERB.test(verb)) return undefined;
  return { epochSeconds, uniqueId, queue, agent, verb, parameters };
}

/** Columns of a table are there even where a verb has fewer parameters: empty ones at the end are none. */
function fieldsOf(line: string): string[] {
  const written = line.startsWith('\0') ? line.replace(ZEROS_BEFORE, '') : line;
  const text = written.endsWith('\r') ? written.slice(0, -1) : written;
  const fields = split(text).map((field) => (ABSENT.has(field) ? '' : pbxText(field)));
  while (fields.length > 5 && fields.at(-1) === '') fields.pop();
  return fields;
}

function split(text: string): readonly string[] {
  if (text.includes('|')) return text.split('|');
  if (text.includes('\t')) return text.split('\t');
  return [...text.matchAll(/(?:^|[,;])(?:"((?:[^"]|"")*)"|([^,;]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
