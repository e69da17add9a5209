import { describe, expect, it } from 'vitest';
import {
  dateAt,
  daySpan,
  HOUR_MS,
  instant,
  plainDate,
  weekdayOf,
  type Instant,
} from '../../../forecasting/index.ts';
import { chooseDemoClock, type DemoClockQuestion } from '../../../server/demo/demo-clock.ts';

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

function ask(change: Partial<DemoClockQuestion>): ReturnType<typeof chooseDemoClock> {
  return chooseDemoClock({
    now: at('2026-11-25', 22),
    zone,
    isOpen: openExcept(),
    lastToldAt: () => Promise.resolve(null),
    ...change,
  });
}

/** The moment that the clock shows, in local words. */
async function shown(change: Partial<DemoClockQuestion>): Promise<string> {
  const now = change.now ?? at('2026-11-25', 22);
  const { shiftMilliseconds } = await ask(change);
  return new Intl.DateTimeFormat('sv', { dateStyle: 'short', timeStyle: 'short', timeZone: zone }).format(
    now + shiftMilliseconds,
  );
}

describe('the clock of the demonstration', () => {
  it('is the real one while the lines are open', async () => {
    expect(await ask({ now: at('2026-11-25', 10) })).toEqual({ kind: 'real', shiftMilliseconds: 0 });
  });

  it('shows the last Monday at 9:41 outside opening hours, and says that it is simulated', async () => {
    expect(await shown({})).toBe('2026-11-23 09:41');
    expect((await ask({})).kind).toBe('simulated');
  });

  it('shows a Monday of the past also on a Monday evening and on a weekend', async () => {
    expect(await shown({ now: at('2026-11-23', 20) })).toBe('2026-11-16 09:41');
    expect(await shown({ now: at('2026-11-29', 12) })).toBe('2026-11-23 09:41');
  });

  it('passes over a Monday on which the lines were closed', async () => {
    expect(await shown({ now: at('2026-04-07', 22), isOpen: openExcept('2026-04-06') })).toBe(
      '2026-03-30 09:41',
    );
  });

  it('goes on where it was stopped, because what was told cannot be untold', async () => {
    expect(await shown({ lastToldAt: () => Promise.resolve(at('2026-11-23', 11.5)) })).toBe(
      '2026-11-23 11:30',
    );
  });

  it('takes the Monday before when one has run into the afternoon', async () => {
    const lastToldAt = (date: string): Promise<Instant | null> =>
      Promise.resolve(date === '2026-11-23' ? at('2026-11-23', 17) : null);
    expect(await shown({ lastToldAt })).toBe('2026-11-16 09:41');
  });

  it('starts over the clock change at the same local time', async () => {
    expect(await shown({ now: at('2026-03-29', 12) })).toBe('2026-03-23 09:41');
    expect(await shown({ now: at('2026-10-25', 12) })).toBe('2026-10-19 09:41');
  });
});
