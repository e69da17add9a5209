import { afterEach, describe, expect, it } from 'vitest';
import { benchmarkModel } from '../../../../forecasting/roster/benchmark/benchmark-model.ts';
import { WorkerPool, type WorkerRequest } from '../../../../server/platform/workers/worker-pool.ts';
import { isRosterNews, type RosterTask } from '../../../../server/planning/optimise/roster-task.ts';
import { smallBenchmark } from '../../../support/small-benchmark.ts';

const pools: WorkerPool[] = [];

function newPool(atOnce = 2): WorkerPool {
  const pool = new WorkerPool(atOnce);
  pools.push(pool);
  return pool;
}

/** A search that would go on for `seconds`. */
function longSearch(seconds: number): WorkerRequest {
  const task: RosterTask = {
    model: benchmarkModel(smallBenchmark()),
    seed: 1,
    firstSeed: 1,
    role: 'anneal',
    position: 0,
    searchers: 1,
    deadline: Date.now() + seconds * 1000,
  };
  return { entry: 'roster-worker', input: task, wallSeconds: 600 };
}

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('work in a thread', () => {
  it('ends with its result', async () => {
    expect((await newPool().start(longSearch(0.5)).done).kind).toBe('done');
  });

  it('keeps its latest partial result when it is cancelled', async () => {
    const pool = newPool();
    const handle = await new Promise<ReturnType<WorkerPool['start']>>((resolve) => {
      const started = pool.start({ ...longSearch(300), onPartial: () => resolve(started) });
    });
    handle.cancel();
    const outcome = await handle.done;
    expect(outcome.kind).toBe('cancelled');
    expect(outcome.kind === 'cancelled' && isRosterNews(outcome.partial)).toBe(true);
  });

  it('is ended by the backstop when it runs over its time', async () => {
    const outcome = await newPool().start({ ...longSearch(300), wallSeconds: 0.01 }).done;
    expect(outcome).toMatchObject({ kind: 'overran', wallSeconds: 0.01 });
  });

  it('fails with the reason when its worker throws', async () => {
    const outcome = await newPool().start({ ...longSearch(1), input: { nothing: true } }).done;
    expect(outcome).toEqual({ kind: 'failed', problem: 'a roster worker needs a task' });
  });

  it('waits for its turn and can be cancelled while waiting', async () => {
    const pool = newPool(1);
    const first = pool.start(longSearch(300));
    const second = pool.start(longSearch(300));
    expect([first.hasStarted(), second.hasStarted()]).toEqual([true, false]);
    second.cancel();
    expect(await second.done).toEqual({ kind: 'cancelled' });
    first.cancel();
    expect((await first.done).kind).toBe('cancelled');
  });
});
