import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../forecasting/roster/checker/check-roster.ts';
import { worksAgreement } from '../../../forecasting/roster/rules/index.ts';
import type { RosterProblem } from '../../../forecasting/roster/model/problem.ts';
import type { Roster } from '../../../forecasting/roster/model/roster.ts';
import { ruleNames, type RuleName } from '../../../forecasting/roster/model/rules.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  fiveHours,
  lawfulShifts,
  patterns,
  problemOf,
  rosterOf,
  without,
} from '../../support/small-roster-problem.ts';

interface Breach {
  readonly problem: RosterProblem;
  readonly roster: Roster;
  readonly previous?: Roster;
  /** In the rule's unit. */
  readonly size: number;
}

const usual = lawfulShifts('A');
const wide = { ...contract, balanceMinutes: 5000 };
const oneWanted = problemOf([agent('A')]).days.map(({ date }) =>
  Array.from({ length: 96 }, (_, quarter) => (date === day(0) && quarter === 32 ? 2 : 0)),
);
const noBurdens = {
  early: 0,
  late: 0,
  fridayLate: 0,
  saturday: 0,
  carnival: 0,
  yearEnd: 0,
  wishesRefused: 0,
};
const nineHourPattern = {
  id: 'V9',
  label: '9 Stunden',
  earliestStartMinute: 420,
  latestStartMinute: 690,
  startStepMinutes: 30,
  workMinutes: 540,
};
const teamMeeting = {
  kind: 'meeting',
  label: 'Team 1',
  date: day(2),
  startMinute: 600,
  endMinute: 660,
  agents: ['A'],
} as const;
const daysBefore = (count: number) => Array.from({ length: count }, (_, index) => day(-1 - index));
/** Monday, 21, to Sunday, 27 December 2026. */
const christmasWeek = Array.from({ length: 7 }, (_, index) => ({
  date: day(21 + index),
  ...(index < 4 ? { open: { startMinute: 420, endMinute: 1260 } } : {}),
  isHoliday: index >= 4,
}));
const soft = { overstaffed: { enabled: false } };

/** For every rule a roster that breaks it and no other, with the size of the breach. */
const breaches: Readonly<Record<RuleName, Breach>> = {
  knownAgentAndPattern: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(...without(usual, 0), eightHours('A', 0, 490)),
    size: 1,
  },
  oneShiftPerDay: {
    problem: problemOf([agent('A')], { contracts: [{ ...wide, maxDayMinutes: 600 }] }),
    roster: rosterOf(...without(usual, 0), fiveHours('A', 0), fiveHours('A', 0, 960)),
    size: 1,
  },
  employment: {
    problem: problemOf([agent('A', { employment: { until: day(10) } })]),
    roster: rosterOf(...usual),
    size: 1,
  },
  absence: {
    problem: problemOf([
      agent('A', { absences: [{ from: day(3), until: day(3), kind: 'leave', creditedMinutesPerDay: 0 }] }),
    ]),
    roster: rosterOf(...usual),
    size: 1,
  },
  availability: {
    problem: problemOf([
      agent('A', { availability: [{ weekday: 5, spans: [{ startMinute: 420, endMinute: 960 }] }] }),
    ]),
    roster: rosterOf(...without(usual, 11)),
    size: 30,
  },
  requiredSkill: {
    problem: problemOf([agent('A', { skills: [{ skill: 'koeln', until: day(10) }] })]),
    roster: rosterOf(...usual),
    size: 1,
  },
  openingHours: {
    problem: problemOf([agent('A')], {
      days: problemOf([]).days.map((each) =>
        each.date === day(4) ? { ...each, open: { startMinute: 540, endMinute: 1260 } } : each,
      ),
    }),
    roster: rosterOf(...usual),
    size: 60,
  },
  sundaysAndHolidays: {
    problem: problemOf([agent('A')], {
      days: problemOf([]).days.map((each) => (each.date === day(4) ? { ...each, isHoliday: true } : each)),
    }),
    roster: rosterOf(...usual),
    size: 1,
  },
  workingDay: {
    problem: problemOf([agent('A')], { contracts: [{ ...wide, maxDayMinutes: 420 }] }),
    roster: rosterOf(eightHours('A', 0), ...[1, 2, 3, 4].map((index) => fiveHours('A', index))),
    size: 60,
  },
  legalBreaks: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(
      ...without(usual, 0),
      eightHours('A', 0, 480, { breaks: [{ startMinute: 870, endMinute: 900 }] }),
    ),
    size: 30,
  },
  restPeriod: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(...without(usual, 0, 1), eightHours('A', 0, 750), eightHours('A', 1, 450)),
    size: 30,
  },
  longestRun: {
    problem: problemOf([agent('A')], { contracts: [{ ...contract, maxDaysPerWeek: 6, minRestDays: 1 }] }),
    roster: rosterOf(...usual, eightHours('A', 5)),
    size: 1,
  },
  shortestRun: {
    problem: problemOf([agent('A')], { contracts: [{ ...contract, balanceMinutes: 960, minRestDays: 1 }] }),
    roster: rosterOf(...without(usual, 1, 7, 9), eightHours('A', 5)),
    size: 1,
  },
  shortestRest: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(...without(usual, 2)),
    size: 1,
  },
  daysPerWeek: {
    problem: problemOf([agent('A')], { contracts: [{ ...contract, maxRunDays: 6, minRestDays: 1 }] }),
    roster: rosterOf(...usual, eightHours('A', 5)),
    size: 1,
  },
  weekends: {
    problem: problemOf([agent('A')], { contracts: [{ ...contract, balanceMinutes: 960 }] }),
    roster: rosterOf(...without(usual, 0, 7), eightHours('A', 5), eightHours('A', 12)),
    size: 1,
  },
  contractMinutes: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(...without(usual, 0, 4)),
    size: 480,
  },
  pinned: {
    problem: problemOf([agent('A')], { pins: [{ kind: 'off', agent: 'A', date: day(11) }] }),
    roster: rosterOf(...usual),
    size: 1,
  },
  freeSundays: {
    problem: problemOf([agent('A', { sundaysWorked: 37 })], {
      contracts: [wide],
      sundayWorkAllowed: true,
      days: problemOf([]).days.map((each) => ({ ...each, open: { startMinute: 420, endMinute: 1260 } })),
    }),
    roster: rosterOf(...[2, 3, 4, 5, 6, 9, 10, 11].map((index) => eightHours('A', index))),
    size: 1,
  },
  substituteRestDay: {
    problem: problemOf(
      [agent('A', { past: daysBefore(14).map((date) => ({ date, startMinute: 480, endMinute: 990 })) })],
      {
        contracts: [{ ...wide, maxDaysPerWeek: 7, maxRunDays: 31, maxWeekends: 9 }],
        sundayWorkAllowed: true,
        days: problemOf([]).days.map((each) => ({ ...each, open: { startMinute: 420, endMinute: 1260 } })),
      },
    ),
    roster: rosterOf(...Array.from({ length: 14 }, (_, index) => eightHours('A', index))),
    size: 1,
  },
  minorsProtection: {
    problem: problemOf([agent('A', { protections: [{ kind: 'minor', until: day(0) }] })]),
    roster: rosterOf(...usual),
    size: 30,
  },
  maternityProtection: {
    problem: problemOf([agent('A', { protections: [{ kind: 'maternity', from: day(0) }] })]),
    roster: rosterOf(...without(usual, 0), eightHours('A', 0, 720)),
    size: 30,
  },
  noOvertime: {
    problem: problemOf([agent('A', { protections: [{ kind: 'severelyDisabled' }] })], {
      contracts: [{ ...contract, maxDayMinutes: 600 }],
      patterns: [...patterns, nineHourPattern],
    }),
    roster: rosterOf(
      ...without(usual, 0),
      eightHours('A', 0, 480, { pattern: nineHourPattern.id, endMinute: 480 + 570 }),
    ),
    size: 60,
  },
  averageWorkingDay: {
    problem: problemOf([agent('A', { workedBefore: { paidMinutes: 112 * 480 - 4800 + 60, workdays: 100 } })]),
    roster: rosterOf(...usual),
    size: 60,
  },
  activitiesFit: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(
      ...without(usual, 0),
      eightHours('A', 0, 480, {
        activities: [{ kind: 'meeting', label: 'Team', startMinute: 465, endMinute: 495 }],
      }),
    ),
    size: 15,
  },
  plannedActivities: {
    problem: problemOf([agent('A')], { activities: [teamMeeting], rules: soft }),
    roster: rosterOf(...usual),
    size: 1,
  },
  yearEndDays: {
    problem: problemOf([agent('A')], { days: christmasWeek, rules: soft }),
    roster: rosterOf(...[21, 22, 23, 24].map((index) => eightHours('A', index))),
    size: 1,
  },
  screenBreaks: {
    problem: problemOf([agent('A')], {
      screenBreaks: { minutesPerHour: 5, shrinkage: 0.05 },
      rules: soft,
    }),
    roster: rosterOf(...usual),
    size: (5 / 60 - 0.05) * 4800,
  },
  breakPlaces: {
    problem: problemOf([agent('A')], { rules: soft }),
    roster: rosterOf(
      ...without(usual, 0),
      eightHours('A', 0, 480, {
        breaks: [
          { startMinute: 720, endMinute: 735 },
          { startMinute: 780, endMinute: 795 },
        ],
      }),
    ),
    size: 1,
  },
  notice: {
    problem: problemOf([agent('A')], {
      notice: { publishedOn: plainDate('2026-11-20'), days: 14 },
      rules: soft,
    }),
    roster: rosterOf(...usual),
    size: 4,
  },
  understaffed: {
    problem: problemOf([agent('A')], {
      demand: [{ group: 'koeln', scheduledAgents: oneWanted }],
      rules: soft,
    }),
    roster: rosterOf(...usual),
    size: 1,
  },
  overstaffed: {
    problem: problemOf([agent('A')]),
    roster: rosterOf(...usual),
    size: 10 * 32,
  },
  minimumSeats: {
    problem: problemOf([agent('A', { city: 'bonn' })], {
      seats: [{ city: 'bonn', agents: 1, startMinute: 480, endMinute: 600 }],
      rules: soft,
    }),
    roster: rosterOf(...usual),
    size: 2 * 8,
  },
  dayOffRequest: {
    problem: problemOf([agent('A', { wishes: [{ kind: 'dayOff', date: day(2), weight: 7 }] })], {
      rules: soft,
    }),
    roster: rosterOf(...usual),
    size: 7,
  },
  shiftWish: {
    problem: problemOf(
      [
        agent('A', {
          wishes: [
            { kind: 'avoidWithin', date: day(2), span: { startMinute: 480, endMinute: 540 }, weight: 4 },
          ],
        }),
      ],
      { rules: soft },
    ),
    roster: rosterOf(...usual),
    size: 4,
  },
  fairBurdens: {
    problem: problemOf(
      [agent('A', { burdens: { ...noBurdens, early: 12 } }), agent('B', { burdens: noBurdens })],
      { rules: soft },
    ),
    roster: rosterOf(...lawfulShifts('B'), ...without(usual, 0), eightHours('A', 0, 450)),
    size: 1,
  },
  change: {
    problem: problemOf([agent('A')], { rules: soft }),
    roster: rosterOf(...usual),
    previous: rosterOf(...without(usual, 0), eightHours('A', 0, 510)),
    size: 1,
  },
};

describe('the works agreement', () => {
  it('has every rule exactly once, in the order in which it is read out', () => {
    expect(worksAgreement.map(({ name }) => name)).toEqual(ruleNames);
  });

  it('finds nothing in a lawful roster that nobody wanted otherwise', () => {
    expect(checkRoster(problemOf([agent('A')], { rules: soft }), rosterOf(...usual))).toMatchObject({
      lawful: true,
      objective: 0,
      softViolations: [],
    });
  });

  it.each(ruleNames)('names %s, and only it, when it alone is broken', (rule) => {
    const { problem, roster, previous, size } = breaches[rule];
    const quiet = rule === 'overstaffed' ? problem : { ...problem, rules: { ...soft, ...problem.rules } };
    const check = checkRoster(quiet, roster, previous);
    const found = [...check.hardViolations, ...check.softViolations];
    expect([...new Set(found.map((violation) => violation.rule))]).toEqual([rule]);
    expect(found.reduce((sum, violation) => sum + violation.size, 0)).toBeCloseTo(size, 6);
  });

  it.each(ruleNames)('is silent about %s when the planner switches it off', (rule) => {
    const { problem, roster, previous } = breaches[rule];
    const off = { ...problem, rules: { ...soft, ...problem.rules, [rule]: { enabled: false } } };
    const check = checkRoster(off, roster, previous);
    expect([...check.hardViolations, ...check.softViolations]).toEqual([]);
  });
});
