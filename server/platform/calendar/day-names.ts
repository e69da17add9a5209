import Holidays from 'date-holidays';
import type { OpeningHours } from '../../contract/centre.ts';
import type { DayNames } from '../../contract/day-names.ts';

/** English names of days that the library knows in German alone, or not at all. */
const OWN_NAMES: Readonly<Record<string, string>> = {
  Weiberfastnacht: 'Women’s Carnival Day',
  Rosenmontag: 'Carnival Monday',
  Faschingsdienstag: 'Shrove Tuesday',
  'Heiliger Abend': 'Christmas Eve',
  Silvester: 'New Year’s Eve',
  Brückentag: 'Bridge day',
  'Tag der Deutschen Einheit': 'Day of German Unity',
  Reformationstag: 'Reformation Day',
};

/** Years that have every public holiday of the state between them: Reformation Day was one in 2017 alone. */
const YEARS = [2017, 2026];
let libraryNames: ReadonlyMap<string, string> | undefined;

/**
 * Both names of a special day.
 *
 * The models know a day by its German name, and last year's by the same; what a planner typed has no other name.
 *
 * @param dates the city's own hours by date, where it named the day itself
 */
export function dayNames(german: string, date?: string, dates: OpeningHours['dates'] = {}): DayNames {
  const own = date === undefined ? undefined : dates[date];
  if (own?.de === german) return { de: german, en: own.en };
  libraryNames ??= namesOfLibrary();
  return { de: german, en: OWN_NAMES[german] ?? libraryNames.get(german) ?? german };
}

/** Looking them up takes a while: once is enough. */
function namesOfLibrary(): ReadonlyMap<string, string> {
  const library = new Holidays('DE', 'NW');
  return new Map(
    YEARS.flatMap((year) => {
      const english = new Map(library.getHolidays(year, 'en').map(({ date, name }) => [date, name]));
      return library
        .getHolidays(year, 'de')
        .map(({ date, name }) => [name, english.get(date)?.replace("'", '’') ?? name] as const);
    }),
  );
}
