import type { TableRecord } from '../../platform/input/table-record.ts';
import { isNamed, namedColumns, namesEnd, nameRank, type ColumnMapping } from './calls-format.ts';
import { CALL_COLUMNS, type CallColumn } from '../history/call-columns.ts';
import { parseMoment, parseTime } from './parse-moment.ts';
import { isSumWord } from './remark-rows.ts';

/** Names that a person gave to columns: header by column. */
export type ColumnsByHand = Readonly<Partial<Record<CallColumn, string>>>;

/** The header among the first records: titles, dates of printing and empty lines may stand before it. */
export function findHeader(records: readonly TableRecord[], byHand: ColumnsByHand): TableRecord | undefined {
  const given = Object.values(byHand);
  const holdsGiven = ({ cells }: TableRecord): boolean =>
    given.length > 0 && given.every((name) => cells.some((cell) => isNamed(cell.trim(), name)));
  const named = records.map((record) => ({ record, count: namedColumns(record.cells) }));
  const best = Math.max(0, ...named.map(({ count }) => count));
  return (
    records.find(holdsGiven) ??
    (best >= 2 ? named.find(({ count }) => count === best)?.record : undefined) ??
    records.find(({ cells }) => cells.filter((cell) => cell.trim() !== '').length > 1) ??
    records.find(({ cells }) => cells.some((cell) => cell.trim() !== ''))
  );
}

/** Every column has a name of its own: those without one get a number, the second of a name too. */
export function columnNames(cells: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim() === '' ? `#${index + 1}` : cell.trim();
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}

/** What a column holds, by most of its cells. `length`: the same short time on every row, such as `0:30:00`: how long an interval is and not when. */
type Content = 'moment' | 'day' | 'time' | 'length' | 'other';

export interface FoundColumns {
  readonly columns: ColumnMapping;
  /** Columns of times among which the right one cannot be decided. */
  readonly timesInDoubt: readonly string[];
}

/**
 * Which column holds what: by its name and by what stands in it, for a column called `Zeit` may hold days, times, or
 * both. What a person gave wins.
 *
 * @param rows the first ones after the header
 */
export function findColumns(
  header: readonly string[],
  rows: readonly TableRecord[],
  byHand: ColumnsByHand,
): FoundColumns {
  const columns: Partial<Record<CallColumn, number>> = {};
  const isFree = (index: number): boolean => !Object.values(columns).includes(index);
  for (const column of CALL_COLUMNS) {
    const given = byHand[column];
    const index = given === undefined ? -1 : header.findIndex((name) => isNamed(name, given));
    if (index >= 0) columns[column] = index;
  }
  const contents = header.map((_, index) => contentOf(rows, index));
  const bestOf = (column: CallColumn, fits: (content: Content) => boolean): number | undefined =>
    header
      .flatMap((name, index) => {
        const rank = nameRank(column, name);
        return rank !== undefined && isFree(index) && fits(contents[index] ?? 'other')
          ? [{ index, rank }]
          : [];
      })
      .toSorted((a, b) => a.rank - b.rank)[0]?.index;
  const free = (content: Content): readonly number[] => {
    const all = header.flatMap((_, index) => (contents[index] === content && isFree(index) ? [index] : []));
    const starts = all.filter((index) => !namesEnd(header[index] ?? ''));
    // an interval's end gives it too, where nothing gives its start
    return starts.length === 0 ? all : starts;
  };
  const onlyOne = (content: Content): number | undefined => {
    const [first, ...others] = free(content);
    return others.length === 0 ? first : undefined;
  };
  const set = (column: CallColumn, index: number | undefined): void => {
    if (index !== undefined) columns[column] ??= index;
  };
  set(
    'start',
    bestOf('start', (content) => content === 'moment'),
  );
  set(
    'start',
    bestOf('start', (content) => content === 'day'),
  );
  set('start', onlyOne('moment') ?? onlyOne('day'));
  for (const column of CALL_COLUMNS)
    if (column !== 'start' && column !== 'time')
      set(
        column,
        bestOf(column, (content) => content !== 'moment' && content !== 'day'),
      );
  set(
    'start',
    bestOf('start', () => true),
  );
  // a column of days may hold so much else that it is not known for one: its times are still no columns to leave unread
  if (columns.start === undefined || contents[columns.start] === 'moment')
    return { columns, timesInDoubt: [] };
  set(
    'time',
    bestOf('time', (content) => content === 'time') ?? bestOf('time', (content) => content !== 'length'),
  );
  const times = free('time').map((index) => header[index] ?? '');
  set('time', onlyOne('time'));
  return { columns, timesInDoubt: columns.time === undefined && times.length > 1 ? times : [] };
}

const LENGTH = /^(?:0?0:(?:05|15|30)|0?1:00)(?::00)?$/;

function contentOf(rows: readonly TableRecord[], index: number): Content {
  const cells = rows.flatMap(({ cells: all }) => {
    const cell = (all[index] ?? '').trim();
    return cell === '' || isSumWord(cell) ? [] : [cell];
  });
  if (cells.length === 0) return 'other';
  const isMost = (count: number): boolean => count > 0.8 * cells.length;
  const moments = cells.map(
    (cell) => parseMoment(cell, 'day.month.year') ?? parseMoment(cell, 'month/day/year'),
  );
  if (isMost(moments.filter((moment) => moment !== undefined).length))
    return moments.some((moment) => (moment?.minute ?? 0) > 0 || moment?.lengthMinutes !== undefined)
      ? 'moment'
      : 'day';
  const times = cells.filter((cell) => cell.includes(':') && parseTime(cell) !== undefined);
  if (!isMost(times.length)) return 'other';
  return new Set(cells).size === 1 && cells.length > 1 && LENGTH.test(cells[0] ?? '') ? 'length' : 'time';
}
