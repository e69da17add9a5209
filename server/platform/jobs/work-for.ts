import type { RunningJob } from './define-job.ts';
import type { WorkerPool, WorkerRequest } from '../workers/worker-pool.ts';

/**
 * Has a thread do a job's work and ends it with the job.
 *
 * @returns the worker's result
 * @throws Error where it was cancelled, took too long or broke
 */
export async function workFor(
  { cancelled }: Pick<RunningJob<never>, 'cancelled'>,
  pool: WorkerPool,
  request: WorkerRequest,
): Promise<unknown> {
  const handle = pool.start(request);
  if (cancelled.aborted) handle.cancel();
  cancelled.addEventListener('abort', handle.cancel, { once: true });
  const outcome = await handle.done;
  cancelled.removeEventListener('abort', handle.cancel);
  switch (outcome.kind) {
    case 'done':
      return outcome.result;
    case 'cancelled':
      throw new Error('the work was cancelled');
    case 'overran':
      throw new Error(`the work took longer than ${outcome.wallSeconds} s`);
    case 'failed':
      throw new Error(outcome.problem);
    default:
      return outcome satisfies never;
  }
}
