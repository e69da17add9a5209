import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../forecasting/roster/checker/check-roster.ts';
import { RosterExplainer } from '../../../forecasting/roster/explain/explain.ts';
import { generateRosterProblem } from '../../../forecasting/roster/benchmark/generate-problem.ts';
import { planRoster } from '../../../forecasting/roster/plan-roster.ts';
import { plannedAgents } from '../../../forecasting/roster/planned-agents.ts';
import { problemIssues } from '../../../forecasting/roster/validation/problem-issues.ts';
import { repairSickCall } from '../../../forecasting/roster/explain/repair.ts';
import { seededRandom } from '../../../forecasting/maths/seeded.ts';
import {
  compileProblem,
  decodeRoster,
  encodeRoster,
} from '../../../forecasting/roster/solver/model/compile-problem.ts';
import { planCost } from '../../../forecasting/roster/solver/model/duty-model.ts';
import { RosterSearch } from '../../../forecasting/roster/solver/annealing/roster-search.ts';
import {
  refusalSentence,
  shiftReasonSentence,
} from '../../../forecasting/roster/explain/explanation-words.ts';
import { issueSentence } from '../../../forecasting/roster/validation/words.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { agent, contract, day, problemOf } from '../../support/small-roster-problem.ts';

const problem = generateRosterProblem({ agents: 24, weeks: 2, seed: 3, firstDay: plainDate('2026-11-30') });
const quick = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });

describe('a quick roster', () => {
  it('is lawful by the independent checker', () => {
    expect(problemIssues(problem)).toEqual([]);
    expect(quick.blocked).toEqual([]);
    expect(quick.check.hardViolations).toEqual([]);
  });

  it('is the same for the same seed', () => {
    expect(planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 }).roster).toEqual(quick.roster);
  });

  it('costs in the search what its plan costs, also where shifts are pinned', () => {
    const [first] = quick.roster.shifts;
    if (first === undefined) throw new Error('the quick roster is empty');
    const { agent: person, date, pattern, startMinute, group } = first;
    const pin = { kind: 'shift' as const, agent: person, date, pattern, startMinute, group };
    const { model } = compileProblem({ ...problem, pins: [pin] });
    const search = new RosterSearch(model, seededRandom(5));
    expect(search.cost).toBe(Infinity);
    expect(search.construct()).toEqual([]);
    expect(search.cost).toBeCloseTo(planCost(model, search.duties), 6);
    search.step(0, 1);
    expect(search.cost).toBeCloseTo(planCost(model, search.duties), 6);
  });

  it('costs in the search what the checker counts', () => {
    const compiled = compileProblem(problem);
    const search = new RosterSearch(compiled.model, seededRandom(5));
    search.construct();
    const roster = decodeRoster(compiled, search.duties);
    expect(checkRoster(problem, roster).objective).toBeCloseTo(search.cost, 6);
    expect(planCost(compiled.model, encodeRoster(compiled, roster))).toBeCloseTo(search.cost, 6);
  });

  it('prices changes of a known roster as the checker does', () => {
    const compiled = compileProblem(problem, quick.roster);
    const search = new RosterSearch(compiled.model, seededRandom(6));
    search.construct();
    const roster = decodeRoster(compiled, search.duties);
    expect(checkRoster(problem, roster, quick.roster).objective).toBeCloseTo(search.cost, 6);
  });

  it('keeps pinned shifts and days off', () => {
    const [shift] = quick.roster.shifts;
    if (shift === undefined) throw new Error('no shift');
    const { agent: owner, date, pattern, startMinute, group } = shift;
    const pinned = planRoster(
      { ...problem, pins: [{ kind: 'shift', agent: owner, date, pattern, startMinute, group }] },
      { seed: 9, clock: () => 0, seconds: 0 },
    );
    expect(pinned.check.hardViolations).toEqual([]);
    expect(pinned.roster.shifts).toContainEqual(
      expect.objectContaining({ agent: owner, date, pattern, startMinute, group, pinned: true }),
    );
  });

  it('counts planned agents as paid intervals without breaks', () => {
    const planned = plannedAgents(problem, quick.roster).flatMap(({ scheduledAgents }) => scheduledAgents);
    const quarters = quick.roster.shifts.reduce((sum, { startMinute, endMinute, breaks }) => {
      const pause = breaks.reduce((minutes, span) => minutes + span.endMinute - span.startMinute, 0);
      return sum + (endMinute - startMinute - pause) / 15;
    }, 0);
    expect(planned.reduce((sum, count) => sum + count, 0)).toBe(quarters);
  });
});

describe('a person without a lawful calendar', () => {
  it('is named with the rules in the way, and the roster is not called lawful', () => {
    const blockedProblem = problemOf([
      agent('A', { absences: [{ from: day(0), until: day(12), kind: 'other', creditedMinutesPerDay: 0 }] }),
    ]);
    const { blocked, check } = planRoster(blockedProblem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(blocked).toMatchObject([
      { agent: 'A', blockedBy: ['contractMinutes', 'absence'], relaxed: ['contractMinutes'] },
    ]);
    expect(check.lawful).toBe(false);
    expect(check.hardViolations.map(({ rule }) => rule)).toEqual(['contractMinutes']);
  });
});

describe('explanations', () => {
  const explainer = new RosterExplainer(problem, quick.roster);

  it('say what a shift is worked for: its absence really costs that', () => {
    const [shift] = quick.roster.shifts;
    if (shift === undefined) throw new Error('no shift');
    const reason = explainer.whyShift(shift);
    const without = checkRoster(problem, { shifts: quick.roster.shifts.slice(1) });
    expect(reason.costChange).toBeCloseTo(without.objective - quick.check.objective, 6);
    expect(shiftReasonSentence(reason, 'en')).toMatch(/^(Without this shift: |Nothing)/);
  });

  it('offer only alternatives that were tried and are lawful', () => {
    const gap = quick.check.softViolations.find(({ rule }) => rule === 'understaffed');
    if (gap?.group === undefined || gap.date === undefined) throw new Error('no gap');
    const refusal = explainer.whyGap(gap.group, gap.date, gap.minute ?? 0);
    for (const { add, remove, costChange } of refusal.alternatives) {
      const kept = quick.roster.shifts.filter((shift) => !remove.includes(shift));
      const after = checkRoster(problem, { shifts: [...kept, ...add] });
      expect(after.hardViolations).toEqual([]);
      expect(after.objective - quick.check.objective).toBeCloseTo(costChange, 6);
    }
    expect(refusal.alternatives.length + refusal.blockedBy.length).toBeGreaterThan(0);
    expect(refusalSentence(refusal, 'de')).not.toBe('');
  });
});

describe('repair after a sick call', () => {
  it('ranks lawful ways to fill each lost shift and leaves all other shifts alone', () => {
    const [lost] = quick.roster.shifts;
    if (lost === undefined) throw new Error('no shift');
    const repair = repairSickCall(problem, quick.roster, {
      agent: lost.agent,
      from: lost.date,
      until: lost.date,
    });
    expect(repair.openShifts.map(({ shift }) => shift)).toEqual([lost]);
    const [open] = repair.openShifts;
    const costs = open?.options.map(({ price }) => price) ?? [];
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    for (const { add, remove, costChange } of open?.options ?? []) {
      const shifts = [...repair.roster.shifts.filter((shift) => !remove.includes(shift)), ...add];
      const check = checkRoster(repair.problem, { shifts });
      expect(check.hardViolations.filter(({ agent: who }) => who !== lost.agent)).toEqual([]);
      const before = checkRoster(repair.problem, repair.roster).objective;
      expect(check.objective - before).toBeCloseTo(costChange, 6);
    }
  });
});

describe('bad input', () => {
  it('is named with person, day and rule', () => {
    const wrong = problemOf(
      [
        agent('A', { skills: [] }),
        agent('B', {
          absences: [
            { from: day(1), until: day(4), kind: 'leave' },
            { from: day(3), until: day(5), kind: 'sick' },
          ],
        }),
        agent('C', { contract: 'none' }),
      ],
      {
        contracts: [{ ...contract, weeklyMinutes: 3000 }],
        pins: [{ kind: 'shift', agent: 'B', date: day(6), pattern: 'V8', startMinute: 480, group: 'koeln' }],
      },
    );
    expect(
      problemIssues(wrong).map(({ code, agent: who, date, rule }) => ({ code, who, date, rule })),
    ).toEqual([
      { code: 'contractTooLong', who: undefined, date: undefined, rule: 'contractMinutes' },
      { code: 'agentWithoutSkill', who: 'A', date: undefined, rule: 'requiredSkill' },
      { code: 'absencesOverlap', who: 'B', date: day(3), rule: 'absence' },
      { code: 'unknownContract', who: 'C', date: undefined, rule: undefined },
      { code: 'pinOutsideOpening', who: 'B', date: day(6), rule: 'openingHours' },
    ]);
    expect(
      issueSentence(
        {
          code: 'absencesOverlap',
          rule: 'absence',
          agent: 'B',
          date: day(3),
          facts: { first: 'leave', until: day(4), second: 'sick' },
        },
        'de',
      ),
    ).toBe(
      'B, 2026-12-03, Abwesenheit: Zwei Abwesenheiten überschneiden sich (Urlaub bis 2026-12-04 und Krankheit).',
    );
  });
});
