import Holidays from 'date-holidays';
import { isPlainDate, type SpecialDay, type SpecialDayKind } from '../../../forecasting/time/index.ts';

/** Days that are no public holidays in North Rhine-Westphalia and yet unlike others, by their name in the library. */
const UNLIKE_OTHERS: Readonly<Record<string, SpecialDayKind>> = {
  Weiberfastnacht: 'carnival',
  Rosenmontag: 'carnival',
  Faschingsdienstag: 'carnival',
  'Heiliger Abend': 'eve',
  Silvester: 'eve',
};

/**
 * Public holidays of North Rhine-Westphalia (FeiertG NW § 2), carnival days and the eves of Christmas and New Year.
 *
 * @returns days of the years from `firstYear` to `lastYear`, both included, in order
 */
export function nrwSpecialDays(firstYear: number, lastYear: number): readonly SpecialDay[] {
  const days: SpecialDay[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    const known = specialDaysByYear.get(year) ?? specialDaysOf(year);
    specialDaysByYear.set(year, known);
    days.push(...known);
  }
  return days;
}

/** A year's days depend on the year alone and take the library some milliseconds: each is asked once. */
const specialDaysByYear = new Map<number, readonly SpecialDay[]>();

function specialDaysOf(year: number): readonly SpecialDay[] {
  return new Holidays('DE', 'NW').getHolidays(year, 'de').flatMap(({ date, name, type }) => {
    const day = date.slice(0, 10);
    const kind = type === 'public' ? 'publicHoliday' : UNLIKE_OTHERS[name];
    return kind !== undefined && isPlainDate(day) ? [{ date: day, name, kind }] : [];
  });
}
