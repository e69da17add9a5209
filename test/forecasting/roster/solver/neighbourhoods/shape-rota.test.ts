import { beforeAll, describe, expect, it } from 'vitest';
import { compileProblem } from '../../../../../forecasting/roster/solver/model/compile-problem.ts';
import { emptyDuties, type DutyModel } from '../../../../../forecasting/roster/solver/model/duty-model.ts';
import type { MipSolver } from '../../../../../forecasting/maths/linear-program.ts';
import {
  relaxInRoom,
  type RelaxedShape,
  type RelaxedWeek,
} from '../../../../../forecasting/roster/solver/neighbourhoods/relaxed-plan.ts';
import { settleShapes } from '../../../../../forecasting/roster/solver/neighbourhoods/shape-rota.ts';
import {
  settleWeekends,
  weekendShares,
} from '../../../../../forecasting/roster/solver/neighbourhoods/weekend-rota.ts';
import { WindowProgram } from '../../../../../forecasting/roster/solver/neighbourhoods/window-program.ts';
import { highsSolver } from '../../../../../server/planning/optimise/highs-solver.ts';
import { agent, problemOf } from '../../../../support/small-roster-problem.ts';

let solver: MipSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

const time = { clock: () => 0, until: 60 };
const bothSkills = [{ skill: 'koeln' }, { skill: 'bonn' }];

/** Agents 0–4 know Köln, 5–9 Köln and Bonn; each is relaxed to half Monday and Tuesday, half Tuesday and Saturday. */
function halves(): { readonly model: DutyModel; readonly week: RelaxedWeek } {
  const { model } = compileProblem(
    problemOf(
      Array.from({ length: 10 }, (_, index) => agent(`A${index}`, index < 5 ? {} : { skills: bothSkills })),
    ),
  );
  const days = [0, 1, 5];
  const shapes = model.agents.flatMap((_, index): RelaxedShape[] => [
    { agent: index, works: [true, true, false], cost: 0, share: 0.5 },
    { agent: index, works: [false, true, true], cost: 0, share: 0.5 },
  ]);
  return {
    model,
    week: {
      days,
      worth: new Float64Array(model.need.length),
      dayCost: new Float64Array(model.agents.length * model.days),
      minutePrice: new Float64Array(model.agents.length),
      minutes: new Float64Array(model.agents.length),
      dayMinutes: new Float64Array(model.agents.length * model.days),
      shapes,
    },
  };
}

function peopleOn(
  works: ((agent: number, day: number) => boolean) | undefined,
  day: number,
  from: number,
  to: number,
): number {
  let people = 0;
  for (let index = from; index < to; index++) if (works?.(index, day) === true) people++;
  return people;
}

describe('shapes of a week', () => {
  it('leave no union of teams short where each team has half a person', () => {
    const { model, week } = halves();
    const works = settleShapes(model, week, solver, time);
    expect(peopleOn(works, 0, 0, 10)).toBe(5);
    expect(peopleOn(works, 1, 0, 10)).toBe(10);
    expect(peopleOn(works, 5, 0, 10)).toBe(5);
    for (const [from, to] of [
      [0, 5],
      [5, 10],
    ] as const) {
      expect(peopleOn(works, 0, from, to)).toBeGreaterThanOrEqual(2);
      expect(peopleOn(works, 0, from, to)).toBeLessThanOrEqual(3);
    }
  });

  it('go to those for whom the day costs least', () => {
    const { model, week } = halves();
    for (const index of [1, 2, 6, 7]) week.dayCost[index * model.days] = 2;
    const works = settleShapes(model, week, solver, time);
    for (const index of [1, 2, 6, 7]) expect(works?.(index, 0)).toBe(false);
    expect(peopleOn(works, 0, 0, 10)).toBe(5);
  });

  it('drop nobody for the sake of a team that has whole people already', () => {
    const { model, week } = halves();
    const sure = week.shapes.map((shape) => ({ ...shape, share: shape.works[0] === true ? 1 : 0 }));
    for (const index of model.agents.keys()) week.dayCost[index * model.days] = 0.5;
    const works = settleShapes(model, { ...week, shapes: sure }, solver, time);
    expect(peopleOn(works, 0, 0, 10)).toBe(10);
  });
});

describe('the relaxed program of a week in the room that the plan leaves', () => {
  it('has nobody work where the rest of the plan forbids it, and still covers what the others can', () => {
    const { model } = halves();
    const days = [0, 1, 2, 3, 4, 5];
    const relaxed = relaxInRoom(
      model,
      new WindowProgram(model),
      solver,
      days,
      {
        duties: model.agents.map(() => emptyDuties(model)),
        mayWork: (index, day) => day !== 5 || index > 2,
        minutes: (index) => ({ least: 0, most: model.agents[index]?.maxMinutes ?? 0 }),
      },
      time,
    );
    const share = (index: number): number =>
      (relaxed?.shapes ?? [])
        .filter((shape) => shape.agent === index && shape.works[5] === true)
        .reduce((sum, shape) => sum + shape.share, 0);
    expect(relaxed?.shapes.length).toBeGreaterThan(0);
    for (const index of [0, 1, 2]) expect(share(index)).toBe(0);
    expect([3, 4, 5, 6, 7, 8, 9].reduce((sum, index) => sum + share(index), 0)).toBeGreaterThan(1);
  });
});

describe('weekends', () => {
  it('are handed out so that each keeps its people, nobody working more than allowed', () => {
    const { model, week } = halves();
    const next = { ...week, days: [7, 8, 12] };
    const weekends = settleWeekends(weekendShares(model, [week, next]), () => 1, 0.999, solver);
    for (const weekend of [0, 1])
      for (const team of [0, 5]) {
        const people = [0, 1, 2, 3, 4].filter((member) => weekends.has(`${team + member}|${weekend}`));
        expect(people.length).toBeGreaterThanOrEqual(2);
        expect(people.length).toBeLessThanOrEqual(3);
      }
    for (const index of model.agents.keys())
      expect([...weekends].filter((key) => key.startsWith(`${index}|`)).length).toBeLessThanOrEqual(1);
  });

  it('need no handing out where nobody works on any', () => {
    const { model, week } = halves();
    const weekdays = week.shapes.map((shape) => ({ ...shape, works: [true, true, false] }));
    const shares = weekendShares(model, [{ ...week, shapes: weekdays }]);
    expect(settleWeekends(shares, () => 1, 0.999, solver)).toEqual(new Set());
  });
});
