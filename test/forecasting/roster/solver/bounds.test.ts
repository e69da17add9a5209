import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../forecasting/maths/seeded.ts';
import {
  benchmarkAssignments,
  benchmarkModel,
} from '../../../../forecasting/roster/benchmark/benchmark-model.ts';
import { checkBenchmark } from '../../../../forecasting/roster/benchmark/check-benchmark.ts';
import { ColumnGeneration } from '../../../../forecasting/roster/solver/pricing/column-generation.ts';
import { planCost } from '../../../../forecasting/roster/solver/model/duty-model.ts';
import { ascendPrices } from '../../../../forecasting/roster/solver/pricing/price-ascent.ts';
import { bestOfCalendars } from '../../../../forecasting/roster/solver/pricing/restricted-master.ts';
import { RosterSearch } from '../../../../forecasting/roster/solver/annealing/roster-search.ts';
import { highsSolver } from '../../../../server/planning/optimise/highs-solver.ts';
import { smallBenchmark } from '../../../support/small-benchmark.ts';

/** A clock that counts its own readings: the same run on every machine. */
function countingClock(): () => number {
  let readings = 0;
  return () => readings++;
}

describe('lower bounds', () => {
  it('never lie above a roster, and meet the best one of all generated calendars', async () => {
    const problem = smallBenchmark();
    const model = benchmarkModel(problem);
    const search = new RosterSearch(model, seededRandom(1));
    expect(search.construct()).toEqual([]);
    const solver = await highsSolver();
    const generation = new ColumnGeneration(model, solver);
    search.duties.forEach((duties, agent) => generation.pool.add(agent, duties));
    const clock = countingClock();
    const root = generation.solveRoot({ clock, until: 100_000 });
    expect(root).toBeDefined();
    expect(generation.bound).toBeLessThanOrEqual(search.cost + 1e-6);
    expect(generation.bound).toBeCloseTo(root?.objective ?? Number.NaN, 2);
    const duties = bestOfCalendars(model, solver, generation.pool.columns, search.plan(), 10) ?? [];
    const best = planCost(model, duties);
    expect(best).toBeGreaterThanOrEqual(generation.bound - 1e-6);
    expect(checkBenchmark(problem, benchmarkAssignments(problem, duties))).toEqual({
      objective: best,
      violations: [],
    });
    const ascended = ascendPrices(model, { clock: countingClock(), until: 400, onBound: () => undefined });
    expect(ascended.bound).toBeLessThanOrEqual(best + 1e-6);
    expect(ascended.bound).toBeGreaterThan(-Infinity);
    generation.close();
  });
});
