import { parse } from 'csv-parse/sync';
import { type Activity, type Roster, type RosterShift } from '../../../forecasting/roster/index.ts';
import type { MinuteSpan } from '../../../forecasting/shifts/index.ts';
import { isPlainDate, clockTime } from '../../../forecasting/time/index.ts';
import { BadInput, type InputPlace } from '../../platform/input/bad-input.ts';

const COLUMNS = ['agent', 'date', 'pattern', 'start', 'end', 'group', 'breaks', 'activities', 'pinned'];
/** A file without the last two columns holds no activities and no pins. */
const FEWEST_COLUMNS = 7;
const LAST_MINUTE = 24 * 60;
const PINNED = 'yes';

/** One line per shift, quoted as RFC 4180 has it; docs/rostering.md says what the columns hold. */
export function rosterCsv(roster: Roster): string {
  const lines = roster.shifts.map((shift) => [
    shift.agent,
    shift.date,
    shift.pattern,
    clockTime(shift.startMinute),
    clockTime(shift.endMinute),
    shift.group,
    shift.breaks.map(spanText).join(' '),
    (shift.activities ?? []).map(activityText).join('; '),
    shift.pinned === true ? PINNED : '',
  ]);
  return [COLUMNS, ...lines].map((cells) => `${cells.map(quoted).join(',')}\n`).join('');
}

/** @throws BadInput naming line, field and value of what is not a shift, and what is allowed there */
export function parseRosterCsv(text: string, file: string): Roster {
  const shifts = readRecords(text, file)
    .filter(({ cells }, index) => index > 0 || cells[0] !== COLUMNS[0] || cells[1] !== COLUMNS[1])
    .map(({ cells, line }) => readShift(cells, { file, line }));
  return { shifts };
}

function readShift(cells: readonly string[], place: InputPlace): RosterShift {
  if (cells.length !== COLUMNS.length && cells.length !== FEWEST_COLUMNS)
    throw new BadInput(
      `has ${cells.length} cells; allowed are the ${COLUMNS.length} columns ${COLUMNS.join(',')}, or the first ${FEWEST_COLUMNS}`,
      place,
    );
  const [agent, date = '', pattern, start, end, group, breaks = '', activities = '', pinned = ''] = cells;
  if (!isPlainDate(date))
    throw new BadInput(`must be an existing day YYYY-MM-DD, got "${date}"`, {
      ...place,
      field: 'date',
    });
  const startMinute = readMinute(start, { ...place, field: 'start' });
  const endMinute = readMinute(end, { ...place, field: 'end' });
  if (endMinute <= startMinute)
    throw new BadInput(`must lie after the start ${start ?? ''}, got "${end ?? ''}"`, {
      ...place,
      field: 'end',
    });
  if (pinned !== '' && pinned !== PINNED)
    throw new BadInput(`must be empty or "${PINNED}", got "${pinned}"`, { ...place, field: 'pinned' });
  const off = readActivities(activities, { ...place, field: 'activities' });
  return {
    agent: named(agent, { ...place, field: 'agent' }),
    date,
    pattern: named(pattern, { ...place, field: 'pattern' }),
    startMinute,
    endMinute,
    group: named(group, { ...place, field: 'group' }),
    breaks: breaks
      .split(' ')
      .filter(Boolean)
      .map((span) => readSpan(span, { ...place, field: 'breaks' })),
    ...(off.length === 0 ? {} : { activities: off }),
    ...(pinned === PINNED ? { pinned: true } : {}),
  };
}

function named(text: string | undefined, place: InputPlace): string {
  if (text === undefined || text === '') throw new BadInput('must not be empty', place);
  return text;
}

function readRecords(
  text: string,
  file: string,
): readonly { readonly line: number; readonly cells: readonly string[] }[] {
  try {
    const records: readonly unknown[] = parse(text, {
      bom: true,
      relax_column_count: true,
      skip_empty_lines: true,
      info: true,
    });
    return records.map(recordOf);
  } catch (error) {
    throw new BadInput(`is no CSV: ${error instanceof Error ? error.message : String(error)}`, { file });
  }
}

function recordOf(entry: unknown): { readonly line: number; readonly cells: readonly string[] } {
  if (typeof entry !== 'object' || entry === null || !('record' in entry) || !('info' in entry))
    throw new TypeError('unexpected record');
  const { record, info } = entry;
  if (!Array.isArray(record) || typeof info !== 'object' || info === null || !('lines' in info))
    throw new TypeError('unexpected record');
  return { line: Number(info.lines), cells: record.map(String) };
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function spanText({ startMinute, endMinute }: MinuteSpan): string {
  return `${clockTime(startMinute)}-${clockTime(endMinute)}`;
}

/** `10:00-11:00 meeting Teamrunde`; a semicolon or backslash of the label has a backslash before it. */
function activityText(activity: Activity): string {
  return `${spanText(activity)} ${activity.kind} ${activity.label.replace(/[\\;]/g, '\\$&')}`;
}

function readActivities(text: string, place: InputPlace): readonly Activity[] {
  return (text.match(/(?:\\.|[^;\\])+/gs) ?? []).map((escaped) => {
    const one = escaped.trim();
    const [, span = '', kind, label = ''] = /^(\S+) (meeting|training) (.+)$/s.exec(one) ?? [];
    if (kind !== 'meeting' && kind !== 'training')
      throw new BadInput(
        `an activity is written HH:MM-HH:MM, then meeting or training, then its label, got "${one}"`,
        place,
      );
    return { ...readSpan(span, place), kind, label: label.replace(/\\(.)/gs, '$1') };
  });
}

function readSpan(text: string, place: InputPlace): MinuteSpan {
  const [from = '', until = '', ...more] = text.split('-');
  if (until === '' || more.length > 0)
    throw new BadInput(`a span is written HH:MM-HH:MM, got "${text}"`, place);
  const span = { startMinute: readMinute(from, place), endMinute: readMinute(until, place) };
  if (span.endMinute <= span.startMinute)
    throw new BadInput(`a span ends after it begins, got "${text}"`, place);
  return span;
}

function readMinute(text: string | undefined, place: InputPlace): number {
  const match = /^(\d{1,2}):([0-5]\d)$/.exec(text ?? '');
  const minute = match === null ? LAST_MINUTE + 1 : Number(match[1]) * 60 + Number(match[2]);
  if (minute > LAST_MINUTE)
    throw new BadInput(`must be a time HH:MM from 00:00 to 24:00, got "${text ?? ''}"`, place);
  return minute;
}
