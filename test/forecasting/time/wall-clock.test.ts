import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instant } from '../../../forecasting/time/instant.ts';
import { dateAt, daySpan, plainDate } from '../../../forecasting/time/plain-date.ts';
import { ZoneClock } from '../../../forecasting/time/wall-clock.ts';

const MINUTE = 60_000;
const zones = ['Europe/Berlin', 'Pacific/Auckland', 'America/St_Johns', 'UTC'] as const;
/** Around both changes of the clocks, to the minute. */
const minutes = fc.oneof(
  ...['2026-03-28T00:00Z', '2026-10-24T00:00Z', '2026-04-04T00:00Z', '2026-11-23T00:00Z'].map((first) =>
    fc.integer({ min: 0, max: 3 * 24 * 60 }).map((at) => instant(Date.parse(first) + at * MINUTE)),
  ),
);

describe('a clock that remembers its days', () => {
  it('shows the same whatever it was asked before', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(minutes, { minLength: 2 }), (zone, asked) => {
        const remembering = new ZoneClock(zone);
        for (const at of asked) {
          expect(remembering.wallClockAt(at)).toEqual(new ZoneClock(zone).wallClockAt(at));
          expect(remembering.wallClockAt(at).date).toBe(dateAt(at, zone));
        }
      }),
    );
  });

  it('knows a day of 23 and one of 25 hours', () => {
    const clock = new ZoneClock('Europe/Berlin');
    for (const date of ['2026-03-29', '2026-10-25', '2026-11-23'].map(plainDate))
      expect(clock.spanOf(date)).toEqual(daySpan(date, 'Europe/Berlin'));
  });
});
