import { describe, expect, it } from 'vitest';
import { queueA } from '../../../forecasting/erlang/index.ts';
import { contractEstimate, simulateCentre } from '../../../forecasting/simulation/index.ts';
import {
  type ContractVariant,
  dayContractOutlook,
  requiredAgents,
  skillGroupRequirement,
  staffDay,
} from '../../../forecasting/staffing/index.ts';
import { contractParts } from '../../../forecasting/staffing/contract-level.ts';
import { oneQueueModel } from '../../support/one-queue-model.ts';

/** A crowded quarter hour: many hang up, some at once, some after the threshold. */
const queue = { callsPerSecond: 60 / 900, agents: 13, averageHandleTimeSeconds: 210, patienceSeconds: 60 };
const contract = { answerThresholdSeconds: 20, shortAbandonSeconds: 5 };
const levelOf = (variant: ContractVariant, flowOutShare = 0): number => {
  const { good, counted } = contractParts(queue, { ...contract, variant, flowOutShare });
  return good / counted;
};

describe('the six variants of a contract', () => {
  it('are what simulated calls give, each with its own denominator', () => {
    const hours = 400;
    const result = simulateCentre({
      model: oneQueueModel(60),
      plan: {
        intervalSeconds: 3600,
        calls: [new Array<number>(hours).fill(240)],
        agents: [new Array<number>(hours).fill(13)],
      },
      replications: 4,
      seed: 8,
      thresholdsSeconds: [20, 5],
    });
    const sum = (measure: number): number =>
      result.counts.reduce((total, counts) => {
        for (let at = 0; at < counts.length; at += result.measures) total += counts[at + measure] ?? 0;
        return total;
      }, 0);
    const [offered, answered, abandoned] = [sum(0), sum(1), sum(2)];
    const [answeredWithin, abandonedWithin, short] = [sum(6), sum(7), sum(9)];
    const flowedOut = offered / 9;
    const simulated: Readonly<Record<ContractVariant, number>> = {
      strict: answeredWithin / (answered + abandoned),
      answeredOnly: answeredWithin / answered,
      shortExcluded: answeredWithin / (answered + abandoned - short),
      abandonedWithinExcluded: answeredWithin / (answered + abandoned - abandonedWithin),
      abandonedWithinCredited: (answeredWithin + abandonedWithin) / (answered + abandoned),
      withFlowOuts: answeredWithin / (answered + abandoned + flowedOut),
      virtualWaitWithin: levelOf('virtualWaitWithin'),
    };
    expect(short / offered).toBeGreaterThan(0.01);
    for (const variant of [
      'strict',
      'answeredOnly',
      'shortExcluded',
      'abandonedWithinExcluded',
      'abandonedWithinCredited',
    ] as const) {
      const figure = contractEstimate(result, { queue: 0, variant, threshold: 0, shortThreshold: 1 });
      expect(figure.value, variant).toBeCloseTo(simulated[variant], 12);
      expect(figure.halfWidth).toBeGreaterThan(0);
    }
    for (const variant of [
      'strict',
      'answeredOnly',
      'shortExcluded',
      'abandonedWithinExcluded',
      'abandonedWithinCredited',
      'withFlowOuts',
    ] as const)
      expect(Math.abs(levelOf(variant, 0.1) - simulated[variant]), variant).toBeLessThan(0.006);
  });

  it('differ in what they forgive: short calls less than all early ones, flow-outs nothing', () => {
    expect(levelOf('shortExcluded')).toBeGreaterThan(levelOf('strict'));
    expect(levelOf('shortExcluded')).toBeLessThan(levelOf('abandonedWithinExcluded'));
    expect(levelOf('withFlowOuts', 0.1)).toBeCloseTo(0.9 * levelOf('strict'), 12);
    expect(levelOf('strict', 0.1)).toBe(levelOf('strict'));
  });

  it('decide how many agents are needed, each by its own figure', () => {
    const needed = (variant: ContractVariant, flowOutShare = 0) =>
      requiredAgents({
        calls: 600,
        intervalSeconds: 900,
        averageHandleTimeSeconds: 210,
        patienceSeconds: 60,
        target: { ...contract, serviceLevel: 0.85, variant, flowOutShare },
      });
    expect(needed('shortExcluded').agents).toBeLessThan(needed('strict').agents);
    expect(needed('shortExcluded').agents).toBeGreaterThan(needed('abandonedWithinExcluded').agents);
    // What flows out needs no agent; a contract that counts it asks for more of the rest.
    expect(needed('strict', 0.1).agents).toBeLessThan(needed('strict').agents);
    expect(needed('withFlowOuts', 0.1).agents).toBeGreaterThan(needed('strict', 0.1).agents);
    expect(needed('withFlowOuts', 0.1).serviceLevel).toBeGreaterThanOrEqual(0.85);
    expect(needed('withFlowOuts', 0.1).serviceLevel).toBeLessThan(0.9);
    const exactly = requiredAgents({
      calls: 540,
      intervalSeconds: 900,
      averageHandleTimeSeconds: 210,
      patienceSeconds: 60,
      target: { ...contract, serviceLevel: 0.85 },
    });
    expect(needed('strict', 0.1)).toMatchObject({ agents: exactly.agents });
    expect(needed('strict', 0.1).serviceLevel).toBeCloseTo(exactly.serviceLevel ?? 0, 12);
  });

  it('count short calls by the seconds of the contract', () => {
    const level = (shortAbandonSeconds: number): number => {
      const { good, counted } = contractParts(queue, {
        ...contract,
        variant: 'shortExcluded',
        shortAbandonSeconds,
      });
      return good / counted;
    };
    expect(level(0)).toBe(levelOf('strict'));
    expect(level(10)).toBeGreaterThan(level(5));
    expect(level(20)).toBeCloseTo(levelOf('abandonedWithinExcluded'), 12);
    const { serviceLevel } = queueA({ ...queue, answerThresholdSeconds: 5 });
    const shortShare = serviceLevel.abandonedWithinCredited - serviceLevel.strict;
    expect(level(5)).toBeCloseTo(levelOf('strict') / (1 - shortShare), 12);
  });

  it('say how likely the day holds, each by its own figure', () => {
    const probability = (variant: ContractVariant, flowOutShare = 0): number =>
      dayContractOutlook({
        cities: [
          {
            name: 'koeln',
            ...contract,
            serviceLevel: 0.8,
            variant,
            flowOutShare,
            soFar: { good: 0, counted: 0 },
            callPaths: [new Array<number>(16).fill(60)],
          },
        ],
        agents: new Array<number>(16).fill(14),
        averageHandleTimeSeconds: 210,
        patienceSeconds: 60,
        intervalSeconds: new Array<number>(16).fill(900),
      })[0]?.probability ?? NaN;
    expect(probability('shortExcluded')).toBeGreaterThan(probability('strict') + 0.01);
    expect(probability('abandonedWithinExcluded')).toBeGreaterThan(probability('shortExcluded') + 0.01);
    // A tenth that flows out leaves the agents more time, and the contract a denominator it cannot reach.
    expect(probability('strict', 0.1)).toBeGreaterThan(probability('strict'));
    expect(probability('withFlowOuts', 0.1)).toBeLessThan(probability('strict', 0.1));
    expect(probability('withFlowOuts', 0.25)).toBeLessThan(0.01);
  });

  it('staff a day and skill groups, each by its own figure', () => {
    const day = (variant: ContractVariant) =>
      staffDay({
        calls: [300, 500, 400],
        averageHandleTimeSeconds: 210,
        intervalSeconds: 900,
        patienceSeconds: 60,
        serviceLevel: 0.8,
        ...contract,
        variant,
      });
    expect(day('shortExcluded').agentHours).toBeLessThan(day('strict').agentHours);
    expect(day('shortExcluded').serviceLevel).toBeGreaterThanOrEqual(0.8);
    const groups = (variant: 'strict' | 'shortExcluded' | 'withFlowOuts', flowOutShare = 0) =>
      skillGroupRequirement({
        model: {
          queues: [
            {
              name: 'koeln',
              priority: 1,
              handleTime: { kind: 'exponential', meanSeconds: 210 },
              patience: { kind: 'exponential', meanSeconds: 60 },
            },
          ],
          groups: [{ queues: [0] }],
        },
        calls: [[300, 500, 400]],
        intervalSeconds: 900,
        contracts: [{ queue: 0, serviceLevel: 0.8, ...contract, variant, flowOutShare }],
        days: 40,
        seed: 2,
      }).agentHours;
    expect(groups('shortExcluded')).toBeLessThan(groups('strict'));
    expect(groups('withFlowOuts', 0.1)).toBeGreaterThan(groups('strict'));
  });

  it('refuse a flow-out share that leaves no call, a percentage, and a target beyond what stays', () => {
    const target = { ...contract, serviceLevel: 0.8, variant: 'withFlowOuts' } as const;
    const needed = (flowOutShare: number) =>
      requiredAgents({
        calls: 60,
        intervalSeconds: 900,
        averageHandleTimeSeconds: 210,
        patienceSeconds: 60,
        target: { ...target, flowOutShare },
      });
    expect(() => needed(1)).toThrow('flowOutShare must be a share in [0, 1), got 1');
    expect(() => needed(20)).toThrow('Then write 0.2');
    expect(() => needed(0.25)).toThrow('choose less than 0.75');
  });
});
