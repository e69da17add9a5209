import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayOutcome, queueA } from '../../../forecasting/erlang/index.ts';
import { numberIn, referenceTable } from '../../support/reference-table.ts';

const quarterHours = {
  intervalSeconds: 900,
  averageHandleTimeSeconds: 210,
  patienceSeconds: 120,
  answerThresholdSeconds: 20,
};

describe('dayOutcome', () => {
  const rows = referenceTable('time_varying.csv');
  for (const profile of new Set(rows.map((row) => row['profile'] ?? '')))
    it(`equals the exact course of the day ${profile}`, () => {
      const day = rows.filter((row) => row['profile'] === profile);
      const outcome = dayOutcome(
        day.map((row) => numberIn(row, 'calls') / 900),
        day.map((row) => numberIn(row, 'agents')),
        { ...quarterHours, patienceSeconds: day.map((row) => numberIn(row, 'patience_s')) },
      );
      day.forEach((row, i) => {
        const interval = outcome.intervals[i];
        expect(Math.abs((interval?.serviceLevel ?? NaN) - numberIn(row, 'sl_offered'))).toBeLessThan(1e-9);
        expect(Math.abs((interval?.allBusyShare ?? NaN) - numberIn(row, 'p_delay'))).toBeLessThan(1e-8);
        expect(Math.abs((interval?.meanQueueLength ?? NaN) - numberIn(row, 'mean_queue_len'))).toBeLessThan(
          1e-6,
        );
        expect(Math.abs((interval?.meanBusyAgents ?? NaN) - numberIn(row, 'mean_busy'))).toBeLessThan(1e-6);
        expect(
          Math.abs((interval?.meanInSystemAtEnd ?? NaN) - numberIn(row, 'mean_in_system_at_end')),
        ).toBeLessThan(1e-6);
      });
    });

  it('settles at the steady state when nothing changes for long', () => {
    const outcome = dayOutcome(
      Array.from({ length: 12 }, () => 0.05),
      Array.from({ length: 12 }, () => 11),
      quarterHours,
    );
    const steady = queueA({ ...quarterHours, callsPerSecond: 0.05, agents: 11 });
    expect(outcome.intervals.at(-1)?.serviceLevel).toBeCloseTo(steady.serviceLevel.strict, 9);
    expect(outcome.intervals.at(-1)?.allBusyShare).toBeCloseTo(steady.waitProbability, 9);
  });

  it('does not depend on how finely the day is cut', () => {
    const coarse = dayOutcome([0.06, 0.09, 0.05], [12, 15, 11], { ...quarterHours, intervalSeconds: 1800 });
    const fine = dayOutcome([0.06, 0.06, 0.09, 0.09, 0.05, 0.05], [12, 12, 15, 15, 11, 11], quarterHours);
    expect(fine.serviceLevel).toBeCloseTo(coarse.serviceLevel, 10);
    expect(fine.abandonShare).toBeCloseTo(coarse.abandonShare, 10);
  });

  it('lets callers wait over several changes of staff within one threshold', () => {
    const whole = dayOutcome([0.1], [10], {
      ...quarterHours,
      intervalSeconds: 120,
      answerThresholdSeconds: 90,
    });
    const cut = dayOutcome([0.1, 0.1, 0.1, 0.1], [10, 10, 10, 10], {
      ...quarterHours,
      intervalSeconds: 30,
      answerThresholdSeconds: 90,
    });
    const stepped = dayOutcome([0.1, 0.1, 0.1, 0.1], [10, 9, 11, 10], {
      ...quarterHours,
      intervalSeconds: 30,
      answerThresholdSeconds: 90,
    });
    expect(cut.serviceLevel).toBeCloseTo(whole.serviceLevel, 10);
    expect(Math.abs(stepped.serviceLevel - whole.serviceLevel)).toBeLessThan(0.05);
  });

  it('keeps its expectations in balance: calls in = handled + abandoned + still there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            rate: fc.double({ min: 0, max: 0.08, noNaN: true }),
            agents: fc.integer({ min: 0, max: 16 }),
          }),
          { minLength: 1, maxLength: 6 },
        ),
        (day) => {
          const outcome = dayOutcome(
            day.map(({ rate }) => rate),
            day.map(({ agents }) => agents),
            quarterHours,
          );
          const handled = outcome.intervals.reduce((sum, o) => sum + (o.meanBusyAgents * 900) / 210, 0);
          const abandoned = outcome.intervals.reduce((sum, o) => sum + o.abandoned, 0);
          const left = outcome.intervals.at(-1)?.meanInSystemAtEnd ?? 0;
          expect(handled + abandoned + left).toBeCloseTo(outcome.calls, 6);
          for (const interval of outcome.intervals) {
            expect(interval.serviceLevel).toBeGreaterThanOrEqual(0);
            expect(interval.serviceLevel).toBeLessThanOrEqual(1);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('starts from the state seen now: a backlog lowers the first interval', () => {
    const empty = dayOutcome([0.05], [12], quarterHours);
    const crowded = dayOutcome([0.05], [12], { ...quarterHours, start: { busy: 12, waiting: 30 } });
    expect(crowded.serviceLevel).toBeLessThan(empty.serviceLevel);
    const free = dayOutcome([0], [12], { ...quarterHours, start: { busy: 0, waiting: 5 } });
    expect(free.intervals[0]?.meanQueueLength).toBe(0);
  });

  it('refuses lists of different lengths and impossible values', () => {
    expect(() => dayOutcome([0.1, 0.1], [10], quarterHours)).toThrow('agents has 1 values for 2 intervals');
    expect(() => dayOutcome([0.1], [2.5], quarterHours)).toThrow(
      'agents[0] must be a whole number ≥ 0, got 2.5',
    );
    expect(() => dayOutcome([-0.1], [2], quarterHours)).toThrow('callsPerSecond[0]');
    expect(() => dayOutcome([0.1], [2], { ...quarterHours, patienceSeconds: 0 })).toThrow('patienceSeconds');
  });
});
