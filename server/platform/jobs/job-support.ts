import { availableParallelism } from 'node:os';
import type { Db } from '../store/schema.ts';
import { Jobs, coresForJobs } from './jobs.ts';
import { WorkerPool } from '../workers/worker-pool.ts';

/** What long work of a server runs with. */
export interface JobSupport {
  readonly jobs: Jobs;
  /** Threads of jobs, which `jobs` counts. */
  readonly pool: WorkerPool;
  /** Threads for what somebody waits for within one request: a look at a file, a repair, a simulation before publishing. */
  readonly moments: WorkerPool;
  /** Cores that one search for a roster keeps busy. */
  readonly searchCores: number;
  readonly close: () => Promise<void>;
}

/** More threads at once than any budget of cores lets jobs have. */
const MOST_THREADS = 64;
/** A search has no use for more. */
const MOST_SEARCH_CORES = 4;
const MOMENTS_AT_ONCE = 2;

export async function openJobSupport(options: {
  readonly db: Db;
  readonly now: () => number;
  readonly onFailure: (error: unknown) => void;
}): Promise<JobSupport> {
  const cores = coresForJobs(availableParallelism());
  const jobs = await Jobs.open({ ...options, cores });
  const pool = new WorkerPool(MOST_THREADS);
  const moments = new WorkerPool(MOMENTS_AT_ONCE);
  return {
    jobs,
    pool,
    moments,
    searchCores: Math.min(MOST_SEARCH_CORES, cores - 1),
    close: async () => {
      await jobs.close();
      await pool.close();
      await moments.close();
    },
  };
}
