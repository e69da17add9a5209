import { addDays, weekdayOf, type PlainDate, type Weekday } from './plain-date.ts';

/**
 * What is known about days beforehand, as data: the models ask it, and never a clock or a holiday library.
 *
 * It may be asked about any day, past or future.
 */
export interface ForecastCalendar {
  /** Days on which calls can come at all, Monday first. */
  readonly businessWeek: readonly Weekday[];
  /** True when the lines are closed all day although it is a day of the business week. */
  readonly isClosed: (date: PlainDate) => boolean;
  /** Name of a day that is open but unlike others (carnival, bridge day, tax bills sent), else `undefined`. */
  readonly specialDay: (date: PlainDate) => string | undefined;
  /**
   * True in school holidays: weeks in which a city is half away. No special days, as six weeks cannot be left out of what
   * is learnt; absent where nobody knows them.
   */
  readonly isSchoolHoliday?: (date: PlainDate) => boolean;
  /** Factor on an ordinary day's calls that a planner gave for this day; wins over what was learnt. */
  readonly givenFactor?: (date: PlainDate) => number | undefined;
}

/** Why a day is unlike its weekday. */
export type SpecialDayKind = 'publicHoliday' | 'carnival' | 'eve' | 'bridgeDay' | 'event';

/** A named day. Movable feasts are named, so that Carnival Monday learns from last year's and not from a date. */
export interface SpecialDay {
  readonly date: PlainDate;
  readonly name: string;
  readonly kind: SpecialDayKind;
}

/**
 * Working days between a public holiday and a weekend: Friday after a Thursday, Monday before a Tuesday.
 * Callers behave differently on them even where the lines are open.
 */
export function bridgeDays(holidays: readonly SpecialDay[]): readonly SpecialDay[] {
  const off = new Set(holidays.filter(({ kind }) => kind === 'publicHoliday').map(({ date }) => date));
  return [...off]
    .flatMap((date) => {
      const weekday = weekdayOf(date);
      if (weekday === 4) return [addDays(date, 1)];
      return weekday === 2 ? [addDays(date, -1)] : [];
    })
    .filter((date) => !off.has(date))
    .sort()
    .map((date) => ({ date, name: 'Brückentag', kind: 'bridgeDay' }));
}
