import { describe, expect, it } from 'vitest';
import {
  generatedPatterns,
  generateRosterProblem,
} from '../../../forecasting/roster/benchmark/generate-problem.ts';
import { chooseShifts } from '../../../forecasting/shifts/choose-shifts.ts';
import { patternStarts } from '../../../forecasting/shifts/shift-pattern.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { highsSolver } from '../../../server/planning/optimise/highs-solver.ts';

describe('the choice of shifts for a day', () => {
  it('costs what its shifts and breaks really cost, and gives each shift its break', async () => {
    const problem = generateRosterProblem({
      agents: 40,
      weeks: 1,
      seed: 2,
      firstDay: plainDate('2026-11-30'),
    });
    const wanted = problem.demand[0]?.scheduledAgents[0] ?? [];
    const starts = generatedPatterns.flatMap(patternStarts);
    const prices = { understaffed: 10, overstaffed: 1, paidMinute: 0.01 };
    const chosen = chooseShifts(wanted, starts, 15, prices, await highsSolver(), 20);
    if (chosen === undefined) throw new Error('nothing chosen');
    const present = new Array<number>(96).fill(0);
    let paid = 0;
    for (const { start, agents } of chosen.shifts) {
      paid += agents * start.workMinutes;
      for (let minute = start.startMinute; minute < start.endMinute; minute += 15)
        present[minute / 15] = (present[minute / 15] ?? 0) + agents;
      const resting = chosen.breaks
        .filter((each) => each.start === start)
        .reduce((sum, each) => sum + each.agents, 0);
      expect(resting).toBe(start.breakMinutes > 0 ? agents : 0);
    }
    for (const { span, agents } of chosen.breaks) {
      for (let minute = span.startMinute; minute < span.endMinute; minute += 15)
        present[minute / 15] = (present[minute / 15] ?? 0) - agents;
    }
    const cover = wanted.reduce((sum, want, interval) => {
      const surplus = (present[interval] ?? 0) - want;
      return sum + (surplus < 0 ? -surplus * prices.understaffed : surplus * prices.overstaffed);
    }, 0);
    expect(chosen.cost).toBeCloseTo(cover + paid * prices.paidMinute, 4);
    expect(chosen.bound).toBeLessThanOrEqual(chosen.cost + 1e-6);
  });
});
