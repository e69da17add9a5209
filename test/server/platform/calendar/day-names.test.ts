import { expect, it } from 'vitest';
import { bridgeDays } from '../../../../forecasting/time/index.ts';
import { dayNames } from '../../../../server/platform/calendar/day-names.ts';
import { nrwSpecialDays } from '../../../../server/platform/calendar/nrw-calendar.ts';

const FIRST_YEAR = 2015;
const LAST_YEAR = 2035;

it('every special day of North Rhine-Westphalia has an English name of its own', () => {
  const days = nrwSpecialDays(FIRST_YEAR, LAST_YEAR);
  const names = [...new Set([...days, ...bridgeDays(days)].map(({ name }) => name))];
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => dayNames(name).en === name)).toEqual([]);
});

const english = {
  Weiberfastnacht: 'Women’s Carnival Day',
  Karfreitag: 'Good Friday',
  Allerheiligen: 'All Saints’ Day',
  'Tag der Deutschen Einheit': 'Day of German Unity',
  'Heiliger Abend': 'Christmas Eve',
  Brückentag: 'Bridge day',
};
it.each(Object.entries(english))('%s is called %s', (de, en) => {
  expect(dayNames(de)).toEqual({ de, en });
});

it('a day that the city named itself keeps the English name that it gave, on that day', () => {
  const dates = {
    '2026-09-27': { open: [], kind: 'event', de: 'Kommunalwahl', en: 'Local election' },
  } as const;
  const copy = { '2026-09-27': { ...dates['2026-09-27'], open: [] } };
  expect(dayNames('Kommunalwahl', '2026-09-27', copy).en).toBe('Local election');
  expect(dayNames('Kommunalwahl', '2026-09-28', copy).en).toBe('Kommunalwahl');
});

it('what a planner typed has no other name', () => {
  expect(dayNames('Abfallbescheide')).toEqual({ de: 'Abfallbescheide', en: 'Abfallbescheide' });
});
