import { addDays, isPlainDate, plainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import { remembered } from '../history/remembered.ts';

/** Which number of `03/04/2026` is the month. Dates with points or a leading year are never in doubt. */
export type DateOrder = 'year-month-day' | 'day.month.year' | 'month/day/year';

/** A day, and the time of day where it is stated. */
export interface Moment {
  readonly date: PlainDate;
  /** Minute of the wall clock; `undefined`: the day alone. `24:00` is minute 0 of the next day. */
  readonly minute: number | undefined;
  /** Offset from UTC in minutes, where it is stated. */
  readonly offsetMinutes: number | undefined;
  /** Length of the interval, where its end is stated as well: `07:00 - 07:30`. */
  readonly lengthMinutes: number | undefined;
}

/** A time of day, and the length of the interval where its end is stated. */
export interface TimeOfDay {
  /** 0 … 1440 */
  readonly minute: number;
  readonly lengthMinutes: number | undefined;
}

const WEEKDAY = String.raw`(?:[A-Za-zÄÖÜäöü]{2,10}\.?,?\s+)?`;
const CLOCK = String.raw`\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?(?:\s*(?:[AaPp]\.?[Mm]\.?|Uhr))?`;
const YEAR_FIRST = String.raw`(\d{4})([-/.])(\d{1,2})\2(\d{1,2})`;
const YEAR_LAST = String.raw`(\d{1,2})([-/.])(\d{1,2})\6(\d{4}|\d{2})`;
const MOMENT = new RegExp(
  String.raw`^${WEEKDAY}(?:${YEAR_FIRST}|${YEAR_LAST})(?:,?\s*[T ]\s*(${CLOCK})\s*(Z|[+-]\d{2}:?\d{2})?)?(?:\s*(?:[-–—]|bis|to)\s*(?:\S+[T ]\s*)?(${CLOCK}))?$`,
);
const TIME = new RegExp(String.raw`^(${CLOCK})(?:\s*(?:[-–—]|bis|to)\s*(${CLOCK}))?$`);
const HOUR = /^(\d{1,2})(?:\s*(?:Uhr|h))?$/;
/** `0730`, as some telephone systems write half past seven. */
const FOUR_DIGITS = /^(\d{2})(\d{2})$/;
const CLOCK_PARTS = /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?(?:\s*(?:([AaPp])\.?[Mm]\.?|Uhr))?$/;

/** `07:29:59`, the last second of an interval, means the same as its last minute. */
const LAST_SECOND = /(?<=\d[:.]\d{2})[:.]59(?:[.,]\d+)?(?=\s|$)/;

/** Numbers of a date as they stand, before anybody says which is the month. */
export interface DateNumbers {
  readonly mark: string;
  /** `undefined`: the year stands first. */
  readonly first: number | undefined;
  readonly second: number;
}

/** What the form of a date gives away about its order; `undefined` where the text is no moment. */
export function dateNumbers(text: string): DateNumbers | undefined {
  const found = MOMENT.exec(text);
  if (found === null) return undefined;
  const [, year, yearMark = '', , , first, mark = ''] = found;
  if (year !== undefined) return { mark: yearMark, first: undefined, second: 0 };
  return { mark, first: Number(first), second: Number(found[7]) };
}

/** A day with or without its time. @param order decides dates whose form does not */
export function parseMoment(text: string, order: DateOrder): Moment | undefined {
  if (text.charCodeAt(10) === BLANK || text.charCodeAt(10) === LETTER_T) {
    const date = dayOf[order](text.slice(0, 10));
    const time = date === undefined ? undefined : clockOf(text.slice(11));
    if (date !== undefined && time !== undefined) return atTime(date, time);
  }
  return anyMoment(text, order);
}

const BLANK = 32;
const LETTER_T = 84;

const DAY = new RegExp(String.raw`^(?:${YEAR_FIRST}|${YEAR_LAST})$`);
const ONE_CLOCK = new RegExp(String.raw`^${CLOCK}$`);

function rememberedDays(order: DateOrder): (text: string) => PlainDate | undefined {
  return remembered((text) => (DAY.test(text) ? anyMoment(text, order)?.date : undefined));
}

/** A file names few days and fewer times, each of them many times over. */
const dayOf: Readonly<Record<DateOrder, (text: string) => PlainDate | undefined>> = {
  'year-month-day': rememberedDays('year-month-day'),
  'day.month.year': rememberedDays('day.month.year'),
  'month/day/year': rememberedDays('month/day/year'),
};
const clockOf = remembered((text: string) => (ONE_CLOCK.test(text) ? timeOf(text, undefined) : undefined));

function anyMoment(text: string, order: DateOrder): Moment | undefined {
  const found = MOMENT.exec(text);
  if (found === null) return undefined;
  const [, year, , month, day, first, mark, second, lastYear, clock, offset, end] = found;
  const date =
    year === undefined
      ? dateOf(century(lastYear ?? ''), ...inOrder(first ?? '', second ?? '', mark ?? '', order))
      : dateOf(year, month ?? '', day ?? '');
  if (date === undefined) return undefined;
  if (clock === undefined)
    return end === undefined
      ? { date, minute: undefined, offsetMinutes: undefined, lengthMinutes: undefined }
      : undefined;
  const time = timeOf(clock, end);
  return time === undefined ? undefined : atTime(date, time, offsetOf(offset));
}

/** A time of day of a column of its own: `07:00`, `7:00 AM`, `07:00 - 07:30`, `24:00`; hours alone such as `7 Uhr`. */
export const parseTime = remembered(anyTime);

function anyTime(text: string): TimeOfDay | undefined {
  const [, clock, end] = TIME.exec(text) ?? [];
  if (clock !== undefined) return timeOf(clock, end);
  const [, hours, minutes] = FOUR_DIGITS.exec(text) ?? [];
  if (hours !== undefined) return timeOf(`${hours}:${minutes}`, undefined);
  const hour = Number(HOUR.exec(text)?.[1]);
  return hour <= 24 ? { minute: hour * 60, lengthMinutes: undefined } : undefined;
}

/** The moment at which a day's clock shows a time; `24:00` belongs to the next day. */
export function atTime(
  date: PlainDate,
  { minute, lengthMinutes }: TimeOfDay,
  offsetMinutes?: number,
): Moment {
  const isNextDay = minute === 1440;
  return {
    date: isNextDay ? addDays(date, 1) : date,
    minute: isNextDay ? 0 : minute,
    offsetMinutes,
    lengthMinutes,
  };
}

function inOrder(first: string, second: string, mark: string, order: DateOrder): readonly [string, string] {
  return mark !== '.' && order === 'month/day/year' ? [first, second] : [second, first];
}

function century(year: string): string {
  return year.length === 2 ? `20${year}` : year;
}

/** Before it lie no call histories, but the zero days of spreadsheets and telephone systems. */
const EARLIEST = plainDate('1980-01-02');

function dateOf(year: string, month: string, day: string): PlainDate | undefined {
  const text = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isPlainDate(text) && text >= EARLIEST ? text : undefined;
}

function timeOf(clock: string, end: string | undefined): TimeOfDay | undefined {
  const minute = minuteOf(clock);
  if (minute === undefined) return undefined;
  if (end === undefined) return { minute, lengthMinutes: undefined };
  const until = minuteOf(end.replace(LAST_SECOND, ''));
  if (until === undefined) return undefined;
  const length = (until - minute + 1440) % 1440 || 1440;
  // 07:00 - 07:29 names the last minute of the interval
  return { minute, lengthMinutes: length % 5 === 4 ? length + 1 : length };
}

function minuteOf(clock: string): number | undefined {
  const [, hours = '', minutes = '', seconds = '0', fraction = '0', half] = CLOCK_PARTS.exec(clock) ?? [];
  const hour = Number(hours);
  if (hours === '' || Number(minutes) > 59 || Number(seconds) > 0 || Number(fraction) > 0) return undefined;
  if (half === undefined)
    return hour * 60 + Number(minutes) <= 1440 ? hour * 60 + Number(minutes) : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return ((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0)) * 60 + Number(minutes);
}

function offsetOf(offset: string | undefined): number | undefined {
  if (offset === undefined) return undefined;
  if (offset === 'Z') return 0;
  const digits = offset.replace(':', '');
  const minutes = Number(digits.slice(1, 3)) * 60 + Number(digits.slice(3, 5));
  return digits.startsWith('-') ? -minutes : minutes;
}
