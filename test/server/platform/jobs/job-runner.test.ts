import { afterEach, describe, expect, it } from 'vitest';
import { benchmarkModel } from '../../../../forecasting/roster/benchmark/benchmark-model.ts';
import type { JobRecord } from '../../../../server/platform/jobs/job.ts';
import { JobRunner, type JobRequest } from '../../../../server/platform/jobs/job-runner.ts';
import { isRosterNews, type RosterTask } from '../../../../server/planning/optimise/roster-task.ts';
import { smallBenchmark } from '../../../support/small-benchmark.ts';

const saved: JobRecord[] = [];
const runners: JobRunner[] = [];

function newRunner(atOnce = 2): JobRunner {
  const runner = new JobRunner({
    atOnce,
    now: Date.now,
    store: { save: (record) => void saved.push(record) },
  });
  runners.push(runner);
  return runner;
}

/** A search that would go on for `seconds`. */
function longSearch(seconds: number): JobRequest {
  const task: RosterTask = {
    model: benchmarkModel(smallBenchmark()),
    seed: 1,
    firstSeed: 1,
    role: 'anneal',
    position: 0,
    searchers: 1,
    deadline: Date.now() + seconds * 1000,
  };
  return { kind: 'optimise', entry: 'roster-worker', input: task, wallSeconds: 600 };
}

afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.close()));
  saved.length = 0;
});

describe('a job', () => {
  it('ends with its result, and is stored with its input', async () => {
    const handle = newRunner().start(longSearch(0.5));
    const outcome = await handle.done;
    expect(outcome.kind).toBe('done');
    expect(saved.at(-1)).toMatchObject({ id: handle.id, kind: 'optimise', outcome: { kind: 'done' } });
    expect(saved.at(-1)?.input).toMatchObject({ seed: 1 });
  });

  it('keeps its latest partial result when it is cancelled', async () => {
    const runner = newRunner();
    const handle = await new Promise<ReturnType<JobRunner['start']>>((resolve) => {
      const started = runner.start({ ...longSearch(300), onPartial: () => resolve(started) });
    });
    handle.cancel();
    const outcome = await handle.done;
    expect(outcome.kind).toBe('cancelled');
    expect(outcome.kind === 'cancelled' && isRosterNews(outcome.partial)).toBe(true);
  });

  it('is ended by the backstop when it runs over its time', async () => {
    const outcome = await newRunner().start({ ...longSearch(300), wallSeconds: 0.01 }).done;
    expect(outcome).toMatchObject({ kind: 'overran', wallSeconds: 0.01 });
  });

  it('fails with the reason when its worker throws', async () => {
    const outcome = await newRunner().start({ ...longSearch(1), input: { nothing: true } }).done;
    expect(outcome).toEqual({ kind: 'failed', problem: 'a roster worker needs a task' });
  });

  it('waits for its turn and can be cancelled while waiting', async () => {
    const runner = newRunner(1);
    const first = runner.start(longSearch(300));
    const second = runner.start(longSearch(300));
    expect(second.record().startedAt).toBeUndefined();
    second.cancel();
    expect(await second.done).toEqual({ kind: 'cancelled' });
    first.cancel();
    expect((await first.done).kind).toBe('cancelled');
  });
});
