import { describe, expect, it } from 'vitest';
import { blockedAgents } from '../../../../forecasting/roster/explain/blocked-agents.ts';
import { brokenDays } from '../../../../forecasting/roster/checker/broken-days.ts';
import { blockedSentence } from '../../../../forecasting/roster/explain/explanation-words.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { Pin, RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import { agent, contract, day, patterns, problemOf } from '../../../support/small-roster-problem.ts';

function pin(index: number, startMinute: number, pattern = 'V8'): Pin {
  return { kind: 'shift', agent: 'A', date: day(index), pattern, startMinute, group: 'koeln' };
}

const loose = { ...contract, balanceMinutes: 4800, minRunDays: 1, minRestDays: 1 };

function planned(problem: RosterProblem) {
  return planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
}

describe('two pins with too little rest between them', () => {
  const pins = [pin(0, 480), pin(1, 750), pin(2, 420), pin(3, 480), pin(4, 480)];
  const problem = problemOf([agent('A')], { pins, contracts: [loose] });

  it('are named as pins and rest', () => {
    expect(blockedAgents(problem)).toMatchObject([
      { blockedBy: ['pinned', 'restPeriod'], relaxed: ['pinned'] },
    ]);
  });

  it('cost one pin, and the others are kept', () => {
    const { check, roster } = planned(problem);
    expect(check.hardViolations.map(({ rule }) => rule)).toEqual(['pinned']);
    expect(roster.shifts.filter(({ pinned: isPinned }) => isPinned)).toHaveLength(4);
  });
});

describe('more hours pinned than the contract has', () => {
  const partTime = {
    ...contract,
    weeklyMinutes: 1200,
    balanceMinutes: 120,
    maxWeekends: 2,
    minRunDays: 1,
    minRestDays: 1,
  };
  const pins = [0, 1, 2, 3, 4, 7, 8, 9, 10, 11].map((index) => pin(index, 480));

  it('are planned, and not one more', () => {
    const wanted = Array.from({ length: 14 }, () => new Array<number>(96).fill(3));
    const problem = problemOf([agent('A')], {
      pins,
      contracts: [partTime],
      demand: [{ group: 'koeln', scheduledAgents: wanted }],
    });
    const { check } = planned(problem);
    expect(check.hardViolations).toMatchObject([{ rule: 'contractMinutes', facts: { found: 4800 } }]);
  });

  it('are told with the weeks that they lie in', () => {
    const problem = problemOf([agent('A')], {
      pins: pins.slice(0, 5),
      contracts: [{ ...partTime, weeklyMinutes: 840, balanceMinutes: 60 }],
      patterns,
    });
    const { blocked, check, roster } = planned(problem);
    const [person] = blocked;
    if (person === undefined) throw new Error('nobody is blocked');
    const when = brokenDays(problem, roster, check.hardViolations, 'A');
    expect(when).toEqual({ days: [], weeks: [day(0)] });
    expect(blockedSentence(person, 'de', when)).toContain(
      'ohne: vertragliche Arbeitszeit (Wochen ab 30.11.) – nicht veröffentlichbar.',
    );
    expect(blockedSentence(person, 'en', when)).toContain('contract hours (weeks from 30 Nov)');
  });
});

describe('fewer hours possible than the contract has', () => {
  it('come as near to it as they can', () => {
    const absences = [{ from: day(0), until: day(8), kind: 'other', creditedMinutesPerDay: 0 } as const];
    const problem = problemOf([agent('A', { absences })], {
      contracts: [{ ...contract, minRunDays: 1, minRestDays: 1 }],
    });
    const { check } = planned(problem);
    expect(check.hardViolations).toMatchObject([{ rule: 'contractMinutes', facts: { found: 1920 } }]);
  });
});

describe('an absence over hours that must be worked', () => {
  it('is given up on as few days as possible', () => {
    const absences = [{ from: day(0), until: day(13), kind: 'other', creditedMinutesPerDay: 0 } as const];
    const problem = problemOf([agent('A', { absences })], { pins: [pin(3, 480)], contracts: [loose] });
    const [person] = blockedAgents(problem);
    expect(person).toMatchObject({ blockedBy: ['pinned', 'absence'], relaxed: ['pinned'] });
    expect(person?.relaxation.days).toEqual([3]);
  });
});
