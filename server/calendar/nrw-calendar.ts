import Holidays from 'date-holidays';
import { isPlainDate, type SpecialDay, type SpecialDayKind } from '../../forecasting/index.ts';

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
  const library = new Holidays('DE', 'NW');
  const days: SpecialDay[] = [];
  for (let year = firstYear; year <= lastYear; year++) {
    for (const { date, name, type } of library.getHolidays(year, 'de')) {
      const day = date.slice(0, 10);
      const kind = type === 'public' ? 'publicHoliday' : UNLIKE_OTHERS[name];
      if (kind !== undefined && isPlainDate(day)) days.push({ date: day, name, kind });
    }
  }
  return days;
}
