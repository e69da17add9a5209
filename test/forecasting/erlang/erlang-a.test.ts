import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { queueA, type QueueA, type QueueAInput, queueC } from '../../../forecasting/erlang/index.ts';
import { numberIn, referenceTable, relativeError } from '../../support/reference-table.ts';

const team = fc.record({
  callsPerSecond: fc.double({ min: 0.0005, max: 0.5, noNaN: true }),
  agents: fc.integer({ min: 1, max: 60 }),
  averageHandleTimeSeconds: fc.integer({ min: 30, max: 600 }),
  patienceSeconds: fc.integer({ min: 5, max: 900 }),
  answerThresholdSeconds: fc.integer({ min: 0, max: 120 }),
});

/** Every state's probability by the balance equations, and from them what callers meet: no closed form is used. */
function byStates(input: QueueAInput): { wait: number; abandoned: number; queue: number } {
  const { callsPerSecond, agents, averageHandleTimeSeconds, patienceSeconds } = input;
  const weights = [1];
  for (let k = 1; k < agents + 2000; k++) {
    const leaving =
      Math.min(k, agents) / averageHandleTimeSeconds + Math.max(0, k - agents) / patienceSeconds;
    weights.push(((weights[k - 1] ?? 0) * callsPerSecond) / leaving);
  }
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const queue = weights.reduce((sum, weight, k) => sum + Math.max(0, k - agents) * weight, 0) / total;
  const wait = weights.slice(agents).reduce((sum, weight) => sum + weight, 0) / total;
  return { wait, queue, abandoned: queue / patienceSeconds / callsPerSecond };
}

describe('queueA', () => {
  it('equals the published values of every reference row', () => {
    for (const row of referenceTable('erlang_a.csv')) {
      const queue = queueA({
        callsPerSecond: numberIn(row, 'calls_per_s'),
        agents: numberIn(row, 'agents'),
        averageHandleTimeSeconds: numberIn(row, 'aht_s'),
        patienceSeconds: numberIn(row, 'patience_s'),
        answerThresholdSeconds: numberIn(row, 'T_s'),
      });
      const { serviceLevel } = queue;
      const shares: readonly (readonly [number, string])[] = [
        [queue.waitProbability, 'pwait'],
        [queue.abandonShare, 'p_abandon'],
        [queue.occupancy, 'occupancy'],
        [serviceLevel.strict, 'sl_offered'],
        [serviceLevel.answeredOnly, 'sl_served'],
        [serviceLevel.abandonedWithinExcluded, 'sl_excl_early_abandons'],
        [serviceLevel.abandonedWithinCredited, 'p_wait_le_T'],
        [serviceLevel.virtualWaitWithin, 'p_virtual_wait_le_T'],
      ];
      for (const [value, column] of shares)
        expect(Math.abs(value - numberIn(row, column)), column).toBeLessThan(5e-11);
      expect(relativeError(queue.meanWaitSeconds, numberIn(row, 'mean_wait_s'))).toBeLessThan(1e-9);
    }
  });

  it('equals the balance of all its states', () => {
    fc.assert(
      fc.property(team, (input) => {
        const queue = queueA(input);
        const expected = byStates(input);
        expect(queue.waitProbability).toBeCloseTo(expected.wait, 10);
        expect(queue.abandonShare).toBeCloseTo(expected.abandoned, 10);
        expect(queue.meanQueueLength).toBeCloseTo(expected.queue, 8);
      }),
    );
  });

  it('orders the service levels by what they forgive', () => {
    fc.assert(
      fc.property(team, (input) => {
        const { strict, answeredOnly, abandonedWithinExcluded, abandonedWithinCredited, virtualWaitWithin } =
          queueA(input).serviceLevel;
        const least = strict - 1e-12;
        for (const level of [
          answeredOnly,
          abandonedWithinExcluded,
          abandonedWithinCredited,
          virtualWaitWithin,
        ]) {
          expect(level).toBeGreaterThanOrEqual(least);
          expect(level).toBeLessThanOrEqual(1 + 1e-12);
        }
        expect(abandonedWithinCredited).toBeGreaterThanOrEqual(virtualWaitWithin - 1e-12);
      }),
    );
  });

  it('loses fewer callers and works less per agent as agents are added', () => {
    fc.assert(
      fc.property(team, (input) => {
        const [few, more] = [queueA(input), queueA({ ...input, agents: input.agents + 1 })];
        // The reference values hold to 1e-10; a tenth of that is rounding, not a wrong direction.
        expect(more.abandonShare).toBeLessThanOrEqual(few.abandonShare + 1e-11);
        expect(more.occupancy).toBeLessThanOrEqual(few.occupancy + 1e-11);
        expect(more.serviceLevel.strict).toBeGreaterThanOrEqual(few.serviceLevel.strict - 1e-11);
      }),
    );
  });

  it('becomes Erlang C as patience grows without end', () => {
    const input = { agents: 14, averageHandleTimeSeconds: 180, answerThresholdSeconds: 20 };
    const endless = queueC({ ...input, offeredLoadErlangs: 10 });
    const patient = (patienceSeconds: number): QueueA =>
      queueA({ ...input, callsPerSecond: 10 / 180, patienceSeconds });
    expect(patient(Infinity).serviceLevel.strict).toBeCloseTo(endless.serviceLevel, 14);
    expect(patient(1e9).serviceLevel.strict).toBeCloseTo(endless.serviceLevel, 6);
    expect(patient(1e9).waitProbability).toBeCloseTo(endless.waitProbability, 6);
  });

  it('answers none and loses all without agents', () => {
    const queue = queueA({
      callsPerSecond: 0.1,
      agents: 0,
      averageHandleTimeSeconds: 180,
      patienceSeconds: 60,
      answerThresholdSeconds: 20,
    });
    expect(queue.serviceLevel.strict).toBe(0);
    expect(queue.abandonShare).toBeCloseTo(1, 12);
    expect(queue.meanWaitSeconds).toBeCloseTo(60, 9);
  });

  it('stays within bounds in extreme overload, where its series leaves the range of doubles', () => {
    const queue = queueA({
      callsPerSecond: 5_000,
      agents: 1_000,
      averageHandleTimeSeconds: 240,
      patienceSeconds: 3_600,
      answerThresholdSeconds: 20,
    });
    expect(queue.waitProbability).toBe(1);
    expect(queue.abandonShare).toBeCloseTo(1 - 1_000 / (5_000 * 240), 10);
    expect(queue.serviceLevel.strict).toBeCloseTo(0, 14);
  });

  it('says how long callers would have to wait, were they not gone long before', () => {
    // Computed with 40 digits; e^(−threshold ÷ patience) is too small for a double.
    for (const [callsPerSecond, patienceSeconds, expected] of [
      [0.010326833333333334, 0.5, 0.6830145845516473],
      [50, 0.01, 0.6321252751486177],
    ] as const)
      for (const lines of [undefined, 2_000])
        expect(
          queueA({
            callsPerSecond,
            agents: 1,
            averageHandleTimeSeconds: 600,
            patienceSeconds,
            answerThresholdSeconds: 600,
            ...(lines === undefined ? {} : { lines }),
          }).serviceLevel.virtualWaitWithin,
        ).toBeCloseTo(expected, 11);
  });

  it('refuses patience 0 and names the way out', () => {
    const input = {
      callsPerSecond: 0.1,
      agents: 3,
      averageHandleTimeSeconds: 180,
      patienceSeconds: 0,
      answerThresholdSeconds: 20,
    };
    expect(() => queueA(input)).toThrow('patienceSeconds must be > 0, got 0; use Infinity');
    expect(() => queueA({ ...input, patienceSeconds: NaN })).toThrow('got NaN');
  });
});
