import { describe, expect, it } from 'vitest';
import { RosterExplainer } from '../../../../forecasting/roster/explain/explain.ts';
import type { RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import type { RosterShift } from '../../../../forecasting/roster/model/roster.ts';
import { whyShift } from '../../../../forecasting/roster/explain/why-shift.ts';
import { addDays, plainDate } from '../../../../forecasting/time/plain-date.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  lawfulShifts,
  problemOf,
} from '../../../support/small-roster-problem.ts';

function reasons(
  problem: RosterProblem,
  shifts: readonly RosterShift[],
  shift = shifts[0],
): readonly string[] {
  if (shift === undefined) throw new Error('no shift');
  const reason = new RosterExplainer(problem, { shifts }).whyShift(shift);
  return whyShift(problem, { shifts }, reason).map(({ en }) => en);
}

const loose = { ...contract, balanceMinutes: 4800, minRunDays: 1, minRestDays: 1 };

describe('why a shift is worked that its group could do without', () => {
  it('names the contract hours only where they would be missing', () => {
    const tight = problemOf([agent('A')], {
      contracts: [{ ...contract, balanceMinutes: 0, minRunDays: 1, minRestDays: 1 }],
    });
    expect(reasons(tight, lawfulShifts('A'))[0]).toBe(
      'The requirement would be met without this shift; it fills the contract hours.',
    );
    expect(reasons(problemOf([agent('A')], { contracts: [loose] }), lawfulShifts('A'))[0]).toBe(
      'Without this shift the requirement would be met and no rule broken; score -32.',
    );
  });

  it('names the seats that would be empty, with their price', () => {
    const problem = problemOf([agent('A', { city: 'koeln' })], {
      contracts: [loose],
      seats: [{ city: 'koeln', agents: 1, startMinute: 480, endMinute: 600 }],
    });
    expect(reasons(problem, lawfulShifts('A')).slice(0, 2)).toEqual([
      "The group's requirement would be met without this shift.",
      'Without this shift the score would be worse: minimum seats of the city +240.',
    ]);
  });
});

describe('the rest before a shift', () => {
  it('is told in elapsed time in the night the clocks go forward', () => {
    const saturday = plainDate('2026-03-28');
    const days = [0, 1].map((index) => ({
      date: addDays(saturday, index),
      open: { startMinute: 420, endMinute: 1260 },
      isHoliday: false,
    }));
    const problem = problemOf([agent('A')], { days, contracts: [loose] });
    const shifts = [0, 1].map((index) => ({ ...eightHours('A', 0), date: addDays(saturday, index) }));
    expect(reasons(problem, shifts, shifts[1])).toContain(
      'Rest before it 14:30 h; the law asks for 11 h (ArbZG § 5).',
    );
  });

  it('counts from the last shift before the plan', () => {
    const past = [{ date: addDays(day(0), -1), startMinute: 720, endMinute: 1200 }];
    const problem = problemOf([agent('A', { past })], { contracts: [loose] });
    expect(reasons(problem, lawfulShifts('A'))).toContain(
      'Rest before it 12:00 h; the law asks for 11 h (ArbZG § 5).',
    );
  });
});
