import { afterEach, describe, expect, it } from 'vitest';
import { generateRosterProblem } from '../../../../forecasting/roster/benchmark/generate-problem.ts';
import { compileProblem } from '../../../../forecasting/roster/solver/model/compile-problem.ts';
import type { Plan } from '../../../../forecasting/roster/solver/model/duty-model.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import {
  WorkerPool,
  type WorkerHandle,
  type WorkerRequest,
} from '../../../../server/platform/workers/worker-pool.ts';
import { solveRoster } from '../../../../server/planning/optimise/solve-roster.ts';

const runners: WorkerPool[] = [];

/** Starts the jobs as told, but the one at a position gets no task, of which it dies. */
class RunnerWithOneDying extends WorkerPool {
  private started = 0;
  private readonly dying: number | undefined;

  constructor(dying?: number) {
    super(4);
    this.dying = dying;
    runners.push(this);
  }

  override start(request: WorkerRequest): WorkerHandle {
    return super.start(this.started++ === this.dying ? { ...request, input: 'no task' } : request);
  }
}

const { model } = compileProblem(
  generateRosterProblem({ agents: 12, weeks: 1, seed: 3, firstDay: plainDate('2026-10-05') }),
);

/** Cancelled as soon as there is a first roster. */
async function firstRoster(seed: number): Promise<Plan | undefined> {
  const cancelled = new AbortController();
  let first: Plan | undefined;
  await solveRoster(model, {
    seconds: 60,
    seed,
    now: Date.now,
    runner: new RunnerWithOneDying(),
    cancelled: cancelled.signal,
    onProgress: ({ plan }) => {
      first ??= plan;
      if (first !== undefined) cancelled.abort();
    },
  });
  return first;
}

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
});

describe('solving a roster on all cores', () => {
  it('names a searcher that died, and still has the roster of the other', async () => {
    const solved = await solveRoster(model, {
      seconds: 4,
      seed: 1,
      now: Date.now,
      runner: new RunnerWithOneDying(1),
    });
    expect(solved.failures).toEqual(['searcher 1: a roster worker needs a task']);
    expect(solved.plan?.duties).toHaveLength(12);
  }, 60_000);

  it('waits for a first roster where the time was too short for the searchers to start', async () => {
    const solved = await solveRoster(model, {
      seconds: 0.001,
      seed: 1,
      now: Date.now,
      runner: new RunnerWithOneDying(),
    });
    expect(solved.plan?.duties).toHaveLength(12);
    expect(solved.firstPlanSeconds).toBeDefined();
  }, 60_000);

  it('begins with the same roster for the same seed, whichever searcher comes first', async () => {
    const first = await firstRoster(7);
    expect(first).toBeDefined();
    for (let again = 0; again < 3; again++) expect((await firstRoster(7))?.duties).toEqual(first?.duties);
    expect((await firstRoster(8))?.duties).not.toEqual(first?.duties);
  }, 60_000);
});
