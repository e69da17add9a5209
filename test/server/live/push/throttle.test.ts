import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  LEAST_MILLISECONDS_BETWEEN_PATCHES,
  millisecondsUntilPatch,
} from '../../../../server/live/push/throttle.ts';

it('the first change goes out at once', () => {
  expect(millisecondsUntilPatch(null, 12_345)).toBe(0);
});

it('changes never make more than four patches a second, and none waits longer than a quarter of one', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 5_000 }), { minLength: 1, maxLength: 300 }), (instants) => {
      const patches: number[] = [];
      let due: number | null = null;
      for (const now of instants.toSorted((a, b) => a - b)) {
        if (due !== null && due <= now) {
          patches.push(due);
          due = null;
        }
        due ??= now + millisecondsUntilPatch(patches.at(-1) ?? null, now);
        expect(due - now).toBeLessThanOrEqual(LEAST_MILLISECONDS_BETWEEN_PATCHES);
      }
      patches.forEach((at, index) => {
        const before = patches[index - 1];
        if (before !== undefined)
          expect(at - before).toBeGreaterThanOrEqual(LEAST_MILLISECONDS_BETWEEN_PATCHES);
      });
    }),
  );
});

it('a clock that was set back holds nothing up for longer than the span', () => {
  expect(millisecondsUntilPatch(10_000, 5_000)).toBe(LEAST_MILLISECONDS_BETWEEN_PATCHES);
});
