import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  grossAgents,
  intervalMeasures,
  requiredAgents,
  type RequiredAgentsInput,
} from '../../../forecasting/staffing/index.ts';
import { referenceTable, type ReferenceRow } from '../../support/reference-table.ts';

function optional(row: ReferenceRow, column: string): number | undefined {
  const text = row[column] ?? '';
  return text === '' ? undefined : Number(text);
}

function inputOf(row: ReferenceRow): RequiredAgentsInput {
  return {
    calls: Number(row['calls']),
    intervalSeconds: Number(row['interval_s']),
    averageHandleTimeSeconds: Number(row['aht_s']),
    patienceSeconds: optional(row, 'patience_s'),
    target: {
      serviceLevel: optional(row, 'target_sl') ?? optional(row, 'target_sl_offered'),
      answerThresholdSeconds: optional(row, 'T_s'),
      maxOccupancy: optional(row, 'max_occupancy'),
      maxAverageSpeedOfAnswerSeconds: optional(row, 'max_asa_s'),
      maxAbandonShare: optional(row, 'max_abandon'),
    },
  };
}

const eightyTwenty = { serviceLevel: 0.8, answerThresholdSeconds: 20 };
const hundredCalls = {
  calls: 100,
  intervalSeconds: 1800,
  averageHandleTimeSeconds: 180,
  target: eightyTwenty,
};

describe('requiredAgents', () => {
  it('holds the mean wait also where callers hang up', () => {
    const patient = { calls: 100, intervalSeconds: 900, averageHandleTimeSeconds: 210, patienceSeconds: 120 };
    const found = requiredAgents({ ...patient, target: { maxAverageSpeedOfAnswerSeconds: 5 } });
    expect(found.averageSpeedOfAnswerSeconds).toBeLessThanOrEqual(5);
    expect(
      intervalMeasures({ ...patient, target: {} }, found.agents - 1).averageSpeedOfAnswerSeconds,
    ).toBeGreaterThan(5);
  });

  for (const table of ['required_erlang_c.csv', 'required_erlang_a.csv'])
    it(`equals every row of ${table}, gross too`, () => {
      for (const row of referenceTable(table)) {
        const { agents } = requiredAgents(inputOf(row));
        expect([agents, grossAgents(agents, Number(row['shrinkage']))], JSON.stringify(row)).toEqual([
          Number(row['agents']),
          Number(row['agents_gross']),
        ]);
      }
    });

  it('decides ties of occupancy as decimals: 258.4 erlang at 0.85 need 304 agents', () => {
    const tie = {
      calls: 258.4,
      intervalSeconds: 900,
      averageHandleTimeSeconds: 900,
      target: { maxOccupancy: 0.85 },
    };
    expect(requiredAgents(tie).agents).toBe(304);
    expect(requiredAgents({ ...tie, calls: 258.40000001 }).agents).toBe(305);
  });

  it('decides a wait of exactly the limit as enough', () => {
    // Half an erlang on two agents: one call in ten waits, for 10 s on average over all calls.
    const half = { calls: 3, intervalSeconds: 900, averageHandleTimeSeconds: 150 };
    expect(requiredAgents({ ...half, target: { maxAverageSpeedOfAnswerSeconds: 10 } }).agents).toBe(2);
    expect(requiredAgents({ ...half, target: { maxAverageSpeedOfAnswerSeconds: 9.9999999999 } }).agents).toBe(
      3,
    );
    const nobodyWaits = (serviceLevel: number): number =>
      requiredAgents({ ...half, target: { serviceLevel, answerThresholdSeconds: 0 } }).agents;
    expect(nobodyWaits(0.9)).toBe(2);
    expect(nobodyWaits(0.9000000000001)).toBe(3);
  });

  it('knows that overload answers less than agents ÷ load, never just as much', () => {
    const overload = {
      calls: 20_000,
      intervalSeconds: 180,
      averageHandleTimeSeconds: 180,
      patienceSeconds: 120,
      target: { maxAbandonShare: 0.14165 },
    };
    expect(requiredAgents(overload).agents).toBe(17_168);
  });

  it('decides a whole load exactly: 4.35 calls of 100 s a second are 435 erlang and need 436', () => {
    // 4.35 × 100 is 434.99999999999994 as doubles.
    const load = { calls: 4.35, averageHandleTimeSeconds: 100, intervalSeconds: 1, target: {} };
    expect(requiredAgents(load).agents).toBe(436);
  });

  it('decides a mean wait exactly, where doubles are a trifle above the limit', () => {
    // One agent at load a makes callers wait a ÷ (1 − a) handle times: 7.500000000000001 s and so on as doubles.
    for (const [calls, averageHandleTimeSeconds, most] of [
      [0.2, 180, 7.5],
      [2.6, 180, 195],
      [1.95, 240, 260],
      [3.4, 180, 382.5],
    ] as const) {
      const needed = (maxAverageSpeedOfAnswerSeconds: number): number =>
        requiredAgents({
          calls,
          averageHandleTimeSeconds,
          intervalSeconds: 900,
          target: { maxAverageSpeedOfAnswerSeconds },
        }).agents;
      expect(needed(most)).toBe(1);
      expect(needed(most - 0.001)).toBe(2);
    }
  });

  it('gives the fewest: one agent less misses a target', () => {
    fc.assert(
      fc.property(
        fc.record({
          calls: fc.double({ min: 0.1, max: 400, noNaN: true }),
          aht: fc.integer({ min: 30, max: 600 }),
          serviceLevel: fc.double({ min: 0.01, max: 0.99, noNaN: true }),
          threshold: fc.integer({ min: 1, max: 90 }),
          patience: fc.constantFrom(30, 120, 600, Infinity),
        }),
        ({ calls, aht, serviceLevel, threshold, patience }) => {
          const input = {
            calls,
            intervalSeconds: 900,
            averageHandleTimeSeconds: aht,
            patienceSeconds: patience,
            target: { serviceLevel, answerThresholdSeconds: threshold },
          };
          const required = requiredAgents(input);
          expect(required.serviceLevel).toBeGreaterThanOrEqual(serviceLevel);
          if (required.agents > 1)
            expect(intervalMeasures(input, required.agents - 1).serviceLevel).toBeLessThan(serviceLevel);
        },
      ),
    );
  });

  it('needs nobody without calls but the minimum, and at least one with any', () => {
    expect(requiredAgents({ ...hundredCalls, calls: 0 }).agents).toBe(0);
    expect(requiredAgents({ ...hundredCalls, calls: 0, minimumAgents: 2 }).agents).toBe(2);
    expect(requiredAgents({ ...hundredCalls, calls: 0.0001, target: {}, patienceSeconds: 60 }).agents).toBe(
      1,
    );
    expect(requiredAgents({ ...hundredCalls, calls: 0.0001, target: {} }).agents).toBe(1);
    expect(requiredAgents({ ...hundredCalls, minimumAgents: 20 }).agents).toBe(20);
  });

  it('counts by the variant of the contract', () => {
    const input = { ...hundredCalls, calls: 1000, patienceSeconds: 30 };
    const strict = requiredAgents(input).agents;
    const credited = requiredAgents({
      ...input,
      target: { ...eightyTwenty, variant: 'abandonedWithinCredited' },
    }).agents;
    expect(credited).toBeLessThan(strict);
  });

  const refused: Readonly<Record<string, readonly [Partial<RequiredAgentsInput>, string]>> = {
    'a percentage for a share': [
      { target: { serviceLevel: 80, answerThresholdSeconds: 20 } },
      'got 80; is it a percentage? Then write 0.8',
    ],
    'a target of 100 %': [{ target: { serviceLevel: 1, answerThresholdSeconds: 20 } }, 'choose less'],
    'a target without a threshold': [{ target: { serviceLevel: 0.8 } }, 'needs answerThresholdSeconds'],
    'a negative number of calls': [{ calls: -1 }, 'calls must be a number ≥ 0, got -1'],
    'no number': [{ calls: NaN }, 'got NaN'],
    'an interval of 0': [{ intervalSeconds: 0 }, 'intervalSeconds'],
    'patience 0': [{ patienceSeconds: 0 }, 'use Infinity'],
    'an occupancy of 0': [{ target: { maxOccupancy: 0 } }, 'maxOccupancy'],
    'a percentage of occupancy': [{ target: { maxOccupancy: 85 } }, 'Then write 0.85'],
    'no caller lost': [{ target: { maxAbandonShare: 0 }, patienceSeconds: 60 }, 'no number of agents'],
    'a mean wait of 0': [{ target: { maxAverageSpeedOfAnswerSeconds: 0 } }, 'endless agents'],
    'half a seat': [{ minimumAgents: 0.5 }, 'minimumAgents'],
  };
  for (const [name, [change, message]] of Object.entries(refused))
    it(`refuses ${name}`, () => {
      expect(() => requiredAgents({ ...hundredCalls, ...change })).toThrow(message);
    });
});

describe('grossAgents', () => {
  it('decides ties as decimals: 14 agents at 0.125 need 16, 7 at 0.3 need 10', () => {
    expect(grossAgents(14, 0.125)).toBe(16);
    expect(grossAgents(7, 0.3)).toBe(10);
    expect(grossAgents(0, 0.3)).toBe(0);
    expect(grossAgents(21, 0.3)).toBe(30);
    expect(grossAgents(21, 0.30000000000001)).toBe(31);
  });

  it('refuses a percentage and a shrinkage of 1', () => {
    expect(() => grossAgents(10, 30)).toThrow('is it a percentage? Then write 0.3');
    expect(() => grossAgents(10, 1)).toThrow('[0, 1)');
    expect(() => grossAgents(-1, 0.3)).toThrow('agents');
  });
});
