import { beforeAll, describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../forecasting/maths/seeded.ts';
import { cellRowsOf } from '../../../../../forecasting/roster/solver/model/cell-rows.ts';
import { compileProblem } from '../../../../../forecasting/roster/solver/model/compile-problem.ts';
import {
  ColumnList,
  RowList,
  type LinearProgram,
  type MipSolver,
} from '../../../../../forecasting/maths/linear-program.ts';
import { wholeWorks } from '../../../../../forecasting/roster/solver/neighbourhoods/whole-work.ts';
import { highsSolver } from '../../../../../server/planning/optimise/highs-solver.ts';
import { agent, problemOf } from '../../../../support/small-roster-problem.ts';

let solver: MipSolver;
beforeAll(async () => {
  solver = await highsSolver();
});

const time = { clock: () => 0, until: 60 };

/** Two numbers of units near wishes that are not whole, and a wish for their sum. */
function nearWishes(wishes: readonly [number, number, number], prices: readonly number[]): LinearProgram {
  const rows = new RowList();
  const columns = new ColumnList();
  const rowOf = wishes.map((wish) => rows.add(wish, wish));
  const both = rowOf[2] ?? 0;
  for (const row of rowOf.slice(0, 2))
    columns.add(
      0,
      [
        [row, 1],
        [both, 1],
      ],
      true,
    );
  for (const [at, row] of rowOf.entries()) {
    columns.add(prices[at] ?? 1, [[row, 1]], false);
    columns.add(1, [[row, -1]], false);
  }
  return { rowLower: rows.lower, rowUpper: rows.upper, columns: columns.program() };
}

describe('whole units of work', () => {
  it.each([1, 2, 3, 4, 5, 6])('come in the order of their costs, none left out (seed %i)', (seed) => {
    const random = seededRandom(seed);
    const wishes = [random() * 4, random() * 4, random() * 8] as const;
    const prices = [2 + random() * 8, 2 + random() * 8, 2 + random() * 8];
    const costOf = (a: number, b: number): number =>
      [a, b, a + b].reduce((sum, value, at) => {
        const missing = (wishes[at] ?? 0) - value;
        return sum + (missing > 0 ? missing * (prices[at] ?? 0) : -missing);
      }, 0);
    const all = Array.from({ length: 10 }, (_, a) => Array.from({ length: 10 }, (_b, b) => costOf(a, b)))
      .flat()
      .sort((x, y) => x - y);
    const lp = solver.openLp(nearWishes(wishes, prices));
    const found: number[] = [];
    const seen = new Set<string>();
    for (const { cost, work } of wholeWorks(lp, [0, 1], time)) {
      expect(cost).toBeCloseTo(costOf(work[0] ?? 0, work[1] ?? 0), 6);
      expect(seen.has(work.join())).toBe(false);
      seen.add(work.join());
      lp.setBounds(0, 3, 3);
      found.push(cost);
      if (found.length === 8) break;
    }
    lp.close();
    for (const [at, cost] of found.entries()) expect(cost).toBeCloseTo(all[at] ?? NaN, 6);
    expect(found).toHaveLength(8);
  });

  it('end with the time', () => {
    const lp = solver.openLp(nearWishes([1.5, 1.5, 3], [10, 10, 10]));
    expect([...wholeWorks(lp, [0, 1], { clock: () => 61, until: 60 })]).toEqual([]);
    lp.close();
  });
});

describe('rows of a day', () => {
  it('are one per skill group, covered by whole hours', () => {
    const { model } = compileProblem(
      problemOf([agent('A', { skills: [{ skill: 'koeln' }, { skill: 'bonn' }] })]),
    );
    const rows = cellRowsOf(model, 0);
    expect(rows).toHaveLength(2);
    for (const { cover, unit } of rows) {
      expect(unit).toBe(4);
      for (let family = 0; family < model.families; family++)
        expect([0, (model.minutes[model.familyKind[family] ?? 0] ?? 0) / 15]).toContain(cover[family]);
    }
    for (let family = 0; family < model.families; family++)
      expect(rows.filter(({ cover }) => (cover[family] ?? 0) > 0)).toHaveLength(1);
  });

  it('are told apart from the seats of a city, which cover the same intervals', () => {
    const { model } = compileProblem(
      problemOf([agent('A', { city: 'koeln' })], {
        seats: [{ city: 'koeln', agents: 1, startMinute: 480, endMinute: 960 }],
      }),
    );
    expect(cellRowsOf(model, 0).length).toBe(3);
  });
});
