import { describe, expect, it } from 'vitest';
import { blockedAgents } from '../../../forecasting/roster/explain/blocked-agents.ts';
import { checkRoster } from '../../../forecasting/roster/checker/check-roster.ts';
import { planRoster } from '../../../forecasting/roster/plan-roster.ts';
import type { RosterProblem } from '../../../forecasting/roster/model/problem.ts';
import { problemIssues } from '../../../forecasting/roster/validation/problem-issues.ts';
import type { RuleName } from '../../../forecasting/roster/model/rules.ts';
import { issueSentence } from '../../../forecasting/roster/validation/words.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  patterns,
  problemOf,
  rosterOf,
} from '../../support/small-roster-problem.ts';

const longDays = [
  ...patterns,
  {
    id: 'V9',
    label: '9 Stunden',
    earliestStartMinute: 420,
    latestStartMinute: 690,
    startStepMinutes: 30,
    workMinutes: 540,
  },
  {
    id: 'M6',
    label: '6 Stunden',
    earliestStartMinute: 420,
    latestStartMinute: 870,
    startStepMinutes: 30,
    workMinutes: 360,
    breakMinutes: 30,
  },
];
const loose = { ...contract, maxDayMinutes: 600, balanceMinutes: 2400, minRunDays: 1, minRestDays: 1 };

/** Three people from half past eleven to nine in the evening. */
const evening = Array.from({ length: 96 }, (_, at) => (at >= 46 && at < 84 ? 3 : 0));

/** Wants people late, long and on Saturdays, so that a rule which the search did not know would be broken at once. */
function tempting(changes: Parameters<typeof agent>[1], more: Partial<RosterProblem> = {}): RosterProblem {
  const problem = problemOf([agent('A', changes)], { contracts: [loose], patterns: longDays, ...more });
  return {
    ...problem,
    demand: [
      {
        group: 'koeln',
        scheduledAgents: problem.days.map(({ open }, index) =>
          open === undefined || (more.sundayWorkAllowed === true && index % 7 !== 6)
            ? new Array<number>(96).fill(0)
            : evening,
        ),
      },
    ],
  };
}

const cases: Readonly<Partial<Record<RuleName, RosterProblem>>> = {
  minorsProtection: tempting({ protections: [{ kind: 'minor' }] }),
  maternityProtection: tempting({ protections: [{ kind: 'maternity' }] }),
  noOvertime: tempting({ protections: [{ kind: 'severelyDisabled' }] }),
  averageWorkingDay: tempting({ workedBefore: { paidMinutes: 100 * 480 + 2400, workdays: 100 } }),
  freeSundays: tempting(
    { sundaysWorked: 37 },
    {
      sundayWorkAllowed: true,
      days: problemOf([]).days.map((each) => ({ ...each, open: { startMinute: 420, endMinute: 1260 } })),
    },
  ),
};

describe('limits of particular people', () => {
  it.each(Object.entries(cases))(
    'the search keeps %s, and would break it if it were off',
    (rule, problem) => {
      const solve = (one: RosterProblem) => planRoster(one, { seed: 1, clock: () => 0, seconds: 0 }).roster;
      expect(checkRoster(problem, solve(problem)).hardViolations).toEqual([]);
      const off = { ...problem, rules: { [rule]: { enabled: false } } };
      expect(checkRoster(problem, solve(off)).hardViolations.map((found) => found.rule)).toContain(rule);
    },
  );

  it('names the average of 24 weeks as what blocks a person whose hours are used up', () => {
    const problem = tempting(
      { workedBefore: { paidMinutes: 112 * 480, workdays: 100 } },
      { contracts: [{ ...loose, balanceMinutes: 480 }] },
    );
    const [blocked] = blockedAgents(problem);
    expect(blocked?.agent).toBe('A');
    expect(blocked?.blockedBy).toContain('averageWorkingDay');
  });
});

describe('meetings and training', () => {
  const meeting = {
    kind: 'meeting',
    label: 'Team 1',
    date: day(2),
    startMinute: 660,
    endMinute: 720,
    agents: ['A'],
  } as const;

  it('are attended by whoever is invited, off the telephones and clear of the break', () => {
    const problem = tempting({}, { activities: [meeting] });
    const { roster, check } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    const shift = roster.shifts.find(({ date }) => date === day(2));
    expect(check.lawful).toBe(true);
    expect(shift?.activities).toMatchObject([{ label: 'Team 1', startMinute: 660 }]);
    expect(check.costs.plannedActivities).toBeUndefined();
  });

  it('take a person off the telephones for their span', () => {
    const wanted = problemOf([agent('A')]).days.map(({ date }) =>
      Array.from({ length: 96 }, (_, at) => (date === day(2) && at >= 44 && at < 48 ? 1 : 0)),
    );
    const problem = problemOf([agent('A')], {
      demand: [{ group: 'koeln', scheduledAgents: wanted }],
      rules: { overstaffed: { enabled: false }, contractMinutes: { enabled: false } },
    });
    const { kind, label, startMinute, endMinute } = meeting;
    const free = [{ startMinute: 780, endMinute: 810 }];
    const onPhones = eightHours('A', 2, 480, { breaks: free });
    const away = { ...onPhones, activities: [{ kind, label, startMinute, endMinute }] };
    expect(checkRoster(problem, rosterOf(onPhones)).costs.understaffed).toBeUndefined();
    expect(checkRoster(problem, rosterOf(away)).costs.understaffed).toBe(10 * 4);
  });

  it('are refused in words where nobody could hold them', () => {
    const problem = problemOf([agent('A')], {
      activities: [
        meeting,
        { ...meeting, label: 'Schulung', startMinute: 690, endMinute: 750 },
        { ...meeting, label: 'Abend', startMinute: 1230, endMinute: 1290, agents: ['X'] },
      ],
    });
    expect(problemIssues(problem).map((issue) => issueSentence(issue, 'de'))).toEqual([
      'A, 2026-12-02, Termine in der Arbeitszeit: Die Termine „Team 1“ und „Schulung“ überschneiden sich für dieselbe Person.',
      'X, 2026-12-02, Besprechungen und Schulungen: Zum Termin „Abend“ ist eine Person eingeladen, die nicht im Plan steht.',
      '2026-12-02, Besprechungen und Schulungen: Der Termin „Abend“ liegt außerhalb der Öffnungszeiten.',
    ]);
  });
});
