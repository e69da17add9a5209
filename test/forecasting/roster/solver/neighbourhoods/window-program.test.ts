import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../forecasting/maths/seeded.ts';
import { checkRoster } from '../../../../../forecasting/roster/checker/check-roster.ts';
import type { RosterProblem } from '../../../../../forecasting/roster/model/problem.ts';
import {
  compileProblem,
  decodeRoster,
} from '../../../../../forecasting/roster/solver/model/compile-problem.ts';
import { planCost, type Plan } from '../../../../../forecasting/roster/solver/model/duty-model.ts';
import type { MipSolver } from '../../../../../forecasting/maths/linear-program.ts';
import { mergePlans } from '../../../../../forecasting/roster/solver/neighbourhoods/merge-plans.ts';
import {
  boundOfCalendars,
  boundOfDay,
  sharpBoundOfDay,
} from '../../../../../forecasting/roster/solver/bounds/plan-bound.ts';
import { ascendPrices } from '../../../../../forecasting/roster/solver/pricing/price-ascent.ts';
import { RosterSearch } from '../../../../../forecasting/roster/solver/annealing/roster-search.ts';
import { WindowProgram } from '../../../../../forecasting/roster/solver/neighbourhoods/window-program.ts';
import { WindowSearch } from '../../../../../forecasting/roster/solver/neighbourhoods/window-search.ts';
import { noDuties } from '../../../../../forecasting/roster/solver/neighbourhoods/window-start.ts';
import { breakPlaces } from '../../../../../forecasting/shifts/break-places.ts';
import { highsSolver } from '../../../../../server/planning/optimise/highs-solver.ts';
import { agent, contract, patterns, problemOf } from '../../../../support/small-roster-problem.ts';

/** One week, six people, starts from eight o'clock on (rest never binds), a morning peak and a late shoulder. */
function smallWeek(seed: number): RosterProblem {
  const random = seededRandom(seed);
  const base = problemOf(
    ['A', 'B', 'C', 'D', 'E', 'F'].map((id, index) =>
      agent(id, {
        skills: index % 3 === 2 ? [{ skill: 'bonn' }, { skill: 'koeln' }] : [{ skill: 'koeln' }],
        wishes: [{ kind: 'dayOff', date: problemOf([]).days[index % 5]?.date ?? firstDate(), weight: 7 }],
      }),
    ),
  );
  const row = (peak: number): number[] =>
    Array.from({ length: 96 }, (_, quarter) => {
      if (quarter < 32 || quarter >= 84) return 0;
      return Math.floor((quarter < 56 ? peak : peak / 2) + random());
    });
  const days = base.days.slice(0, 7);
  const wanted = (peak: number) =>
    days.map(({ open }) => (open === undefined ? new Array<number>(96).fill(0) : row(peak)));
  return {
    ...base,
    days,
    contracts: [{ ...contract, minRestDays: 1 }],
    patterns: patterns.map((pattern) => ({ ...pattern, earliestStartMinute: 480, startStepMinutes: 60 })),
    demand: [
      { group: 'koeln', scheduledAgents: wanted(3) },
      { group: 'bonn', scheduledAgents: wanted(1) },
    ],
  };
}

function firstDate() {
  const [first] = problemOf([]).days;
  if (first === undefined) throw new Error('no days');
  return first.date;
}

let solver: MipSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

function firstPlan(problem: RosterProblem) {
  const compiled = compileProblem(problem);
  const search = new RosterSearch(compiled.model, seededRandom(1));
  expect(search.construct()).toEqual([]);
  return { compiled, model: compiled.model, plan: search.plan() };
}

function countingClock(): () => number {
  let readings = 0;
  return () => readings++ / 1000;
}

describe('a window of days', () => {
  it('offers every lawful place of a break on the planning grid', () => {
    const { compiled } = firstPlan(smallWeek(1));
    for (const [index, kind] of compiled.kinds.entries()) {
      const places = compiled.variants.filter(
        (variant) => variant.kind === index && variant.group === 'koeln',
      );
      expect(places.map(({ breaks }) => breaks)).toEqual(breakPlaces(kind, 15));
    }
  });

  it.each([1, 2, 3])(
    'over the whole plan is the full program: its optimum is what the checker counts, and no bound is above it (seed %i)',
    (seed) => {
      const problem = smallWeek(seed);
      const { compiled, model } = firstPlan(problem);
      const window = new WindowProgram(model).build({
        duties: noDuties(model),
        days: [0, 1, 2, 3, 4, 5],
        agents: model.agents.map((_, index) => index),
      });
      const optimum = solver.solveMip(window.program, { seconds: 120, relativeGap: 1e-7 });
      expect(optimum?.isOptimal).toBe(true);
      const duties = optimum === undefined ? undefined : window.read(optimum.columnValues);
      if (optimum === undefined || duties === undefined) throw new Error('no optimum');
      expect(planCost(model, duties)).toBeCloseTo(optimum.objective, 5);
      const check = checkRoster(problem, decodeRoster(compiled, duties));
      expect(check.lawful).toBe(true);
      expect(check.objective).toBeCloseTo(optimum.objective, 5);
      const search = new WindowSearch(model, solver, seededRandom(1));
      const time = { clock: countingClock(), until: 60 };
      const [week] = search.relax(search.weeks, time) ?? [];
      if (week === undefined) throw new Error('no relaxed week');
      const linear = ascendPrices(model, {
        clock: countingClock(),
        until: 2,
        start: week.worth,
        onBound: () => undefined,
      });
      expect(linear.bound).toBeLessThanOrEqual(optimum.objective + 1e-6);
      expect(linear.bound).toBeGreaterThan(optimum.objective * 0.9);
      const days = week.days.map((day) => boundOfDay(model, search.program, solver, week, day, time));
      const calendars = boundOfCalendars(model, [week]);
      const bound = days.reduce((sum: number, day) => sum + (day ?? -Infinity), calendars ?? -Infinity);
      expect(bound).toBeLessThanOrEqual(optimum.objective + 1e-6);
      expect(bound).toBeGreaterThanOrEqual(linear.bound - 1e-3);
      const sharpDays = week.days.map((day) =>
        sharpBoundOfDay(model, search.program, solver, week, day, { ...time, random: seededRandom(2) }),
      );
      const sharp = sharpDays.reduce((sum: number, day) => sum + (day ?? -Infinity), calendars ?? -Infinity);
      expect(sharp).toBeLessThanOrEqual(optimum.objective + 1e-6);
      expect(sharp).toBeGreaterThanOrEqual(bound - 1e-3);
    },
    200_000,
  );

  it('costs the same told as differences, and cover is worth no less than its surplus and no more than its lack', () => {
    const { model } = firstPlan(smallWeek(1));
    const [plain, differences] = [false, true].map((isLinear) => {
      const window = new WindowProgram(model).build({
        duties: noDuties(model),
        days: [0, 1, 2, 3, 4, 5],
        agents: model.agents.map((_, index) => index),
        isLinear,
      });
      const lp = solver.openLp(window.program);
      const answer = lp.solve(60);
      lp.close();
      if (answer === undefined) throw new Error('not solved');
      return { window, answer };
    });
    if (plain === undefined || differences === undefined) throw new Error('two forms');
    expect(differences.answer.objective).toBeCloseTo(plain.answer.objective, 5);
    const entries = ({ window }: typeof plain) => window.program.columns.rows.length;
    expect(entries(differences)).toBeLessThan(entries(plain));
    for (const { window, answer } of [plain, differences]) {
      for (const cell of window.cover.cells) {
        const worth = window.cover.worth(cell, answer.rowDuals);
        expect(worth).toBeLessThanOrEqual((model.under[cell] ?? 0) + 1e-6);
        expect(worth).toBeGreaterThanOrEqual(-(model.over[cell] ?? 0) - 1e-6);
      }
    }
  });

  it('makes a roster better day by day and week by week, and keeps it lawful', () => {
    const problem = smallWeek(4);
    const { compiled, model, plan } = firstPlan(problem);
    const search = new WindowSearch(model, solver, seededRandom(1));
    const time = { clock: countingClock(), until: 1000 };
    let better: Plan = search.replan(plan, search.weeks[0] ?? [], time);
    for (let round = 0; round < 2; round++)
      for (const day of search.weeks.flat()) better = search.improveDay(better, day, time);
    expect(better.cost).toBeLessThan(plan.cost);
    expect(planCost(model, better.duties)).toBeCloseTo(better.cost, 6);
    const check = checkRoster(problem, decodeRoster(compiled, better.duties));
    expect(check.lawful).toBe(true);
    expect(check.objective).toBeCloseTo(better.cost, 6);
  }, 200_000);
});

describe('two plans', () => {
  it('are merged day by day, each giving the days on which it is cheaper', () => {
    const { model, plan } = firstPlan(smallWeek(5));
    const search = new WindowSearch(model, solver, seededRandom(1));
    const time = { clock: countingClock(), until: 1000 };
    const monday = search.improveDay(plan, 0, time);
    const tuesday = search.improveDay(plan, 1, time);
    expect(monday.cost).toBeLessThan(plan.cost);
    expect(tuesday.cost).toBeLessThan(plan.cost);
    const merged = mergePlans(model, monday, tuesday, [[0], [1], [2], [3], [4], [5]]);
    expect(merged.cost).toBeLessThan(Math.min(monday.cost, tuesday.cost));
    expect(search.isLawful(merged.duties)).toBe(true);
    expect(planCost(model, merged.duties)).toBeCloseTo(merged.cost, 6);
  }, 100_000);
});
