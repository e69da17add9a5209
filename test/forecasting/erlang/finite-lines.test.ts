import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB, queueA } from '../../../forecasting/erlang/index.ts';
import { numberIn, referenceTable } from '../../support/reference-table.ts';

describe('queueA with a limited number of lines', () => {
  it('equals the published values of every reference row', () => {
    for (const row of referenceTable('finite_lines.csv')) {
      const queue = queueA({
        callsPerSecond: numberIn(row, 'calls_per_s'),
        agents: numberIn(row, 'agents'),
        lines: numberIn(row, 'lines'),
        averageHandleTimeSeconds: numberIn(row, 'aht_s'),
        patienceSeconds: numberIn(row, 'patience_s'),
        answerThresholdSeconds: numberIn(row, 'T_s'),
      });
      const values: readonly (readonly [number, string])[] = [
        [queue.blockedShare, 'p_block'],
        [queue.waitProbability, 'pwait'],
        [queue.abandonShare, 'p_abandon'],
        [queue.serviceLevel.strict, 'sl_offered'],
        [queue.serviceLevel.answeredOnly, 'sl_served'],
      ];
      for (const [value, column] of values)
        expect(Math.abs(value - numberIn(row, column)), column).toBeLessThan(5e-11);
    }
  });

  it('is Erlang B when every line is an agent', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 80 }),
        fc.double({ min: 0.01, max: 120, noNaN: true }),
        (agents, load) => {
          const queue = queueA({
            callsPerSecond: load / 180,
            agents,
            lines: agents,
            averageHandleTimeSeconds: 180,
            patienceSeconds: Infinity,
            answerThresholdSeconds: 20,
          });
          expect(queue.blockedShare).toBeCloseTo(erlangB(agents, (load / 180) * 180), 12);
        },
      ),
    );
  });

  it('becomes the model without a limit as lines are added', () => {
    const input = {
      callsPerSecond: 0.12,
      agents: 24,
      averageHandleTimeSeconds: 210,
      patienceSeconds: 90,
      answerThresholdSeconds: 20,
    };
    const [limited, free] = [queueA({ ...input, lines: 600 }), queueA(input)];
    expect(limited.blockedShare).toBeLessThan(1e-12);
    expect(limited.serviceLevel.strict).toBeCloseTo(free.serviceLevel.strict, 10);
    expect(limited.serviceLevel.virtualWaitWithin).toBeCloseTo(free.serviceLevel.virtualWaitWithin, 10);
    expect(limited.serviceLevel.abandonedWithinExcluded).toBeCloseTo(
      free.serviceLevel.abandonedWithinExcluded,
      10,
    );
    expect(limited.meanWaitSeconds).toBeCloseTo(free.meanWaitSeconds, 8);
  });

  it('accounts for every call: answered, abandoned or blocked', () => {
    const queue = queueA({
      callsPerSecond: 2,
      agents: 100,
      lines: 40_000,
      averageHandleTimeSeconds: 210,
      patienceSeconds: Infinity,
      answerThresholdSeconds: 20,
    });
    expect(queue.blockedShare).toBeCloseTo(1 - 100 / 420, 9);
    expect(queue.occupancy).toBeCloseTo(1, 9);
  });

  it('blocks everybody without a line and without an agent', () => {
    const input = {
      callsPerSecond: 0.1,
      averageHandleTimeSeconds: 210,
      patienceSeconds: Infinity,
      answerThresholdSeconds: 20,
    };
    expect(queueA({ ...input, agents: 3, lines: 0 }).blockedShare).toBe(1);
    expect(queueA({ ...input, agents: 0, lines: 5 }).blockedShare).toBe(1);
  });
});
