import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMoment } from '../../../../server/planning/import/parse-moment.ts';

const two = (value: number): string => String(value).padStart(2, '0');

describe('parseMoment', () => {
  it('reads a day and its time alike with and without the name of the weekday', () => {
    const number = (max: number) => fc.integer({ min: 0, max });
    fc.assert(
      fc.property(
        fc.record({ day: number(32), month: number(13), hour: number(25), minute: number(60) }),
        fc.constantFrom('.', '/', '-', 'T'),
        fc.constantFrom('', ' AM', ' pm', ':00', ':30', 'Z', '+01:00', ' - 09:00', ' Uhr'),
        fc.constantFrom('year-month-day', 'day.month.year', 'month/day/year'),
        ({ day, month, hour, minute }, mark, tail, order) => {
          const date =
            mark === 'T' ? `2026-${two(month)}-${two(day)}` : `${two(day)}${mark}${two(month)}${mark}2026`;
          const text = `${date}${mark === 'T' ? 'T' : ' '}${two(hour)}:${two(minute)}${tail}`;
          expect(parseMoment(text, order)).toEqual(parseMoment(`Mo., ${text}`, order));
        },
      ),
      { numRuns: 500 },
    );
  });
});
