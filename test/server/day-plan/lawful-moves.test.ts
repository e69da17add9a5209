import { describe, expect, it } from 'vitest';
import { lawfulMoves, type MovableDuty } from '../../../server/day-plan/lawful-moves.ts';

const startMinutes = Array.from({ length: 32 }, (_, index) => 9 * 60 + index * 15);
const pool = {
  // Scarce from 11:00 to 12:00.
  agents: startMinutes.map((minute) => (minute >= 660 && minute < 720 ? 10 : 20)),
  cities: [
    {
      name: 'koeln',
      serviceLevel: 0.8,
      answerThresholdSeconds: 20,
      soFar: { good: 0, counted: 0 },
      callPaths: [startMinutes.map(() => 40)],
    },
  ],
  averageHandleTimeSeconds: 210,
  intervalSeconds: startMinutes.map(() => 900),
};
const duty = (breakFrom: number, startMinute = 8 * 60): MovableDuty => ({
  startMinute,
  endMinute: startMinute + 510,
  breaks: [{ startMinute: breakFrom, endMinute: breakFrom + 30 }],
  group: 'bonn',
});
const movesOf = (...duties: MovableDuty[]) => lawfulMoves({ duties, pool, startMinutes });

describe('lawful moves', () => {
  it('keeps six hours as the longest work without a break on both sides', () => {
    const moves = movesOf(duty(11 * 60));
    expect(moves.length).toBeGreaterThan(0);
    for (const { givenBack } of moves) {
      const to = startMinutes[givenBack?.fromInterval ?? 0] ?? 0;
      expect(to - 8 * 60).toBeLessThanOrEqual(360);
      expect(16 * 60 + 30 - (to + 30)).toBeLessThanOrEqual(360);
    }
  });

  it('moves nobody into an hour as scarce, and no break that has begun or begins at once', () => {
    expect(
      movesOf(duty(11 * 60)).every(({ givenBack }) => {
        const to = startMinutes[givenBack?.fromInterval ?? 0] ?? 0;
        return to + 30 <= 660 || to >= 720;
      }),
    ).toBe(true);
    expect(movesOf(duty(9 * 60, 6 * 60))).toEqual([]);
    expect(movesOf(duty(13 * 60))).toEqual([]);
  });

  it('asks as many agents as have that break, three at most', () => {
    const most = (count: number): number =>
      Math.max(...movesOf(...Array.from({ length: count }, () => duty(11 * 60))).map(({ agents }) => agents));
    expect([1, 2, 5].map(most)).toEqual([1, 2, 3]);
  });

  it('leaves duties with two breaks or none as they are', () => {
    expect(movesOf({ ...duty(11 * 60), breaks: [] })).toEqual([]);
    const [first] = duty(11 * 60).breaks;
    const two = first === undefined ? [] : [first, { startMinute: 840, endMinute: 855 }];
    expect(movesOf({ ...duty(11 * 60), breaks: two })).toEqual([]);
  });
});
