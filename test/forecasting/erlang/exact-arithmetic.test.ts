import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { erlangB, erlangC, queueA, queueC } from '../../../forecasting/erlang/index.ts';
import { grossAgents, requiredAgents } from '../../../forecasting/staffing/index.ts';
import {
  exact,
  inverseErlangB,
  inverseErlangC,
  lateShare,
  patientQueue,
  product,
  quotient,
  ratioOf,
} from '../../support/exact-queue.ts';
import { relativeError } from '../../support/reference-table.ts';

const ONE = exact(1);
const seeded = (numRuns: number) => ({ numRuns, seed: 4 });
/** A load as somebody might write it, from a hundredth of an erlang to some thousand. */
const writtenLoad = fc
  .tuple(fc.integer({ min: 1, max: 999 }), fc.constantFrom(0.01, 0.1, 1, 10))
  .map(([digits, scale]) => Number((digits * scale).toFixed(2)));

describe('the formulas against whole-number arithmetic', () => {
  it('Erlang B and C keep twelve digits from lonely to crowded teams', () => {
    const teams = fc.tuple(writtenLoad, fc.double({ min: -3, max: 6, noNaN: true }));
    fc.assert(
      fc.property(teams, ([load, deviations]) => {
        const agents = Math.max(0, Math.round(load + deviations * Math.sqrt(load)));
        const blocked = ratioOf(ONE, inverseErlangB(agents, exact(load)));
        expect(relativeError(erlangB(agents, load), blocked)).toBeLessThan(1e-12);
        if (agents <= load) expect(erlangC(agents, load)).toBe(1);
        else
          expect(
            relativeError(erlangC(agents, load), ratioOf(ONE, inverseErlangC(agents, exact(load)))),
          ).toBeLessThan(1e-11);
      }),
      seeded(60),
    );
  });

  it('they keep them at a hundred thousand erlang, next to overload and where hardly anybody waits', () => {
    const teams = [
      [100_000, 100_001],
      [99_999.99, 100_000],
      [100_000, 101_500],
      [0.01, 1],
      [0.01, 40],
      [3, 120],
      [250, 700],
      [9.999999, 10],
    ] as const;
    for (const [load, agents] of teams) {
      expect(
        relativeError(erlangB(agents, load), ratioOf(ONE, inverseErlangB(agents, exact(load)))),
      ).toBeLessThan(1e-11);
      // A spare of a millionth of an agent is known to ten digits as a double.
      expect(
        relativeError(erlangC(agents, load), ratioOf(ONE, inverseErlangC(agents, exact(load)))),
      ).toBeLessThan(1e-9);
    }
  });

  it('the late share keeps its digits down to thresholds that nobody would exceed', () => {
    for (const [load, agents, handle, threshold] of [
      [10, 14, 180, 20],
      [10, 14, 180, 0],
      [10, 14, 180, 3_600],
      [120, 140, 210, 600],
      [0.3, 2, 600, 86_400],
      [99.5, 100, 5, 0.1],
    ] as const) {
      const queue = queueC({
        agents,
        offeredLoadErlangs: load,
        averageHandleTimeSeconds: handle,
        answerThresholdSeconds: threshold,
      });
      const [part, whole] = lateShare(agents, exact(load), handle, threshold);
      expect(relativeError(queue.lateShare, ratioOf(part, whole))).toBeLessThan(1e-11);
      expect(Math.abs(queue.serviceLevel - (1 - ratioOf(part, whole)))).toBeLessThan(1e-12);
    }
  });

  it('Erlang A keeps ten digits with much patience, little and next to none', () => {
    const teams = fc.record({
      agents: fc.integer({ min: 1, max: 40 }),
      // Whole numbers of handle times per patience and of patiences per handle time.
      patienceShare: fc.constantFrom([1, 1], [2, 1], [5, 1], [1, 2], [1, 4]),
      handle: fc.constantFrom(60, 200, 600),
      deviations: fc.double({ min: -2, max: 4, noNaN: true }),
      threshold: fc.constantFrom(0, 5, 20, 120, 900),
    });
    fc.assert(
      fc.property(teams, ({ agents, patienceShare: [up = 1, down = 1], handle, deviations, threshold }) => {
        fc.pre((agents * up) % down === 0);
        const load = Math.max(0.05, agents + deviations * Math.sqrt(agents));
        const callsPerSecond = Number((load / handle).toPrecision(6));
        const patienceSeconds = (handle * up) / down;
        const queue = queueA({
          callsPerSecond,
          agents,
          averageHandleTimeSeconds: handle,
          patienceSeconds,
          answerThresholdSeconds: threshold,
        });
        const judge = patientQueue({
          agents,
          callsPerSecond,
          averageHandleTimeSeconds: handle,
          patienceSeconds,
          thresholdSeconds: threshold,
        });
        expect(Math.abs(queue.waitProbability - judge.wait)).toBeLessThan(1e-11);
        expect(Math.abs(queue.abandonShare - judge.abandoned)).toBeLessThan(1e-11);
        expect(Math.abs(queue.serviceLevel.strict - judge.answeredWithin)).toBeLessThan(1e-11);
      }),
      seeded(40),
    );
  });

  it('required agents are the first for whom the late share is small enough', () => {
    const rows = fc.record({
      calls: fc.integer({ min: 1, max: 3_000 }),
      handle: fc.constantFrom(30, 90.5, 180, 210, 600),
      percent: fc.integer({ min: 1, max: 99 }),
      threshold: fc.constantFrom(0, 1, 10, 20, 60, 600),
      occupancyPercent: fc.option(fc.integer({ min: 40, max: 100 }), { nil: undefined }),
    });
    fc.assert(
      fc.property(rows, ({ calls, handle, percent, threshold, occupancyPercent }) => {
        const load = quotient(product(exact(calls), exact(handle)), exact(900));
        const meets = (agents: number): boolean => {
          if (exact(agents) <= load) return false;
          // 100 · load ≤ occupancy · agents, in whole numbers
          if (load * 100n > BigInt(occupancyPercent ?? 100) * exact(agents)) return false;
          const [part, whole] = lateShare(agents, load, handle, threshold);
          return part * 100n <= whole * BigInt(100 - percent);
        };
        const { agents } = requiredAgents({
          calls,
          intervalSeconds: 900,
          averageHandleTimeSeconds: handle,
          target: {
            serviceLevel: percent / 100,
            answerThresholdSeconds: threshold,
            maxOccupancy: occupancyPercent === undefined ? undefined : occupancyPercent / 100,
          },
        });
        expect([meets(agents), meets(agents - 1)]).toEqual([true, false]);
      }),
      seeded(80),
    );
  });

  it('every tie of occupancy and of shrinkage falls as the decimals say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), fc.integer({ min: 1, max: 99 }), (agents, percent) => {
        // `agents` at this occupancy carry exactly this load: as written, in hundredths.
        const load = (agents * percent) / 100;
        const calls = Number(load.toFixed(2));
        expect(
          requiredAgents({
            calls,
            intervalSeconds: 900,
            averageHandleTimeSeconds: 900,
            target: { maxOccupancy: percent / 100 },
          }).agents,
        ).toBe(agents);
        const gross = Math.ceil((agents * 100) / (100 - percent) - 1e-9);
        expect(grossAgents(agents, percent / 100)).toBe(gross);
      }),
      seeded(300),
    );
  });
});
