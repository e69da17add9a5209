import Holidays from 'date-holidays';
import { bridgeDays, type SpecialDay } from '../../forecasting/index.ts';
import type { OpeningHours } from '../contract/centre.ts';
import { nrwSpecialDays } from './nrw-calendar.ts';

type DatedHours = OpeningHours['dates'];

/** Carnival days on which town halls open differently; hours as usual in the Rhineland, data of a city overrule them. */
const carnivalHours: Readonly<Record<string, DatedHours[string]['open']>> = {
  Weiberfastnacht: [{ from: '07:00', to: '11:00' }],
  Rosenmontag: [],
};

/** Names that the library does not translate. */
const english: Readonly<Record<string, string>> = {
  Weiberfastnacht: 'Women’s Carnival Day',
  Rosenmontag: 'Carnival Monday',
  Faschingsdienstag: 'Shrove Tuesday',
  'Heiliger Abend': 'Christmas Eve',
  Silvester: 'New Year’s Eve',
  Brückentag: 'Bridge day',
};

/**
 * Days on which hours or callers are not ordinary in North Rhine-Westphalia, as opening hours by date.
 *
 * @param ordinary hours of an ordinary working day, for days that are open and yet have a name
 */
export function holidayHours(
  firstYear: number,
  lastYear: number,
  ordinary: DatedHours[string]['open'],
): DatedHours {
  const days = nrwSpecialDays(firstYear, lastYear);
  const names = englishNames(firstYear, lastYear);
  const dates: Record<string, DatedHours[string]> = {};
  for (const { date, name, kind } of [...days, ...bridgeDays(days)])
    dates[date] = {
      open: kind === 'publicHoliday' || kind === 'eve' ? [] : (carnivalHours[name] ?? ordinary),
      kind: dayKind(kind),
      de: name,
      en: english[name] ?? names.get(date) ?? name,
    };
  return dates;
}

function dayKind(kind: SpecialDay['kind']): DatedHours[string]['kind'] {
  switch (kind) {
    case 'publicHoliday':
      return 'holiday';
    case 'eve':
      return 'closure';
    case 'carnival':
    case 'bridgeDay':
    case 'event':
      return kind;
    default:
      throw new RangeError(`unknown kind of day ${String(kind)}`);
  }
}

function englishNames(firstYear: number, lastYear: number): ReadonlyMap<string, string> {
  const library = new Holidays('DE', 'NW');
  const names = new Map<string, string>();
  for (let year = firstYear; year <= lastYear; year += 1)
    for (const { date, name } of library.getHolidays(year, 'en')) names.set(date.slice(0, 10), name);
  return names;
}
