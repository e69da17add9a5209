import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  agentCounter,
  type CountRules,
  requiredAgentCount,
  tabulate,
} from '../../../forecasting/staffing/index.ts';
import { largeTeamWeight } from '../../../forecasting/erlang/large-team-weight.ts';
import { freeAgentWeight } from '../../../forecasting/erlang/state-weights.ts';

const rules = fc.record({
  intervalSeconds: fc.constantFrom(900, 1800),
  averageHandleTimeSeconds: fc.integer({ min: 30, max: 600 }),
  patienceSeconds: fc.constantFrom(undefined, 15, 60, 180, 3600),
  minimumAgents: fc.constantFrom(undefined, 3),
  target: fc.record({
    serviceLevel: fc.double({ min: 0.05, max: 0.98, noNaN: true }),
    answerThresholdSeconds: fc.constantFrom(0, 10, 20, 60),
    maxOccupancy: fc.constantFrom(undefined, 0.85),
  }),
});

/** The plain way: from the least number of agents up, by the full measures alone. */
function bySearch(each: CountRules, calls: number): number {
  const precise = { ...each, calls, target: { ...each.target, maxAverageSpeedOfAnswerSeconds: 1e12 } };
  return requiredAgentCount(precise);
}

describe('agentCounter', () => {
  it('gives the answers of requiredAgentCount, in any order of calls', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.double({ min: 0, max: 900, noNaN: true }), { minLength: 1, maxLength: 12 }),
        (each, list) => {
          const counter = agentCounter(each);
          for (const calls of list) expect(counter(calls)).toBe(requiredAgentCount({ ...each, calls }));
        },
      ),
    );
  });

  it('agrees with the search that knows no short cut, up to 20,000 erlang', () => {
    fc.assert(
      fc.property(rules, fc.double({ min: 0.01, max: 20_000, noNaN: true }), (each, calls) => {
        const endless = { ...each, patienceSeconds: undefined };
        expect(requiredAgentCount({ ...endless, calls })).toBe(bySearch(endless, calls));
      }),
    );
  });

  it('refuses what requiredAgentCount refuses, at once and later', () => {
    const plain = { intervalSeconds: 900, averageHandleTimeSeconds: 210, target: {} };
    expect(() => agentCounter({ ...plain, averageHandleTimeSeconds: -1 })).toThrow(
      'averageHandleTimeSeconds',
    );
    const counter = agentCounter({ ...plain, target: { serviceLevel: 0.8, answerThresholdSeconds: 20 } });
    expect(() => counter(-1)).toThrow('calls');
    expect(() => counter(NaN)).toThrow('got NaN');
    expect(counter(0)).toBe(0);
  });
});

describe('tabulate', () => {
  it('gives the answers of its counter, on a step, beside it and beyond the table', () => {
    fc.assert(
      fc.property(
        rules,
        fc.array(fc.double({ min: 0, max: 120, noNaN: true }), { minLength: 20, maxLength: 20 }),
        (each, list) => {
          const counter = agentCounter(each);
          const table = tabulate(counter, 100);
          for (const calls of list) expect(table(calls)).toBe(counter(calls));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('decides ties as the counter does: 85 calls of 900 s at 0.85 need exactly 100 agents', () => {
    const each = { intervalSeconds: 900, averageHandleTimeSeconds: 900, target: { maxOccupancy: 0.85 } };
    const table = tabulate(agentCounter(each), 200);
    expect([table(85), table(85.0000001), table(84.9999999)]).toEqual([100, 101, 100]);
    expect(() => tabulate(agentCounter(each), 0)).toThrow('mostCalls');
  });
});

describe('largeTeamWeight', () => {
  it('equals the sum it stands for', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 120, max: 60_000 }),
        fc.double({ min: 0.001, max: 6, noNaN: true }),
        (agents, deviations) => {
          const load = agents - deviations * Math.sqrt(agents);
          const weight = largeTeamWeight(agents, load);
          if (weight === undefined) return;
          const sum = freeAgentWeight(agents, load);
          expect(Math.abs(weight / sum - 1)).toBeLessThan(5e-12);
        },
      ),
    );
    expect(largeTeamWeight(1000, 990)).toBeDefined();
  });

  it('leaves small teams and overload to the sum', () => {
    expect(largeTeamWeight(50, 45)).toBeUndefined();
    expect(largeTeamWeight(500, 500)).toBeUndefined();
  });
});
