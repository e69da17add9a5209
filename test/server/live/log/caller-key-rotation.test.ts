import { afterEach, describe, expect, it, vi } from 'vitest';
import { HOUR_MS, instant } from '../../../../forecasting/time/instant.ts';
import { CallerHasher, temporaryKeys } from '../../../../server/live/events/caller-hash.ts';
import { CallerKeyRotation } from '../../../../server/live/log/caller-key-rotation.ts';

afterEach(() => vi.useRealTimers());

describe('CallerKeyRotation', () => {
  it('gives callers a new pseudonym after a week in a server that never restarts', async () => {
    vi.useFakeTimers();
    let now = instant(1_795_428_000_000);
    const hasher = await CallerHasher.open(temporaryKeys(), now);
    const before = hasher.pseudonym('02215550123', now)?.caller;
    const rotation = new CallerKeyRotation(
      hasher,
      () => now,
      (error) => expect.unreachable(String(error)),
    );
    rotation.start();
    for (let hour = 1; hour <= 169; hour += 1) {
      now = instant(now + HOUR_MS);
      await vi.advanceTimersByTimeAsync(HOUR_MS);
    }
    expect(hasher.pseudonym('02215550123', now)?.caller).not.toBe(before);
    await rotation.stop();
  });
});
