import { performance } from 'node:perf_hooks';
import { afterEach, describe, expect, it } from 'vitest';
import { evenBurdens } from '../../../../forecasting/roster/fairness/even-burdens.ts';
import { WorkerPool } from '../../../../server/platform/workers/worker-pool.ts';
import { solveRosterProblem } from '../../../../server/planning/optimise/solve-roster-problem.ts';
import { agent, contract, lawfulShifts, problemOf, rosterOf } from '../../../support/small-roster-problem.ts';

const runners: WorkerPool[] = [];

function newRunner(): WorkerPool {
  const runner = new WorkerPool(4);
  runners.push(runner);
  return runner;
}

const problem = problemOf([agent('A'), agent('B'), agent('C')], {
  contracts: [{ ...contract, minRestDays: 1 }],
  demand: [
    {
      group: 'koeln',
      scheduledAgents: problemOf([]).days.map(({ open }) =>
        Array.from({ length: 96 }, (_, quarter) =>
          open !== undefined && quarter >= 36 && quarter < 64 ? 2 : 0,
        ),
      ),
    },
  ],
});

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});

describe('solving a roster problem', () => {
  it('gives a lawful roster whose cost the checker counted, and a bound not above it', async () => {
    const solved = await solveRosterProblem(problem, {
      seconds: 8,
      seed: 1,
      now: Date.now,
      runner: newRunner(),
    });
    expect(solved.failures).toEqual([]);
    expect(solved.check.lawful).toBe(true);
    expect(solved.bound ?? Infinity).toBeLessThanOrEqual(solved.check.objective + 1e-6);
  }, 60_000);

  it('evens burdens out where it may, and leaves them where each change has a price', async () => {
    const options = { seconds: 4, seed: 1, now: Date.now };
    const solved = await solveRosterProblem(problem, { ...options, runner: newRunner() });
    expect(evenBurdens(problem, solved.roster).exchanges).toBe(0);
    const early = rosterOf(...lawfulShifts('A', 420), ...lawfulShifts('B', 540), ...lawfulShifts('C', 540));
    expect(evenBurdens(problem, early).exchanges).toBeGreaterThan(0);
    const gentle = { ...options, from: early, changesCost: true, runner: newRunner() };
    expect((await solveRosterProblem(problem, gentle)).exchanges).toBe(0);
  }, 60_000);

  it('never keeps the calling thread: translating, searching and checking are done elsewhere', async () => {
    const before = performance.eventLoopUtilization();
    await solveRosterProblem(problem, { seconds: 3, seed: 1, now: Date.now, runner: newRunner() });
    expect(performance.eventLoopUtilization(before).utilization).toBeLessThan(0.5);
  }, 60_000);

  // It has 300 s; the test gives up after 60. How fast a search ends is measured by `npm run bench roster-search`.
  it('ends with the best roster so far when it is cancelled, long before its time', async () => {
    const cancelled = new AbortController();
    const solved = await solveRosterProblem(problem, {
      seconds: 300,
      seed: 1,
      now: Date.now,
      runner: newRunner(),
      cancelled: cancelled.signal,
      onProgress: () => cancelled.abort(),
    });
    expect(cancelled.signal.aborted).toBe(true);
    expect(solved.check.lawful).toBe(true);
    expect(solved.roster.shifts.length).toBeGreaterThan(0);
  }, 60_000);

  it('says that there is no roster when it is cancelled before the first one', async () => {
    const cancelled = new AbortController();
    cancelled.abort();
    await expect(
      solveRosterProblem(problem, {
        seconds: 300,
        seed: 1,
        now: Date.now,
        runner: newRunner(),
        cancelled: cancelled.signal,
      }),
    ).rejects.toThrow('before a first roster');
  });
});
