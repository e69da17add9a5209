import { describe, expect, it } from 'vitest';
import { isWorthwhile } from '../../../../server/planning/intraday/day-move.ts';

describe('a move of the day', () => {
  it.each([
    [0.88, 0.89, true],
    [0.884, 0.889, true],
    // no less than half a point
    [0.884, 0.8889, false],
    // half a point that nobody sees: 88 % before and after
    [0.878, 0.8835, false],
    [0.88, 0.87, false],
  ])('from %d to %d is worth asking for: %s', (before, after, expected) => {
    expect(isWorthwhile(before, after)).toBe(expected);
  });
});
