import { describe, expect, it } from 'vitest';
import {
  dateAt,
  daySpan,
  HOUR_MS,
  instant,
  type Instant,
  plainDate,
  weekdayOf,
} from '../../../../forecasting/time/index.ts';
import { demoCentre } from '../../../../server/app/demo/demo-centre.ts';
import { openSpansOn } from '../../../../server/live/state/counting-rules.ts';
import { chooseDemoClock, type DemoClock } from '../../../../server/app/demo/demo-clock.ts';

const zone = 'Europe/Berlin';

/** Monday to Friday 7–18, except on the days named. */
function openExcept(...closed: string[]): (at: Instant) => boolean {
  return (at) => {
    const date = dateAt(at, zone);
    const hour = (at - daySpan(date, zone).start) / HOUR_MS;
    return weekdayOf(date) <= 5 && hour >= 7 && hour < 18 && !closed.includes(date);
  };
}

function at(date: string, hour: number): Instant {
  return instant(daySpan(plainDate(date), zone).start + hour * HOUR_MS);
}

function ask(now: Instant, isOpen = openExcept()): DemoClock {
  return chooseDemoClock(now, zone, isOpen);
}

/** The moment that the clock shows, in local words. */
function shown(now: Instant, isOpen = openExcept()): string {
  const format = new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: zone });
  return format.format(now + ask(now, isOpen).shiftMilliseconds);
}

describe('the clock of the demonstration', () => {
  it('is the real one while the lines are open', () => {
    expect(ask(at('2026-11-25', 10))).toEqual({ kind: 'real', shiftMilliseconds: 0 });
  });

  it('shows the last Monday at 9:41 outside opening hours, and says that it is simulated', () => {
    expect(shown(at('2026-11-25', 22))).toBe('2026-11-23 09:41');
    expect(ask(at('2026-11-25', 22)).kind).toBe('simulated');
  });

  it('shows a Monday of the past also on a Monday evening and on a weekend', () => {
    expect(shown(at('2026-11-23', 20))).toBe('2026-11-16 09:41');
    expect(shown(at('2026-11-29', 12))).toBe('2026-11-23 09:41');
  });

  it('passes over a Monday on which the lines were closed', () => {
    expect(shown(at('2026-04-07', 22), openExcept('2026-04-06'))).toBe('2026-03-30 09:41');
  });

  it('starts over the clock change at the same local time', () => {
    expect(shown(at('2026-03-29', 12))).toBe('2026-03-23 09:41');
    expect(shown(at('2026-10-25', 12))).toBe('2026-10-19 09:41');
  });

  it('shows a morning in the last hour of a day rather than people who go home', () => {
    expect(ask(at('2026-11-25', 16.5)).kind).toBe('real');
    expect(shown(at('2026-11-25', 17.9))).toBe('2026-11-23 09:41');
  });

  it('shows a day with open lines and an hour before it at every hour of a year, holidays included', () => {
    const { cities } = demoCentre(plainDate('2026-06-01'));
    const isOpen = (moment: Instant): boolean => {
      const date = dateAt(moment, zone);
      return cities.some(({ hours }) =>
        openSpansOn(hours, date, zone).some(({ from, to }) => moment >= from && moment < to),
      );
    };
    const begin = at('2026-01-01', 0);
    for (let hour = 0; hour < 365 * 24; hour += 1) {
      const moment = instant(begin + hour * HOUR_MS + 50 * 60_000);
      const seen = instant(moment + ask(moment, isOpen).shiftMilliseconds);
      expect(isOpen(seen) && isOpen(instant(seen + HOUR_MS - 1)), new Date(moment).toISOString()).toBe(true);
    }
  });

  it('stays the real one where no Monday is open', () => {
    expect(ask(at('2026-11-25', 22), () => false).kind).toBe('real');
  });
});
