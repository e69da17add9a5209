import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { coveredShare } from '../../../../forecasting/roster/checker/covered-share.ts';
import { agent, problemOf } from '../../../support/small-roster-problem.ts';

/** One agent wanted in the first four quarters of every day. */
function wanting(agents: number) {
  const base = problemOf([agent('A')]);
  const row = Array.from({ length: 96 }, (_, quarter) => (quarter < 4 ? agents : 0));
  return { ...base, demand: [{ group: 'koeln', scheduledAgents: base.days.map(() => row) }] };
}

describe('the covered share', () => {
  it('is nought when nobody comes, and one when nobody is wanted', () => {
    const nobody = { shifts: [] };
    expect(coveredShare(wanting(2), checkRoster(wanting(2), nobody))).toBe(0);
    expect(coveredShare(wanting(0), checkRoster(wanting(0), nobody))).toBe(1);
  });

  it('counts agents, not intervals with somebody', () => {
    const problem = wanting(4);
    expect(
      coveredShare(problem, {
        softViolations: [
          { rule: 'understaffed', hard: false, size: 4, unit: 'agentIntervals', cost: 40, facts: {} },
          { rule: 'overstaffed', hard: false, size: 99, unit: 'agentIntervals', cost: 99, facts: {} },
        ],
      }),
    ).toBeCloseTo(1 - 4 / (problem.days.length * 16), 9);
  });
});
