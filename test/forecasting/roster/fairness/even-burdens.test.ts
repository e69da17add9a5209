import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../forecasting/maths/seeded.ts';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { evenBurdens } from '../../../../forecasting/roster/fairness/even-burdens.ts';
import {
  burdenNames,
  burdenSpread,
  fairnessLedger,
  noBurdens,
} from '../../../../forecasting/roster/model/fairness.ts';
import { generateRosterProblem } from '../../../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import type { Pin, RosterProblem } from '../../../../forecasting/roster/model/problem.ts';
import type { Roster, RosterShift } from '../../../../forecasting/roster/model/roster.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import {
  agent,
  contract,
  eightHours,
  lawfulShifts,
  problemOf,
  rosterOf,
} from '../../../support/small-roster-problem.ts';

const firstDay = plainDate('2026-10-05');

function planned(problem: RosterProblem): Roster {
  return planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 }).roster;
}

/** Four weeks of people with the same contract, skills and no wishes, each with the ledger that `ledger` gives. */
function alike(agents: number, ledger: () => typeof noBurdens = () => noBurdens): RosterProblem {
  const problem = generateRosterProblem({ agents, weeks: 4, seed: 2, firstDay });
  return {
    ...problem,
    agents: problem.agents.map((person) => ({
      ...person,
      contract: 'voll',
      burdens: ledger(),
      wishes: [],
      absences: [],
      skills: problem.groups.map(({ id }) => ({ skill: id })),
    })),
  };
}

/** Duties without their owners, as the cover sees them. */
function cover({ shifts }: Roster): readonly string[] {
  return shifts
    .map(({ date, pattern, startMinute, endMinute, group, breaks }) =>
      JSON.stringify([date, pattern, startMinute, endMinute, group, breaks]),
    )
    .sort();
}

function range(problem: RosterProblem, roster: Roster, burden: 'early' | 'late'): number {
  const counts = fairnessLedger(problem, roster).map(({ after }) => after[burden]);
  return Math.max(...counts) - Math.min(...counts);
}

function dutiesOf(roster: Roster, isMeant: (shift: RosterShift) => boolean): readonly RosterShift[] {
  return roster.shifts
    .filter(isMeant)
    .sort((a, b) => (`${a.agent}${a.date}` < `${b.agent}${b.date}` ? -1 : 1));
}

describe('evening burdens out', () => {
  it('keeps cover and law, raises neither the objective nor any spread, and answers the same again', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 6, max: 12 }), (seed, agents) => {
        const problem = generateRosterProblem({ agents, weeks: 2, seed, firstDay });
        const roster = planned(problem);
        const evened = evenBurdens(problem, roster);
        const [before, after] = [checkRoster(problem, roster), checkRoster(problem, evened.roster)];
        expect(cover(evened.roster)).toEqual(cover(roster));
        expect(after.hardViolations.length).toBeLessThanOrEqual(before.hardViolations.length);
        expect(after.objective).toBeLessThanOrEqual(before.objective + 1e-6);
        const [ledgersBefore, ledgersAfter] = [roster, evened.roster].map((one) =>
          fairnessLedger(problem, one),
        );
        for (const burden of burdenNames.filter((name) => name !== 'wishesRefused'))
          expect(burdenSpread(ledgersAfter ?? [], burden).after).toBeLessThanOrEqual(
            burdenSpread(ledgersBefore ?? [], burden).after + 1e-9,
          );
        expect(evenBurdens(problem, roster)).toEqual(evened);
      }),
      { numRuns: 5 },
    );
  }, 60_000);

  it('leaves early and late duties of twelve like people no further than two apart', () => {
    const problem = alike(12);
    const roster = planned(problem);
    const { roster: evened } = evenBurdens(problem, roster);
    expect(range(problem, roster, 'early')).toBeGreaterThan(8);
    expect(range(problem, evened, 'early')).toBeLessThanOrEqual(2);
    expect(range(problem, evened, 'late')).toBeLessThanOrEqual(2);
  });

  it('makes good what the past months left uneven, where the price of the past is silent', () => {
    const random = seededRandom(3);
    const few = (): number => Math.floor(random() * 4);
    const problem = {
      ...alike(12, () => ({ ...noBurdens, early: few(), late: few() })),
      burdensPerPerson: { early: 4, late: 4 },
    };
    const { roster } = evenBurdens(problem, planned(problem));
    expect(range(problem, roster, 'early')).toBeLessThanOrEqual(2);
    expect(range(problem, roster, 'late')).toBeLessThanOrEqual(2);
  });

  it('leaves pinned shifts and days off where they are', () => {
    const problem = alike(12);
    const roster = planned(problem);
    const kept = new Set(problem.agents.slice(0, 4).map(({ id }) => id));
    const first = problem.days[1]?.date ?? firstDay;
    const pins = problem.agents.flatMap(({ id }): Pin[] => {
      const shift = roster.shifts.find((each) => each.agent === id && each.date === first);
      if (shift === undefined) return [{ kind: 'off', agent: id, date: first }];
      const { pattern, startMinute, group } = shift;
      return [{ kind: 'shift', agent: id, date: first, pattern, startMinute, group }];
    });
    const marked = {
      shifts: roster.shifts.map((shift) => (kept.has(shift.agent) ? { ...shift, pinned: true } : shift)),
    };
    const { roster: evened, exchanges } = evenBurdens({ ...problem, pins }, marked);
    expect(exchanges).toBeGreaterThan(0);
    const isHeld = ({ agent: id, date }: RosterShift): boolean => kept.has(id) || date === first;
    const heldAfter = dutiesOf(evened, isHeld).filter(
      ({ pinned, date }) => pinned === true || date === first,
    );
    expect(heldAfter).toEqual(dutiesOf(marked, isHeld));
  });

  it('leaves days with a meeting where they are', () => {
    const meeting = { kind: 'meeting', label: 'Team', startMinute: 600, endMinute: 660 } as const;
    const everyDay = problemOf([]).days.map(({ date }) => ({ ...meeting, date, agents: ['A'] }));
    const problem = problemOf([agent('A'), agent('B')], { activities: everyDay });
    expect(evenBurdens(problem, rosterOf(...lawfulShifts('A', 420), ...lawfulShifts('B'))).exchanges).toBe(0);
  });

  it('gives nobody a duty whose skill they do not hold', () => {
    const shifts = [
      ...lawfulShifts('A', 420),
      ...lawfulShifts('B').map((shift) => ({ ...shift, group: 'bonn' })),
    ];
    const skilled = [agent('A'), agent('B', { skills: [{ skill: 'bonn' }] })];
    expect(evenBurdens(problemOf(skilled), rosterOf(...shifts)).exchanges).toBe(0);
    const both = { skills: [{ skill: 'koeln' }, { skill: 'bonn' }] };
    expect(
      evenBurdens(problemOf([agent('A', both), agent('B', both)]), rosterOf(...shifts)).exchanges,
    ).toBeGreaterThan(0);
  });

  it('exchanges between people of the same hours only', () => {
    const problem = problemOf([agent('A'), agent('B', { contract: 'other' })]);
    const contracts = [...problem.contracts, { ...contract, id: 'other', weeklyMinutes: 2340 }];
    const roster = rosterOf(...lawfulShifts('A', 420), ...lawfulShifts('B'));
    expect(evenBurdens({ ...problem, contracts }, roster).exchanges).toBe(0);
  });

  it('lets people who break a rule already, and duties outside the plan, alone', () => {
    const tired = [eightHours('A', 0, 750), eightHours('A', 1, 420)];
    const stranger = eightHours('Z', 0);
    const roster = rosterOf(...tired, ...lawfulShifts('B'), stranger);
    const evened = evenBurdens(problemOf([agent('A'), agent('B')]), roster);
    expect(evened).toEqual({ roster, exchanges: 0 });
  });

  it('gives back the roster untouched when there is no time', () => {
    const problem = problemOf([agent('A'), agent('B')]);
    const roster = rosterOf(...lawfulShifts('A', 420), ...lawfulShifts('B'));
    expect(evenBurdens(problem, roster, { isOver: () => true })).toEqual({ roster, exchanges: 0 });
    expect(evenBurdens(problem, roster).exchanges).toBeGreaterThan(0);
  });
});
