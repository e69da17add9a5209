import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateAt,
  daysBetween,
  daySpan,
  plainDate,
  weekdayOf,
} from '../../../forecasting/time/plain-date.ts';
import { instant } from '../../../forecasting/time/instant.ts';
import { intervalIndex, intervalStarts } from '../../../forecasting/time/interval.ts';

const BERLIN = 'Europe/Berlin';

describe('a local day', () => {
  it.each([
    ['2026-11-23', 24, 96],
    ['2026-03-29', 23, 92],
    ['2026-10-25', 25, 100],
  ])('%s has %i hours and %i quarter hours in Berlin', (text, hours, quarters) => {
    const day = daySpan(plainDate(text), BERLIN);
    expect((day.end - day.start) / 3_600_000).toBe(hours);
    const starts = intervalStarts(day, 15);
    expect(starts).toHaveLength(quarters);
    expect(starts.map((start) => intervalIndex(day, 15, start))).toEqual(starts.map((_, index) => index));
  });

  it('begins at local midnight, not at midnight UTC', () => {
    const before = instant(Date.parse('2026-06-30T21:59:59.999Z'));
    const after = instant(Date.parse('2026-06-30T22:00:00.000Z'));
    expect(dateAt(before, BERLIN)).toBe('2026-06-30');
    expect(dateAt(after, BERLIN)).toBe('2026-07-01');
  });

  it('counts weekdays from Monday 1 to Sunday 7', () => {
    expect(weekdayOf(plainDate('2026-11-23'))).toBe(1);
    expect(weekdayOf(plainDate('2026-11-29'))).toBe(7);
  });

  it('counts calendar days over a clock change', () => {
    expect(addDays(plainDate('2026-03-28'), 2)).toBe('2026-03-30');
    expect(daysBetween(plainDate('2026-03-28'), plainDate('2026-03-30'))).toBe(2);
  });

  it.each(['2026-02-30', '2026-2-3', '23.11.2026', ''])('refuses "%s"', (text) => {
    expect(() => plainDate(text)).toThrow(RangeError);
  });
});
