import { describe, expect, it } from 'vitest';
import { estimate, simulateCentre } from '../../../forecasting/simulation/index.ts';
import {
  skillGroupRequirement,
  type SkillGroupRequirementInput,
} from '../../../forecasting/staffing/index.ts';

const queue = (name: string) => ({
  name,
  handleTime: { kind: 'exponential', meanSeconds: 210 } as const,
  patience: { kind: 'exponential', meanSeconds: 120 } as const,
  priority: 1,
});

const input: SkillGroupRequirementInput = {
  model: {
    queues: [queue('koeln'), queue('bonn')],
    groups: [{ queues: [0] }, { queues: [1] }, { queues: [0, 1] }],
  },
  calls: [
    [40, 60],
    [15, 20],
  ],
  intervalSeconds: 900,
  contracts: [
    { queue: 0, serviceLevel: 0.8, answerThresholdSeconds: 20 },
    { queue: 1, serviceLevel: 0.85, answerThresholdSeconds: 30 },
  ],
  days: 60,
  seed: 3,
};

describe('skillGroupRequirement', () => {
  const found = skillGroupRequirement(input);

  it('finds a staffing in which each city’s own contract holds', () => {
    expect(found.holds).toBe(true);
    expect(found.serviceLevels[0]).toBeGreaterThanOrEqual(0.8);
    expect(found.serviceLevels[1]).toBeGreaterThanOrEqual(0.85);
  });

  it('finds one that also holds on other days than those it was found on', () => {
    const result = simulateCentre({
      model: input.model,
      plan: { intervalSeconds: 900, calls: input.calls, agents: found.agents },
      replications: 400,
      seed: 99,
      thresholdsSeconds: [20, 30],
    });
    expect(estimate(result, { queue: 0 }).within[0]?.strict.value).toBeGreaterThan(0.77);
    expect(estimate(result, { queue: 1 }).within[1]?.strict.value).toBeGreaterThan(0.82);
  });

  it('takes nobody away whom an occupancy cap or a city’s seats keep there', () => {
    const many = skillGroupRequirement({
      ...input,
      days: 10,
      leastAgents: [30, 0],
      leastSeats: [
        [0, 0],
        [0, 18],
      ],
      start: [
        [20, 20],
        [12, 12],
        [10, 10],
      ],
    });
    const at = (interval: number, ...groups: number[]): number =>
      groups.reduce((sum, group) => sum + (many.agents[group]?.[interval] ?? 0), 0);
    expect(at(0, 0, 1, 2)).toBe(30);
    expect(at(1, 1, 2)).toBe(18);
  });

  it('leaves no agent whom no contract needs', () => {
    for (const [group, row] of found.agents.entries())
      for (const [interval, count] of row.entries()) {
        if (count === 0) continue;
        const fewer = found.agents.map((old, g) =>
          old.map((agents, i) => (g === group && i === interval ? agents - 1 : agents)),
        );
        const judged = skillGroupRequirement({ ...input, start: fewer, maxEvaluations: 1 });
        expect(judged.holds).toBe(false);
      }
  });

  it('needs fewer agents with generalists than with specialists alone', () => {
    const apart = skillGroupRequirement({
      ...input,
      model: { ...input.model, groups: [{ queues: [0] }, { queues: [1] }] },
    });
    expect(found.agentHours).toBeLessThan(apart.agentHours);
  });

  it('gives the same answer for the same seed and stops when asked to', () => {
    expect(skillGroupRequirement(input)).toEqual(found);
    const stopped = skillGroupRequirement({ ...input, onProgress: (evaluations) => evaluations < 3 });
    expect(stopped.evaluations).toBeLessThanOrEqual(5);
  });

  it('refuses a contract for a queue that nobody serves or that is not there', () => {
    const alone = { ...input.model, groups: [{ queues: [0] }] };
    expect(() => skillGroupRequirement({ ...input, model: alone })).toThrow('no skill group serves bonn');
    const nowhere = [{ queue: 5, serviceLevel: 0.8, answerThresholdSeconds: 20 }];
    expect(() => skillGroupRequirement({ ...input, contracts: nowhere })).toThrow('names queue 5');
    const complete = [{ queue: 0, serviceLevel: 1, answerThresholdSeconds: 20 }];
    expect(() => skillGroupRequirement({ ...input, contracts: complete })).toThrow('choose less');
  });
});
