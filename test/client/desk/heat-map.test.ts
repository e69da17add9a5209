import { describe, expect, it } from 'vitest';
import { heatMap, SHADES, stepInCalendar, type HistoryDay } from '../../../client/desk/history/heat-map.ts';
import { middleOfWeek } from '../../../client/desk/history/week-means.ts';
import { addDays, plainDate } from '../../../forecasting/time/index.ts';

const day = (date: string, offered: number | null): HistoryDay => ({
  date,
  offered,
  source: 'imported',
  findings: [],
  name: null,
  decision: null,
});

/** Monday to Friday from 2 November 2026 on; Thursdays are busier. */
const weeks = (count: number): readonly HistoryDay[] =>
  Array.from({ length: count * 7 }, (_, at) => at)
    .filter((at) => at % 7 < 5)
    .map((at) => day(addDays(plainDate('2026-11-02'), at), 100 + at));

describe('heatMap', () => {
  it('has one row per weekday that is ever open and one column per week', () => {
    const map = heatMap(weeks(3));
    expect(map.rows.map((row) => row[0]?.weekday)).toEqual([0, 1, 2, 3, 4]);
    expect(map.rows.every((row) => row.length === 3)).toBe(true);
    expect(map.weeks).toBe(3);
  });

  it('begins on the Monday before the first day, whatever weekday that is', () => {
    const map = heatMap([day('2026-11-05', 10), day('2026-11-09', 10)]);
    expect(map.rows[0]?.map(({ date, day: known }) => [date, known?.offered])).toEqual([
      ['2026-11-02', undefined],
      ['2026-11-09', 10],
    ]);
  });

  it('uses every shade about equally often, and none for days of which nothing is known', () => {
    const map = heatMap([...weeks(10), day('2027-01-11', null)]);
    const shades = map.rows.flat().flatMap(({ shade, day: known }) => (known?.offered ? [shade] : []));
    for (let shade = 1; shade <= SHADES; shade += 1)
      expect(shades.filter((own) => own === shade)).toHaveLength(10);
    expect(map.rows.flat().find(({ date }) => date === '2027-01-11')?.shade).toBe(0);
  });

  it('labels each month where its first day lies, and the first one where there is room for its name', () => {
    const [first] = weeks(6);
    expect(heatMap(weeks(6)).months).toEqual([
      { week: 0, date: first?.date },
      { week: 4, date: '2026-12-01' },
    ]);
    expect(heatMap(weeks(6).slice(5)).months).toEqual([{ week: 3, date: '2026-12-01' }]);
    expect(heatMap(weeks(2)).months).toEqual([{ week: 0, date: first?.date }]);
  });

  it('is empty without a history', () => {
    expect(heatMap([])).toEqual({ rows: [], months: [], weeks: 0, steps: [] });
  });
});

describe('the keys of the calendar', () => {
  const days = weeks(10);
  const from = '2026-11-20';

  it('walk over days that history does not know', () => {
    expect(stepInCalendar(days, from, 'ArrowDown')).toBe('2026-11-23');
    expect(stepInCalendar(days, '2026-11-23', 'ArrowUp')).toBe('2026-11-20');
  });

  it('go by weeks, by four weeks, and to both ends', () => {
    expect(stepInCalendar(days, from, 'ArrowLeft')).toBe('2026-11-13');
    expect(stepInCalendar(days, from, 'ArrowRight')).toBe('2026-11-27');
    expect(stepInCalendar(days, from, 'PageDown')).toBe('2026-12-18');
    expect(stepInCalendar(days, from, 'Home')).toBe('2026-11-02');
    expect(stepInCalendar(days, from, 'End')).toBe('2027-01-08');
  });

  it('stop at the ends, and leave other keys alone', () => {
    expect(stepInCalendar(days, '2026-11-02', 'ArrowUp')).toBeUndefined();
    expect(stepInCalendar(days, '2026-11-02', 'ArrowLeft')).toBeUndefined();
    expect(stepInCalendar(days, from, 'Enter')).toBeUndefined();
  });
});

describe('middleOfWeek', () => {
  it('is the mean of the known days around', () => {
    expect(middleOfWeek([10, 20, 30, 40, 50, null, null])[2]).toBe(30);
  });

  it('says nothing where fewer than three days are known', () => {
    expect(middleOfWeek([10, null, null, null, null, null, 20])).toEqual(new Array(7).fill(null));
  });
});
