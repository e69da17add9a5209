import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { serverOffset, withClockSample, type ClockSample } from '../../../client/live/server-clock.ts';

/** Plays heartbeats of a server whose clock is `ahead` of the display's monotonic one, each `delays[i]` ms on its way. */
function afterHeartbeats(ahead: number, delays: readonly number[]): number | null {
  let samples: readonly ClockSample[] = [];
  delays.forEach((delay, index) => {
    const sentAt = index * 1_000;
    samples = withClockSample(samples, sentAt + ahead, sentAt + delay);
  });
  return serverOffset(samples);
}

describe('the server clock on a display', () => {
  it('is unknown before the first message', () => {
    expect(serverOffset([])).toBeNull();
  });

  it('is off by no more than the fastest of the last messages took', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 25 }),
        (ahead, delays) => {
          expect(ahead - (afterHeartbeats(ahead, delays) ?? 0)).toBe(Math.min(...delays));
        },
      ),
    );
  });

  it('is not moved by one message that was held up', () => {
    expect(afterHeartbeats(5_000, [10, 12, 800, 11])).toBe(4_990);
  });

  it('follows a server whose clock was set back within half a minute', () => {
    let samples: readonly ClockSample[] = [];
    for (let second = 0; second < 60; second += 1)
      samples = withClockSample(samples, second * 1_000 + (second < 20 ? 9_000 : 2_000), second * 1_000);
    expect(serverOffset(samples)).toBe(2_000);
  });
});
