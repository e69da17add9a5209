import { describe, expect, it } from 'vitest';
import {
  type DayDecision,
  type DayHistory,
  findDays,
  learntHistory,
} from '../../../forecasting/history/index.ts';
import { addDays, plainDate, type PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import { calendarOf, madeUpHistory, openCalendar } from '../../support/forecast-history.ts';

const MONDAY = plainDate('2026-01-05');
const week = openCalendar([1, 2, 3, 4, 5]);
const calm = madeUpHistory(MONDAY, 14);
const berlin = new ZoneClock('Europe/Berlin');

function change(history: DayHistory, date: PlainDate, to: (calls: Float64Array) => Float64Array | undefined) {
  const days = history.days.map((day) =>
    day.date === date && day.offered !== undefined ? { date, offered: to(day.offered) } : day,
  );
  return { ...history, days };
}

const wednesday = plainDate('2026-03-18');

describe('findDays', () => {
  it('finds nothing in ordinary weeks', () => {
    expect(findDays(calm, week, berlin)).toEqual([]);
  });

  it('separates a closed day from one whose records are lost', () => {
    const history = madeUpHistory(MONDAY, 14, { closed: [wednesday] });
    expect(findDays(history, calendarOf(history), berlin)).toMatchObject([
      { date: wednesday, kind: 'closed' },
    ]);
    expect(findDays(history, week, berlin)).toMatchObject([{ date: wednesday, kind: 'missing' }]);
  });

  it('finds a day of double calls, and what was expected', () => {
    const history = change(calm, wednesday, (calls) => calls.map((value) => 2 * value));
    const [finding, ...others] = findDays(history, week, berlin);
    expect(finding).toMatchObject({ date: wednesday, kind: 'outlier' });
    expect(Math.abs((finding?.offered ?? 0) / (finding?.expected ?? 1) - 2)).toBeLessThan(0.3);
    expect(others).toEqual([]);
  });

  it('finds silence in mid-day as a gap', () => {
    const history = change(calm, wednesday, (calls) =>
      calls.map((value, slot) => (slot > 3 && slot < 7 ? 0 : value)),
    );
    expect(findDays(history, week, berlin)).toMatchObject([{ date: wednesday, kind: 'gap' }]);
  });

  it('finds the same about a day whatever comes after it', () => {
    const history = change(calm, wednesday, (calls) => calls.map((value) => 2 * value));
    const short = { ...history, days: history.days.filter(({ date }) => date <= wednesday) };
    const wild = change(history, addDays(wednesday, 7), (calls) => calls.map(() => 1e6));
    expect(findDays(wild, week, berlin)[0]).toEqual(findDays(short, week, berlin)[0]);
  });

  it('lists days with a clock change where the lines are open', () => {
    const sunday = plainDate('2026-03-29');
    const days = calm.days.map((day) =>
      day.date === plainDate('2026-03-27') ? { ...day, date: sunday } : day,
    );
    expect(findDays({ ...calm, days }, week, berlin)).toContainEqual(
      expect.objectContaining({ date: sunday, kind: 'clockChange' }),
    );
  });
});

describe('days on which calls are missing', () => {
  const silences: Readonly<Record<string, readonly [string, (slot: number, slots: number) => boolean]>> = {
    'a day that breaks off': ['unfinished', (slot, slots) => slot >= slots / 3],
    'a day that begins too late': ['gap', (slot, slots) => slot < slots / 2],
    'a day of zeros': ['zeros', () => true],
  };

  it.each(Object.entries(silences))('holds %s back from what is learnt', (_, [kind, isSilent]) => {
    const history = change(calm, wednesday, (calls) =>
      calls.map((value, slot) => (isSilent(slot, calls.length) ? 0 : value)),
    );
    const findings = findDays(history, week, berlin);
    expect(findings).toMatchObject([{ date: wednesday, kind, isHeld: true }]);
    const learnt = learntHistory(history, findings, new Map(), week);
    expect(learnt.days.find(({ date }) => date === wednesday)?.offered).toBeUndefined();
    const kept = new Map([[wednesday, { kind: 'keep' } as const]]);
    const decided = findDays(history, week, berlin, kept);
    expect(decided).toMatchObject([{ date: wednesday, isHeld: false }]);
    expect(learntHistory(history, decided, kept, week).days).toEqual(history.days);
  });

  it('holds every day of a week of zeros, and none of the weeks after it', () => {
    const zeros = [0, 1, 2, 3, 4].map((day) => addDays(plainDate('2026-03-16'), day));
    const history = zeros.reduce((past, date) => change(past, date, (calls) => calls.map(() => 0)), calm);
    const held = findDays(history, week, berlin).filter(({ isHeld }) => isHeld);
    expect(held.map(({ date }) => date)).toEqual(zeros);
  });

  it('takes zeros of a closed day and of a named day for what they are', () => {
    const history = change(calm, wednesday, (calls) => calls.map(() => 0));
    const closed = { ...week, isClosed: (date: PlainDate) => date === wednesday };
    expect(findDays(history, closed, berlin)).toMatchObject([{ kind: 'closed', isHeld: false }]);
    const carnival = {
      ...week,
      specialDay: (date: PlainDate) => (date === wednesday ? 'Rosenmontag' : undefined),
    };
    const named = findDays(history, carnival, berlin);
    expect(named[0]).toMatchObject({ kind: 'special' });
    expect(named.filter(({ isHeld }) => isHeld)).toEqual([]);
  });

  it('leaves true zeros of a small night queue alone', () => {
    const days = calm.days.map((day, at) => ({
      ...day,
      offered: day.offered?.map((_, slot) => ((at + slot) % 9 === 0 && at % 5 !== 0 ? 1 : 0)),
    }));
    expect(findDays({ ...calm, days }, week, berlin).filter(({ isHeld }) => isHeld)).toEqual([]);
  });

  it('takes hours that stay silent for new hours after three weeks', () => {
    const from = plainDate('2026-02-16');
    const days = calm.days.map((day) => ({
      ...day,
      offered: day.offered?.map((value, slot, all) =>
        day.date >= from && slot >= (2 * all.length) / 3 ? 0 : value,
      ),
    }));
    const held = findDays({ ...calm, days }, week, berlin).filter(({ isHeld }) => isHeld);
    expect(held.every(({ date }) => date < addDays(from, 21))).toBe(true);
    expect(held.length).toBeGreaterThan(0);
  });
});

describe('learntHistory', () => {
  const wild = change(calm, wednesday, (calls) => calls.map((value) => 5 * value));
  const decided = (decision: DayDecision) =>
    learntHistory(wild, [], new Map([[wednesday, decision]]), week).days.find(
      ({ date }) => date === wednesday,
    )?.offered;

  it('leaves an excluded day out', () => {
    expect(decided({ kind: 'exclude' })).toBeUndefined();
  });

  it('takes the mean of earlier same weekdays for a day like normal, never later ones', () => {
    const before = [7, 14, 21, 28].flatMap((back) => {
      const day = calm.days.find(({ date }) => date === addDays(wednesday, -back));
      return day?.offered === undefined ? [] : [day.offered];
    });
    const mean = (before[0] ?? new Float64Array()).map(
      (_, slot) => before.reduce((sum, curve) => sum + (curve[slot] ?? 0), 0) / 4,
    );
    const got = decided({ kind: 'likeNormal' });
    mean.forEach((value, slot) => expect(got?.[slot]).toBeCloseTo(value, 9));
  });

  it('keeps a day as measured', () => {
    expect(decided({ kind: 'keep' })).toEqual(wild.days.find(({ date }) => date === wednesday)?.offered);
  });
});
