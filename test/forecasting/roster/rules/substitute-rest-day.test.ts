import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import { agent, contract, eightHours, problemOf } from '../../../support/small-roster-problem.ts';

interface Case {
  readonly first: string;
  readonly days: number;
  /** Days of the plan, counted from its first, that are free; all others are worked. */
  readonly free: readonly number[];
  /** Days worked without a day off before the plan; absent where nothing is known of them. */
  readonly workedBefore?: number;
  readonly holidays?: readonly number[];
  /** Days of rest that nothing stands for. */
  readonly missing: readonly number[];
}

/** 2026-10-05 is a Monday: Sundays are 6, 13, 20 and 27. */
const cases: Readonly<Record<string, Case>> = {
  'four weeks without a free weekday miss it for the one Sunday whose time ends in the plan': {
    first: '2026-10-05',
    days: 28,
    free: [],
    missing: [13],
  },
  'a weekday before the Sunday will do': { first: '2026-10-05', days: 28, free: [0], missing: [] },
  'a weekday thirteen days after it will do': { first: '2026-10-05', days: 28, free: [26], missing: [] },
  'a free Sunday will not': { first: '2026-10-05', days: 28, free: [20], missing: [13] },
  'one weekday does not stand for three Sundays': {
    first: '2026-10-05',
    days: 28,
    free: [5],
    workedBefore: 20,
    missing: [6, 13],
  },
  'three weekdays do': { first: '2026-10-05', days: 28, free: [5, 8, 10], workedBefore: 20, missing: [] },
  'a Sunday before the plan counts': {
    first: '2026-10-05',
    days: 14,
    free: [13],
    workedBefore: 20,
    missing: [-1],
  },
  'a holiday on a weekday has eight weeks': {
    first: '2026-10-05',
    days: 56,
    free: [6, 13, 20, 27, 34, 41, 48, 55],
    workedBefore: 55,
    holidays: [0],
    missing: [-8, -1, 0],
  },
  'and a free day in the last of them will do': {
    first: '2026-10-05',
    days: 56,
    free: [1, 2, 6, 13, 20, 27, 34, 41, 48, 54, 55],
    workedBefore: 55,
    holidays: [0],
    missing: [],
  },
};

function problemFor({ first, days, workedBefore, holidays = [] }: Case): RosterProblem {
  const from = plainDate(first);
  const span = { startMinute: 480, endMinute: 990 };
  const past = Array.from({ length: workedBefore ?? 0 }, (_, back) => ({
    date: addDays(from, -1 - back),
    ...span,
  }));
  return problemOf([agent('A', workedBefore === undefined ? {} : { past })], {
    sundayWorkAllowed: true,
    contracts: [
      {
        ...contract,
        balanceMinutes: 99_999,
        maxDaysPerWeek: 7,
        maxRunDays: 200,
        minRestDays: 1,
        maxWeekends: 9,
      },
    ],
    days: Array.from({ length: days }, (_, index) => ({
      date: addDays(from, index),
      open: { startMinute: 420, endMinute: 1260 },
      isHoliday: holidays.includes(index),
    })),
    demand: [
      { group: 'koeln', scheduledAgents: Array.from({ length: days }, () => new Array<number>(96).fill(1)) },
    ],
  });
}

describe('a substitute day of rest', () => {
  it.each(Object.entries(cases))('is owed for Sundays and holidays: %s', (_, each) => {
    const from = plainDate(each.first);
    const shifts = Array.from({ length: each.days }, (_, index) => index)
      .filter((index) => !each.free.includes(index))
      .map((index) => ({ ...eightHours('A', 0), date: addDays(from, index) }));
    const found = checkRoster(problemFor(each), { shifts }).hardViolations;
    expect(
      found
        .filter(({ rule }) => rule === 'substituteRestDay')
        .map(({ date }) => date)
        .sort(),
    ).toEqual(each.missing.map((index) => addDays(from, index)));
  });

  it('is there without being asked for where people work five days a week', () => {
    const open = problemFor({ first: '2026-10-05', days: 28, free: [], missing: [] });
    const sundays = open.days.map((_, index) => new Array<number>(96).fill(index % 7 === 6 ? 5 : 0));
    const problem = {
      ...open,
      contracts: [{ ...contract, maxWeekends: 4, balanceMinutes: 960 }],
      demand: [{ group: 'koeln', scheduledAgents: sundays }],
    };
    const { roster, check } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(check.hardViolations).toEqual([]);
    expect(roster.shifts.some(({ date }) => date === addDays(plainDate('2026-10-05'), 13))).toBe(true);
  });
});
