import { describe, expect, it } from 'vitest';
import type { PastDay, RosterAgent } from '../../../forecasting/roster/model/agent.ts';
import { checkRoster } from '../../../forecasting/roster/checker/check-roster.ts';
import { planRoster } from '../../../forecasting/roster/plan-roster.ts';
import type { RosterProblem } from '../../../forecasting/roster/model/problem.ts';
import { seededRandom } from '../../../forecasting/maths/seeded.ts';
import { compileProblem, decodeRoster } from '../../../forecasting/roster/solver/model/compile-problem.ts';
import { RosterSearch } from '../../../forecasting/roster/solver/annealing/roster-search.ts';
import type { RuleName } from '../../../forecasting/roster/model/rules.ts';
import { addDays, plainDate, type PlainDate } from '../../../forecasting/time/plain-date.ts';
import { agent, contract, eightHours, problemOf } from '../../support/small-roster-problem.ts';

const loose = {
  ...contract,
  balanceMinutes: 99_999,
  maxDayMinutes: 600,
  maxDaysPerWeek: 6,
  maxRunDays: 14,
  minRunDays: 1,
  minRestDays: 1,
  maxWeekends: 9,
};
const pattern = (workMinutes: number, breakMinutes: number) => ({
  id: 'V',
  label: '',
  earliestStartMinute: 480,
  latestStartMinute: 480,
  startStepMinutes: 30,
  workMinutes,
  breakMinutes,
});

interface Case {
  readonly rule: RuleName;
  readonly first: string;
  /** Dates worked before the plan. */
  readonly past: readonly string[];
  /** Their paid minutes, where they are told. */
  readonly pastMinutes?: number;
  readonly workMinutes: number;
  readonly breakMinutes: number;
  readonly person?: Partial<RosterAgent>;
  readonly maxDaysPerWeek?: number;
  /** Days of the plan's first calendar week that are left. */
  readonly left: number;
}

const monday = plainDate('2026-10-05');
const from = (first: PlainDate, days: number): readonly PlainDate[] =>
  Array.from({ length: days }, (_, index) => addDays(first, index));

const cases: Readonly<Record<string, Case>> = {
  'Monday to Wednesday, five days a week': {
    rule: 'daysPerWeek',
    first: '2026-10-08',
    past: from(monday, 3),
    workMinutes: 480,
    breakMinutes: 30,
    maxDaysPerWeek: 5,
    left: 2,
  },
  'six days, more than the week allows': {
    rule: 'daysPerWeek',
    first: '2026-10-11',
    past: from(monday, 6),
    workMinutes: 480,
    breakMinutes: 30,
    maxDaysPerWeek: 5,
    left: 0,
  },
  'two days of ten hours of a minor': {
    rule: 'minorsProtection',
    first: '2026-10-07',
    past: from(monday, 2),
    pastMinutes: 600,
    workMinutes: 480,
    breakMinutes: 60,
    person: { protections: [{ kind: 'minor' }] },
    left: 2,
  },
  'six long days in the week before an expecting woman’s plan': {
    rule: 'maternityProtection',
    first: '2026-10-12',
    past: from(monday, 6),
    workMinutes: 510,
    breakMinutes: 30,
    person: { protections: [{ kind: 'maternity' }] },
    left: 4,
  },
};

function problemFor(each: Case, isPastKnown = true): RosterProblem {
  const { first, past, workMinutes, breakMinutes, maxDaysPerWeek = 6, pastMinutes, person } = each;
  const span = { startMinute: 480, endMinute: 480 + workMinutes + breakMinutes };
  const before: readonly PastDay[] = past.map((date) => ({
    date: plainDate(date),
    ...span,
    ...(pastMinutes === undefined ? {} : { paidMinutes: pastMinutes }),
  }));
  const days = from(plainDate(first), 14).map((date) => ({
    date,
    open: { startMinute: 420, endMinute: 1260 },
    isHoliday: false,
  }));
  return problemOf([agent('A', { ...person, ...(isPastKnown ? { past: before } : {}) })], {
    days,
    sundayWorkAllowed: true,
    patterns: [pattern(workMinutes, breakMinutes)],
    contracts: [{ ...loose, maxDaysPerWeek }],
    demand: [{ group: 'koeln', scheduledAgents: days.map(() => new Array<number>(96).fill(1)) }],
  });
}

/** Works on the first days of the plan. */
function firstDays({ first, workMinutes, breakMinutes }: Case, count: number) {
  const start = breakMinutes === 60 ? 720 : 750;
  return {
    shifts: from(plainDate(first), count).map((date) => ({
      ...eightHours('A', 0),
      date,
      pattern: 'V',
      endMinute: 480 + workMinutes + breakMinutes,
      breaks: [{ startMinute: start, endMinute: start + breakMinutes }],
    })),
  };
}

describe('sums of the calendar week that a plan begins in', () => {
  it.each(Object.entries(cases))('count the days before it: %s', (_, each) => {
    const rules = (count: number, isPastKnown = true): readonly RuleName[] =>
      checkRoster(problemFor(each, isPastKnown), firstDays(each, count)).hardViolations.map(
        ({ rule }) => rule,
      );
    expect(rules(each.left)).toEqual([]);
    expect(rules(each.left + 1)).toContain(each.rule);
    expect(rules(each.left + 1, false)).toEqual([]);
  });

  it.each(Object.entries(cases))('are kept by the search: %s', (_, each) => {
    const problem = problemFor(each);
    const { roster, check, blocked } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(blocked).toEqual([]);
    expect(check.hardViolations).toEqual([]);
    expect(roster.shifts.length).toBeGreaterThan(each.left);
    const off = { ...problem, rules: { [each.rule]: { enabled: false } } };
    const other = planRoster(off, { seed: 1, clock: () => 0, seconds: 0 }).roster;
    expect(checkRoster(problem, other).hardViolations.map(({ rule }) => rule)).toContain(each.rule);
  });

  it('are kept when weeks of a long plan that begins on a Thursday are searched again', () => {
    const dates = from(plainDate('2026-10-08'), 56);
    const days = dates.map((date) => ({
      date,
      open: { startMinute: 420, endMinute: 1260 },
      isHoliday: false,
    }));
    const span = { startMinute: 480, endMinute: 990 };
    const problem = problemOf([agent('A', { past: from(monday, 3).map((date) => ({ date, ...span })) })], {
      days,
      sundayWorkAllowed: true,
      contracts: [{ ...loose, maxDaysPerWeek: 5 }],
      demand: [{ group: 'koeln', scheduledAgents: days.map(() => new Array<number>(96).fill(1)) }],
    });
    const compiled = compileProblem(problem);
    const search = new RosterSearch(compiled.model, seededRandom(1));
    search.construct();
    for (let step = 0; step < 30; step++) {
      const window = search.randomWindow();
      search.step(0, 5, window.from, window.to);
      const { hardViolations } = checkRoster(problem, decodeRoster(compiled, search.duties));
      expect(hardViolations.filter(({ rule }) => rule === 'daysPerWeek')).toEqual([]);
    }
  });

  it('take the paid minutes of a day before where they are told, else its span less the break', () => {
    const [, each] = Object.entries(cases).find(([, { rule }]) => rule === 'minorsProtection') ?? [];
    if (each === undefined) throw new Error('no such case');
    const problem = problemFor(each);
    const size = (told: { readonly paidMinutes?: number }): number => {
      const agents = problem.agents.map((own) => ({
        ...own,
        past: each.past.map((date) => ({
          date: plainDate(date),
          startMinute: 480,
          endMinute: 1020,
          ...told,
        })),
      }));
      return checkRoster({ ...problem, agents }, firstDays(each, 3)).hardViolations.reduce(
        (sum, found) => sum + found.size,
        0,
      );
    };
    expect(size({})).toBe(0);
    expect(size({ paidMinutes: 480 })).toBe(0);
    expect(size({ paidMinutes: 500 })).toBe(40);
  });
});
