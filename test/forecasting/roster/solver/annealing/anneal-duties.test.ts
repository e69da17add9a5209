import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../../../forecasting/maths/seeded.ts';
import { checkRoster } from '../../../../../forecasting/roster/checker/check-roster.ts';
import { generateRosterProblem } from '../../../../../forecasting/roster/benchmark/generate-problem.ts';
import { DutyAnnealer } from '../../../../../forecasting/roster/solver/annealing/anneal-duties.ts';
import {
  compileProblem,
  decodeRoster,
} from '../../../../../forecasting/roster/solver/model/compile-problem.ts';
import { RosterSearch } from '../../../../../forecasting/roster/solver/annealing/roster-search.ts';
import { plainDate } from '../../../../../forecasting/time/plain-date.ts';

describe('annealing of single duties', () => {
  it('makes a first roster better, keeps it lawful and tells its cost as the checker does', () => {
    const problem = generateRosterProblem({
      agents: 12,
      weeks: 2,
      seed: 3,
      firstDay: plainDate('2026-11-30'),
    });
    const compiled = compileProblem(problem);
    const search = new RosterSearch(compiled.model, seededRandom(1));
    expect(search.construct()).toEqual([]);
    const first = search.plan();
    let readings = 0;
    const plan = new DutyAnnealer(compiled.model, seededRandom(2)).anneal(first, {
      clock: () => readings++,
      until: 60,
      startTemperature: 3,
      endTemperature: 0.2,
    });
    const check = checkRoster(problem, decodeRoster(compiled, plan.duties));
    expect(check.hardViolations).toEqual([]);
    expect(check.objective).toBeCloseTo(plan.cost, 6);
    expect(plan.cost).toBeLessThan(first.cost);
  });
});
