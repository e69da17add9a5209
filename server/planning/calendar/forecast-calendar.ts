import {
  bridgeDays,
  type ForecastCalendar,
  type PlainDate,
  type SpecialDay,
  type Weekday,
} from '../../../forecasting/time/index.ts';
import { nrwSpecialDays } from '../../platform/calendar/nrw-calendar.ts';
import { nrwSchoolHolidays } from '../../platform/calendar/nrw-school-holidays.ts';

/** A span of days that a planner named. */
export interface NamedEvent {
  readonly from: PlainDate;
  readonly until: PlainDate;
  readonly name: string;
  /** Calls against an ordinary day; absent: learnt from earlier days of this name. */
  readonly factor?: number | undefined;
}

/** What the calendar of one city is made of; plain data, so that a stored forecast can be made again. */
export interface CalendarData {
  readonly businessWeek: readonly Weekday[];
  readonly specialDays: readonly SpecialDay[];
  /** Days on which the city's lines stay closed although it is no public holiday. */
  readonly closedDays: readonly PlainDate[];
  readonly events: readonly NamedEvent[];
  /** Spans of school holidays, first and last day. */
  readonly schoolHolidays: readonly { readonly from: PlainDate; readonly until: PlainDate }[];
}

/** The calendar of North Rhine-Westphalia for a span of years, with bridge days. */
export function nrwCalendarData(
  firstYear: number,
  lastYear: number,
  businessWeek: readonly Weekday[],
  events: readonly NamedEvent[] = [],
): CalendarData {
  const named = nrwSpecialDays(firstYear, lastYear);
  return {
    businessWeek,
    specialDays: [...named, ...bridgeDays(named)],
    closedDays: [],
    events,
    schoolHolidays: nrwSchoolHolidays(),
  };
}

/**
 * The calendar that models ask.
 *
 * Public holidays are closed, other named days are special; a planner's event wins over both names. A day that has
 * calls is not closed, whatever its name.
 *
 * @param openDays days with calls in the history
 */
export function forecastCalendar(data: CalendarData, openDays: ReadonlySet<PlainDate>): ForecastCalendar {
  const special = new Map(data.specialDays.map((day) => [day.date, day]));
  const closed = new Set(data.closedDays);
  const eventOn = (date: PlainDate) => data.events.find(({ from, until }) => date >= from && date <= until);
  const isClosed = (date: PlainDate) =>
    !openDays.has(date) && (closed.has(date) || special.get(date)?.kind === 'publicHoliday');
  return {
    businessWeek: data.businessWeek,
    isClosed,
    specialDay: (date) => eventOn(date)?.name ?? special.get(date)?.name,
    isSchoolHoliday: (date) => data.schoolHolidays.some(({ from, until }) => date >= from && date <= until),
    givenFactor: (date) => eventOn(date)?.factor,
  };
}
