import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type DayHistory, total } from '../../../forecasting/history/index.ts';
import { type ForecastCalendar, isPlainDate, type PlainDate } from '../../../forecasting/time/index.ts';
import { nrwSpecialDays } from '../../platform/calendar/nrw-calendar.ts';
import { nrwSchoolHolidays } from '../../platform/calendar/nrw-school-holidays.ts';
import { BadInput } from '../../platform/input/bad-input.ts';

/**
 * The calendar that a command's `--holidays` names.
 *
 * Days of the business week without rows are closed in any case, and known beforehand as closed. Named days that
 * have calls all the same are special days.
 */
export async function readHolidays(
  what: string,
  history: DayHistory,
  folder: string,
): Promise<ForecastCalendar> {
  const withoutRows = new Set(
    history.days.filter((day) => day.offered === undefined).map(({ date }) => date),
  );
  const withCalls = new Set(
    history.days.filter(({ offered }) => offered !== undefined && total(offered) > 0).map(({ date }) => date),
  );
  const names = await namedDays(what, history, folder);
  return {
    businessWeek: history.businessWeek,
    isClosed: (date) => withoutRows.has(date) || (!withCalls.has(date) && names.get(date)?.closed === true),
    specialDay: (date) => names.get(date)?.name,
    ...(what === 'DE-NW' ? { isSchoolHoliday: isInSchoolHolidays } : {}),
  };
}

function isInSchoolHolidays(date: PlainDate): boolean {
  return nrwSchoolHolidays().some(({ from, until }) => date >= from && date <= until);
}

interface NamedDay {
  readonly name: string;
  readonly closed: boolean;
}

async function namedDays(
  what: string,
  history: DayHistory,
  folder: string,
): Promise<ReadonlyMap<PlainDate, NamedDay>> {
  if (what === 'none') return new Map();
  const first = Number(history.days[0]?.date.slice(0, 4));
  const last = Number(history.days.at(-1)?.date.slice(0, 4)) + 1;
  if (what === 'DE-NW') {
    const days = nrwSpecialDays(first, last);
    return new Map(days.map(({ date, name, kind }) => [date, { name, closed: kind === 'publicHoliday' }]));
  }
  const text = await readFile(resolve(folder, what), 'utf8').catch(() => {
    throw new BadInput(`must be none, DE-NW or a file, got "${what}"`, { field: 'holidays' });
  });
  const named = new Map<PlainDate, NamedDay>();
  for (const [index, row] of text.split(/\r?\n/).entries()) {
    const [date = '', name = ''] = row.split(/[,;]/).map((cell) => cell.trim());
    if (date === '' || date.startsWith('#') || (index === 0 && /^date|^datum/i.test(date))) continue;
    if (!isPlainDate(date)) {
      throw new BadInput(`must be a day written YYYY-MM-DD, got "${date}"`, { file: what, line: index + 1 });
    }
    named.set(date, { name: name === '' ? 'holiday' : name, closed: true });
  }
  return named;
}
