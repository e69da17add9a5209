import { bridgeDays, type PlainDate, type SpecialDay, weekdayOf } from '../../../forecasting/time/index.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import type { DayNames } from '../../contract/day-names.ts';
import { dayNames } from './day-names.ts';
import { nrwSpecialDays } from './nrw-calendar.ts';

type DatedHours = OpeningHours['dates'];

/** Carnival days on which town halls open differently; hours as usual in the Rhineland, data of a city overrule them. */
const carnivalHours: Readonly<Record<string, DatedHours[string]['open']>> = {
  Weiberfastnacht: [{ from: '07:00', to: '11:00' }],
  Rosenmontag: [],
};

/** A day that is not ordinary, with its names. */
export interface NamedDay extends DayNames {
  readonly date: PlainDate;
  readonly kind: SpecialDay['kind'];
}

/** Days on which hours or callers are not ordinary in North Rhine-Westphalia. Looking them up takes a while: once is enough. */
export function namedDays(firstYear: number, lastYear: number): readonly NamedDay[] {
  const days = nrwSpecialDays(firstYear, lastYear);
  return [...days, ...bridgeDays(days)].map(({ date, name, kind }) => ({ date, kind, ...dayNames(name) }));
}

/** Named days as opening hours by date: closed on holidays and eves, as the week has it on days that only have a name. */
export function holidayHours(days: readonly NamedDay[], week: OpeningHours['week']): DatedHours {
  const ordinary: Readonly<Record<string, DatedHours[string]['open'] | undefined>> = week;
  const dates: Record<string, DatedHours[string]> = {};
  for (const { date, kind, de, en } of days) {
    const isClosed = kind === 'publicHoliday' || kind === 'eve';
    const open = isClosed ? [] : (carnivalHours[de] ?? ordinary[String(weekdayOf(date))] ?? []);
    dates[date] = { open, kind: dayKind(kind), de, en };
  }
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
