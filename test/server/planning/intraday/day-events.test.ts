import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { dayEvents, type DayEventsInput } from '../../../../server/planning/intraday/day-events.ts';
import { sampleBoard } from '../../../support/sample-board.ts';

const NINE = Date.UTC(2026, 10, 23, 8);

const quiet: DayEventsInput = {
  board: sampleBoard(),
  date: plainDate('2026-11-23'),
  zone: 'Europe/Berlin',
  special: [],
  notes: [],
  duties: [],
  sickAt: [],
};

const duty = (startMinute: number, label: string) => ({
  startMinute: 480,
  endMinute: 960,
  breaks: [],
  activities: [{ startMinute, endMinute: startMinute + 60, label }],
  group: 'bonn',
  pattern: '',
  cities: ['bonn'],
});

describe('the events of a day', () => {
  it('are numbered in the order of time, whatever kind they are', () => {
    const events = dayEvents({
      ...quiet,
      special: [{ city: 'koeln', names: { de: 'Weiberfastnacht', en: 'Women’s Carnival Day' }, factor: 0.6 }],
      notes: [
        {
          city: 'bonn',
          from: NINE + 3_600_000,
          until: NINE + 7_200_000,
          words: 'Abfallbescheide',
          factor: 1.2,
        },
      ],
      duties: [duty(810, 'Teamrunde'), duty(810, 'Teamrunde')],
      sickAt: [NINE],
    });
    expect(events.map(({ number, atLocal, kind }) => [number, atLocal, kind])).toEqual([
      [1, '07:00', 'special'],
      [2, '09:00', 'sick'],
      [3, '10:00', 'adjustment'],
      [4, '13:30', 'activity'],
    ]);
  });

  it('count a training of one person for nothing, and of a group with its people', () => {
    const events = dayEvents({
      ...quiet,
      duties: [duty(600, 'Einzeltraining'), duty(810, 'Rollen'), duty(810, 'Rollen')],
    });
    expect(events.map(({ words, people }) => [words?.en, people])).toEqual([['Rollen', 2]]);
  });

  it('take sick calls of one hour together', () => {
    const minutes = (count: number): number => NINE + count * 60_000;
    const events = dayEvents({ ...quiet, sickAt: [minutes(90), minutes(0), minutes(20)] });
    expect(events.map(({ people }) => people)).toEqual([2, 1]);
  });

  it('separate a note that changes nothing from an adjustment', () => {
    const note = { city: null, from: NINE, until: NINE + 3_600_000, words: 'Presse im Haus', factor: 1 };
    expect(dayEvents({ ...quiet, notes: [note] })[0]?.kind).toBe('note');
    expect(dayEvents({ ...quiet, notes: [{ ...note, factor: 1.1 }] })[0]?.kind).toBe('adjustment');
  });
});
