import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB, erlangC, queueC } from '../../../forecasting/erlang/index.ts';
import { numberIn, referenceTable, relativeError } from '../../support/reference-table.ts';

const stable = fc
  .record({ load: fc.double({ min: 0.01, max: 400, noNaN: true }), spare: fc.integer({ min: 1, max: 40 }) })
  .map(({ load, spare }) => ({ load, agents: Math.floor(load) + spare }));

describe('erlangC', () => {
  it('equals the published values of every reference row', () => {
    for (const row of referenceTable('erlang_bc.csv'))
      expect(
        relativeError(
          erlangC(numberIn(row, 'agents'), numberIn(row, 'load_erl')),
          numberIn(row, 'erlang_c_pwait'),
        ),
      ).toBeLessThan(1e-11);
  });

  it('follows from Erlang B by C = nB ÷ (n − a(1 − B))', () => {
    fc.assert(
      fc.property(stable, ({ agents, load }) => {
        const blocked = erlangB(agents, load);
        const expected = (agents * blocked) / (agents - load * (1 - blocked));
        expect(relativeError(erlangC(agents, load), expected)).toBeLessThan(1e-9);
      }),
    );
  });

  it('lies between Erlang B and 1 and falls as agents are added', () => {
    fc.assert(
      fc.property(stable, ({ agents, load }) => {
        expect(erlangC(agents, load)).toBeGreaterThanOrEqual(erlangB(agents, load));
        expect(erlangC(agents, load)).toBeLessThanOrEqual(1);
        expect(erlangC(agents + 1, load)).toBeLessThan(erlangC(agents, load));
      }),
    );
  });

  it('is 1 when the load reaches the agents and 0 without load', () => {
    expect(erlangC(10, 10)).toBe(1);
    expect(erlangC(0, 0.01)).toBe(1);
    expect(erlangC(0, 0)).toBe(0);
  });
});

describe('queueC', () => {
  it('equals the published values of every reference row', () => {
    for (const row of referenceTable('erlang_c_sl.csv')) {
      const queue = queueC({
        agents: numberIn(row, 'agents'),
        offeredLoadErlangs: numberIn(row, 'load_erl'),
        averageHandleTimeSeconds: numberIn(row, 'aht_s'),
        answerThresholdSeconds: numberIn(row, 'T_s'),
      });
      expect(relativeError(queue.waitProbability, numberIn(row, 'pwait'))).toBeLessThan(1e-10);
      expect(relativeError(queue.averageSpeedOfAnswerSeconds, numberIn(row, 'asa_s'))).toBeLessThan(1e-10);
      expect(relativeError(queue.lateShare, numberIn(row, 'one_minus_sl'))).toBeLessThan(1e-10);
      expect(Math.abs(queue.serviceLevel - numberIn(row, 'sl'))).toBeLessThan(1e-11);
      expect(Number(queue.stable)).toBe(numberIn(row, 'stable'));
      expect(relativeError(queue.occupancy, numberIn(row, 'occupancy'))).toBeLessThan(1e-12);
      expect(relativeError(queue.meanQueueLength, numberIn(row, 'mean_queue_len'))).toBeLessThan(1e-10);
    }
  });

  it('keeps Little’s law: queue length = arrival rate × mean wait', () => {
    fc.assert(
      fc.property(stable, fc.integer({ min: 30, max: 900 }), ({ agents, load }, averageHandleTimeSeconds) => {
        const queue = queueC({
          agents,
          offeredLoadErlangs: load,
          averageHandleTimeSeconds,
          answerThresholdSeconds: 20,
        });
        const byLittle = (load / averageHandleTimeSeconds) * queue.averageSpeedOfAnswerSeconds;
        expect(relativeError(queue.meanQueueLength, byLittle)).toBeLessThan(1e-12);
      }),
    );
  });

  it('rises with the threshold and ends at the share that need not wait for a threshold of 0', () => {
    const at = (answerThresholdSeconds: number): number =>
      queueC({ agents: 12, offeredLoadErlangs: 10, averageHandleTimeSeconds: 180, answerThresholdSeconds })
        .serviceLevel;
    expect(at(0)).toBeCloseTo(1 - erlangC(12, 10), 14);
    expect(at(10)).toBeGreaterThan(at(0));
    expect(at(60)).toBeGreaterThan(at(20));
  });

  it('gives the textbook example of fourteen agents', () => {
    const queue = queueC({
      agents: 14,
      offeredLoadErlangs: 10,
      averageHandleTimeSeconds: 180,
      answerThresholdSeconds: 20,
    });
    // README of the R package ErlangC and of pyworkforce
    expect(queue.serviceLevel).toBeCloseTo(0.8883500191794669, 14);
    expect(queue.averageSpeedOfAnswerSeconds).toBeCloseTo(7.83593701177724, 12);
  });

  it('refuses a handle time of 0 and a negative threshold', () => {
    const input = {
      agents: 3,
      offeredLoadErlangs: 1,
      averageHandleTimeSeconds: 60,
      answerThresholdSeconds: 20,
    };
    expect(() => queueC({ ...input, averageHandleTimeSeconds: 0 })).toThrow('averageHandleTimeSeconds');
    expect(() => queueC({ ...input, answerThresholdSeconds: -1 })).toThrow('answerThresholdSeconds');
  });
});
