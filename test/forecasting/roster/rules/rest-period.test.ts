import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { RosterShift } from '../../../../forecasting/roster/model/roster.ts';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import {
  agent,
  contract,
  eightHours,
  fiveHours,
  patterns,
  problemOf,
} from '../../../support/small-roster-problem.ts';

type Parts = Parameters<typeof problemOf>[1];
const open = { startMinute: 0, endMinute: 1440 };
const loose = { ...contract, balanceMinutes: 99_999, maxDayMinutes: 600, minRunDays: 1, minRestDays: 1 };

/** A week from a day on, open always, Sundays too. */
function weekFrom(first: string, changes: Parameters<typeof agent>[1] = {}, more: Parts = {}) {
  const days = Array.from({ length: 7 }, (_, index) => ({
    date: addDays(plainDate(first), index),
    open,
    isHoliday: false,
  }));
  return problemOf([agent('A', changes)], {
    contracts: [{ ...loose, earliestStartMinute: 0, latestEndMinute: 1440 }],
    patterns: patterns.map((each) => ({ ...each, latestStartMinute: 840 })),
    sundayWorkAllowed: true,
    demand: [],
    days,
    ...more,
  });
}

interface Case {
  readonly first: string;
  /** End on the eve of the plan. */
  readonly eveEnd?: number;
  /** Day of the plan and start of shifts of eight hours. */
  readonly shifts: readonly (readonly [day: number, startMinute: number])[];
  /** Missing minutes. */
  readonly missing?: number;
}

const cases: Readonly<Record<string, Case>> = {
  'a night of 23 hours': {
    first: '2026-03-28',
    shifts: [
      [0, 750],
      [1, 480],
    ],
    missing: 60,
  },
  'a night of 23 hours that is long enough': {
    first: '2026-03-28',
    shifts: [
      [0, 750],
      [1, 540],
    ],
  },
  'a night of 25 hours': {
    first: '2026-10-24',
    shifts: [
      [0, 840],
      [1, 510],
    ],
  },
  'a night of 25 hours that is too short': {
    first: '2026-10-24',
    shifts: [
      [0, 840],
      [1, 480],
    ],
    missing: 30,
  },
  'a plan that starts after the night of 23 hours': {
    first: '2027-03-28',
    eveEnd: 1350,
    shifts: [[0, 570]],
    missing: 60,
  },
  'a plan that starts after the night of 25 hours': { first: '2026-10-25', eveEnd: 1350, shifts: [[0, 510]] },
  'a plan that starts after an ordinary night': {
    first: '2026-10-26',
    eveEnd: 1350,
    shifts: [[0, 540]],
    missing: 30,
  },
};

describe('rest between working days', () => {
  it.each(Object.entries(cases))('is elapsed time: %s', (_, { first, eveEnd, shifts, missing }) => {
    const eve = addDays(plainDate(first), -1);
    const past =
      eveEnd === undefined ? {} : { past: [{ date: eve, startMinute: eveEnd - 510, endMinute: eveEnd }] };
    const roster = {
      shifts: shifts.map(([index, startMinute]) => ({
        ...eightHours('A', 0, startMinute),
        date: addDays(plainDate(first), index),
      })),
    };
    const found = checkRoster(weekFrom(first, past), roster).hardViolations;
    expect(found.map(({ rule, size }) => [rule, size])).toEqual(
      missing === undefined ? [] : [['restPeriod', missing]],
    );
  });

  it('is kept by the search across the plan’s edge and the change of clocks', () => {
    const past = [{ date: plainDate('2027-03-27'), startMinute: 840, endMinute: 1350 }];
    const oneStart = patterns
      .slice(0, 1)
      .map((each) => ({ ...each, earliestStartMinute: 570, latestStartMinute: 570 }));
    const row = Array.from({ length: 96 }, (_, at) => (at >= 38 && at < 72 ? 1 : 0));
    const problem = weekFrom(
      '2027-03-28',
      { past },
      {
        patterns: oneStart,
        demand: [{ group: 'koeln', scheduledAgents: Array.from({ length: 7 }, () => row) }],
      },
    );
    const { check, roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(check.hardViolations).toEqual([]);
    expect(roster.shifts.length).toBeGreaterThan(0);
  });

  it('counts the latest end and the earliest start of a day with two shifts, whatever their order', () => {
    const late = fiveHours('A', 0, 960);
    const early = fiveHours('A', 0, 420);
    const next = fiveHours('A', 1, 540);
    const also = fiveHours('A', 1, 900);
    const sizes = (...shifts: readonly RosterShift[]): readonly number[] =>
      checkRoster(problemOf([agent('A')], { contracts: [{ ...loose, balanceMinutes: 99_999 }] }), { shifts })
        .hardViolations.filter(({ rule }) => rule === 'restPeriod')
        .map(({ size }) => size);
    expect(sizes(late, early, also, next)).toEqual([]);
    expect(sizes(late, early, fiveHours('A', 1, 480), fiveHours('A', 1, 420))).toEqual([60]);
    expect(sizes(early, late, fiveHours('A', 1, 420), fiveHours('A', 1, 900))).toEqual([60]);
  });
});

describe('the working day', () => {
  it('is the sum of all shifts of a day', () => {
    const shifts = [fiveHours('A', 0, 420), fiveHours('A', 0, 720), fiveHours('A', 0, 1020)];
    const problem = problemOf([agent('A')], { contracts: [loose] });
    expect(checkRoster(problem, { shifts }).hardViolations).toContainEqual(
      expect.objectContaining({ rule: 'workingDay', size: 300, facts: { found: 900, allowed: 600 } }),
    );
    expect(
      checkRoster(problem, { shifts: shifts.slice(0, 2) }).hardViolations.map(({ rule }) => rule),
    ).toEqual(['oneShiftPerDay']);
  });
});
