import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../forecasting/roster/checker/check-roster.ts';
import { placeBreaks } from '../../../forecasting/roster/model/place-breaks.ts';
import { planRoster } from '../../../forecasting/roster/plan-roster.ts';
import {
  compileProblem,
  decodeRoster,
  encodeRoster,
} from '../../../forecasting/roster/solver/model/compile-problem.ts';
import { planCost } from '../../../forecasting/roster/solver/model/duty-model.ts';
import { missingMinorsBreak } from '../../../forecasting/shifts/minors-breaks.ts';
import { agent, contract, eightHours, problemOf, rosterOf } from '../../support/small-roster-problem.ts';

type Span = readonly [startMinute: number, endMinute: number];
const spanOf = ([startMinute, endMinute]: Span) => ({ startMinute, endMinute });

/** Start and end, breaks, and the minutes missing (JArbSchG § 11). */
const cases: Readonly<Record<string, readonly [Span, readonly Span[], number]>> = {
  'four and a half hours at a stretch': [[480, 750], [], 0],
  'a quarter of an hour more': [[480, 765], [], 30],
  'six hours and half an hour in the middle': [[480, 870], [[660, 690]], 0],
  'the same break an hour after four and a half hours': [[480, 870], [[810, 840]], 60],
  'nine hours and a break at noon': [[480, 1020], [[720, 780]], 0],
  'nine hours and a break at two': [[480, 1020], [[840, 900]], 90],
  'four breaks of a quarter of an hour': [
    [480, 1020],
    [
      [600, 615],
      [720, 735],
      [840, 855],
      [900, 915],
    ],
    0,
  ],
  'breaks too short to count': [
    [480, 870],
    [
      [600, 610],
      [660, 680],
    ],
    10,
  ],
  'a break half an hour after the start': [[480, 780], [[510, 540]], 30],
};

const eightAndOne = {
  id: 'V8',
  label: '8 Stunden',
  earliestStartMinute: 480,
  latestStartMinute: 480,
  startStepMinutes: 30,
  workMinutes: 480,
  breakMinutes: 60,
};
/** Wants everybody until two o'clock, so that a break at two is missed least. */
const untilTwo = problemOf(
  [agent('A', { protections: [{ kind: 'minor' }] }), agent('B'), agent('C', { city: 'bonn' })],
  {
    contracts: [{ ...contract, balanceMinutes: 960 }],
    patterns: [eightAndOne],
    seats: [{ city: 'bonn', agents: 1, startMinute: 480, endMinute: 600 }],
  },
);
const problem = {
  ...untilTwo,
  demand: untilTwo.demand.map(({ group }) => ({
    group,
    scheduledAgents: untilTwo.days.map(({ open }) =>
      Array.from({ length: 96 }, (_, at) => (open !== undefined && at >= 32 && at < 56 ? 3 : 0)),
    ),
  })),
};

describe('breaks of people under eighteen', () => {
  it.each(Object.entries(cases))('are judged by length and place: %s', (_, [shift, breaks, missing]) => {
    expect(missingMinorsBreak(spanOf(shift), breaks.map(spanOf))).toBe(missing);
  });

  it('are a breach of their protection when they come after more than four and a half hours', () => {
    const late = { endMinute: 1020, breaks: [{ startMinute: 840, endMinute: 900 }] };
    const rules = (id: string) =>
      checkRoster(problem, rosterOf(eightHours(id, 0, 480, late)))
        .hardViolations.filter(({ rule }) => rule === 'minorsProtection')
        .map(({ agent: who, size }) => ({ who, size }));
    expect(rules('A')).toEqual([{ who: 'A', size: 90 }]);
    expect(rules('B')).toEqual([]);
  });

  it('lie early enough in what the search plans, while others take theirs later', () => {
    const { roster, check } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    expect(check.hardViolations).toEqual([]);
    const starts = (id: string): readonly number[] =>
      roster.shifts
        .filter((shift) => shift.agent === id)
        .flatMap(({ breaks }) => breaks.map((pause) => pause.startMinute));
    expect(Math.max(...starts('A'))).toBeLessThanOrEqual(750);
    expect(Math.max(...starts('B'))).toBeGreaterThan(750);
  });

  it('stay there when breaks are placed once more', () => {
    const noon = { endMinute: 1020, breaks: [{ startMinute: 720, endMinute: 780 }] };
    const placed = placeBreaks(
      problem,
      rosterOf(eightHours('A', 0, 480, noon), eightHours('B', 0, 480, noon)),
    );
    expect(placed.shifts.map(({ agent: who, breaks }) => [who, (breaks[0]?.startMinute ?? 0) > 750])).toEqual(
      [
        ['A', false],
        ['B', true],
      ],
    );
  });

  it('cost in the search what the checker counts, also of a roster taken over', () => {
    const compiled = compileProblem(problem);
    const { roster } = planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 });
    const duties = encodeRoster(compiled, roster);
    expect(decodeRoster(compiled, duties)).toEqual(roster);
    expect(planCost(compiled.model, duties)).toBeCloseTo(checkRoster(problem, roster).objective, 6);
  });

  it('keep a minor from shifts that have no such break', () => {
    const shortBreak = { ...problem, patterns: [{ ...eightAndOne, breakMinutes: 30 }] };
    const { roster } = planRoster(
      { ...shortBreak, rules: { contractMinutes: { enabled: false } } },
      { seed: 1, clock: () => 0, seconds: 0 },
    );
    expect(new Set(roster.shifts.map((shift) => shift.agent))).toEqual(new Set(['B', 'C']));
  });
});
