import { describe, expect, it } from 'vitest';
import {
  addDays,
  applyDecisions,
  findDays,
  plainDate,
  ZoneClock,
  type DayDecision,
  type DayHistory,
  type PlainDate,
} from '../../../forecasting/index.ts';
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

  it('tells a closed day from one whose records are lost', () => {
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

describe('applyDecisions', () => {
  const wild = change(calm, wednesday, (calls) => calls.map((value) => 5 * value));
  const decided = (decision: DayDecision) =>
    applyDecisions(wild, new Map([[wednesday, decision]]), week).days.find(({ date }) => date === wednesday)
      ?.offered;

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
