import { describe, expect, it } from 'vitest';
import type { OutlookPool } from '../../../../forecasting/staffing/index.ts';
import { lawfulMoves } from '../../../../server/planning/intraday/lawful-moves.ts';
import type { MovableDuty } from '../../../../server/planning/intraday/movable-duty.ts';

const startMinutes = Array.from({ length: 32 }, (_, index) => 9 * 60 + index * 15);
const poolOf = (name: string, agentsAt: (minute: number) => number): OutlookPool => ({
  agents: startMinutes.map(agentsAt),
  cities: [
    {
      name,
      serviceLevel: 0.8,
      answerThresholdSeconds: 20,
      soFar: { good: 0, counted: 0 },
      callPaths: [startMinutes.map(() => 40)],
    },
  ],
  averageHandleTimeSeconds: 210,
  intervalSeconds: startMinutes.map(() => 900),
});
const scarceAtEleven = (minute: number): number => (minute >= 660 && minute < 720 ? 10 : 20);
/** Scarce from 11:00 to 12:00. */
const bonn = poolOf('bonn', scarceAtEleven);

const duty = (breakFrom: number, startMinute = 8 * 60, change: Partial<MovableDuty> = {}): MovableDuty => ({
  startMinute,
  endMinute: startMinute + 510,
  breaks: [{ startMinute: breakFrom, endMinute: breakFrom + 30 }],
  group: 'bonn',
  ...change,
});
const movesOf = (...duties: MovableDuty[]) => lawfulMoves({ duties, pools: [bonn], startMinutes });
const minuteAt = (interval: number | undefined): number => startMinutes[interval ?? -1] ?? NaN;

describe('other places for a break', () => {
  it('keep six hours as the longest work without a break on both sides', () => {
    const moves = movesOf(duty(11 * 60));
    expect(moves.length).toBeGreaterThan(0);
    for (const { kind, givenBack } of moves) {
      expect(kind).toBe('break');
      const to = minuteAt(givenBack?.fromInterval);
      expect(to - 8 * 60).toBeLessThanOrEqual(360);
      expect(16 * 60 + 30 - (to + 30)).toBeLessThanOrEqual(360);
    }
  });

  it('take nobody from an hour as scarce, and no break that has begun or begins at once', () => {
    expect(
      movesOf(duty(11 * 60)).every(({ givenBack }) => {
        const to = minuteAt(givenBack?.fromInterval);
        return to + 30 <= 660 || to >= 720;
      }),
    ).toBe(true);
    expect(movesOf(duty(9 * 60, 6 * 60))).toEqual([]);
    expect(movesOf(duty(13 * 60))).toEqual([]);
  });

  it('ask as many agents as have that break, three at most', () => {
    const most = (count: number): number =>
      Math.max(...movesOf(...Array.from({ length: count }, () => duty(11 * 60))).map(({ agents }) => agents));
    expect([1, 2, 5].map(most)).toEqual([1, 2, 3]);
  });

  it('leave duties with two breaks or none as they are, and meetings where they are', () => {
    expect(movesOf({ ...duty(11 * 60), breaks: [] })).toEqual([]);
    const [first] = duty(11 * 60).breaks;
    const two = first === undefined ? [] : [first, { startMinute: 840, endMinute: 855 }];
    expect(movesOf({ ...duty(11 * 60), breaks: two })).toEqual([]);
    const meeting = movesOf(
      duty(11 * 60, 8 * 60, { activities: [{ startMinute: 9 * 60 + 30, endMinute: 14 * 60 + 30 }] }),
    );
    expect(meeting).toEqual([]);
  });
});

describe('loans between pools that share nobody', () => {
  const pools = [poolOf('koeln', scarceAtEleven), poolOf('bonn', () => 22)];
  const lend = (...duties: MovableDuty[]) =>
    lawfulMoves({ duties, pools, startMinutes }).filter(({ kind }) => kind === 'lend');
  const able = (change: Partial<MovableDuty> = {}): MovableDuty =>
    duty(13 * 60, 8 * 60, { cities: ['bonn'], skills: ['bonn', 'koeln'], ...change });

  it('ask those alone who may take the other city’s calls', () => {
    const moves = lend(able(), able());
    expect(moves.length).toBeGreaterThan(0);
    expect(Math.max(...moves.map(({ agents }) => agents))).toBe(2);
    for (const move of moves) expect(move).toMatchObject({ group: 'bonn', fromPool: 1, toPool: 0 });
    expect(lend(able({ skills: ['bonn'] }))).toEqual([]);
    expect(lend(able({ skills: undefined }))).toEqual([]);
  });

  it('last while the person is on the phones: not beyond the duty, nor into a break or a meeting', () => {
    const away = { startMinute: 11 * 60 + 30, endMinute: 12 * 60 };
    for (const change of [
      { endMinute: 11 * 60 + 30 },
      { breaks: [away] },
      { activities: [away] },
      { startMinute: 11 * 60 + 30 },
    ])
      for (const { fromInterval, toInterval } of lend(able(change))) {
        const [from, to] = [minuteAt(fromInterval), minuteAt(toInterval - 1) + 15];
        if ('startMinute' in change) expect(from).toBeGreaterThanOrEqual(11 * 60 + 30);
        else expect(to <= 11 * 60 + 30 || from >= 12 * 60).toBe(true);
      }
  });

  it('go from where there is more to spare, never the other way, and not into the running interval', () => {
    const other = { ...able({ cities: ['koeln'], group: 'koeln' }) };
    for (const move of lend(able(), other)) {
      expect(move.fromInterval).toBeGreaterThan(0);
      const scarceSpan = minuteAt(move.fromInterval) < 720 && minuteAt(move.toInterval - 1) >= 660;
      if (scarceSpan) expect(move.toPool).toBe(0);
    }
  });
});

describe('staying longer', () => {
  // Ends at 15:00; its break lies at 12:00.
  const late = (change: Partial<MovableDuty> = {}): MovableDuty => ({
    startMinute: 7 * 60,
    endMinute: 15 * 60,
    breaks: [{ startMinute: 12 * 60, endMinute: 12 * 60 + 30 }],
    group: 'bonn',
    latestEndMinute: 18 * 60,
    ...change,
  });
  const longest = (change: Partial<MovableDuty> = {}): number =>
    Math.max(
      0,
      ...movesOf(late(change))
        .filter(({ kind }) => kind === 'stay')
        .map(({ fromInterval, toInterval }) => (toInterval - fromInterval) * 15),
    );

  it('is offered for up to an hour, as overtime', () => {
    expect(longest()).toBe(60);
    expect(movesOf(late()).filter(({ kind }) => kind === 'stay')[0]?.isOvertime).toBe(true);
  });

  it('ends with the contract’s hours or the rest before the next duty', () => {
    expect(longest({ latestEndMinute: 15 * 60 + 30 })).toBe(30);
    expect(longest({ latestEndMinute: 15 * 60 })).toBe(0);
    expect(longest({ latestEndMinute: undefined })).toBe(0);
  });

  it('keeps ten hours of work a day', () => {
    const early = { startMinute: 4 * 60 + 45, breaks: [{ startMinute: 11 * 60, endMinute: 11 * 60 + 45 }] };
    expect(longest(early)).toBe(30);
  });

  it('keeps the breaks that a longer day asks for', () => {
    // Nine hours of work with half an hour of break: a minute more would need three quarters of an hour.
    expect(longest({ startMinute: 5 * 60 + 45 })).toBe(15);
  });

  it('keeps six hours of work without a break', () => {
    expect(longest({ breaks: [{ startMinute: 9 * 60 + 15, endMinute: 9 * 60 + 45 }] })).toBe(45);
    expect(longest({ startMinute: 9 * 60 + 15, breaks: [] })).toBe(15);
  });
});
