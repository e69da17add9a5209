import { importJob, type ImportOptions } from '../../contract/history.ts';
import {
  defineJob,
  type DefinedJob,
  type JobRight,
  type RunningJob,
} from '../../platform/jobs/define-job.ts';
import type { WorkerPool } from '../../platform/workers/worker-pool.ts';
import type { Store } from '../../platform/store/database.ts';
import { rememberMapping } from '../history/history-store.ts';
import type { KnownCity } from '../history/queue-cities.ts';
import { rememberQueues } from '../history/queue-mapping-store.ts';
import { importResult } from './import-answers.ts';
import { isImportOutcome, STOP, type ImportTask, type ImportTaskOutcome } from './import-task.ts';
import type { ClaimedUpload, Uploads } from './uploads.ts';

export interface ImportJobOptions {
  readonly store: Store;
  readonly pool: WorkerPool;
  readonly uploads: Uploads;
  readonly now: () => number;
  readonly zone: string;
  readonly cities: () => readonly KnownCity[];
  /** Called when rows came: a new forecast would know more. */
  readonly onChanged: () => void;
}

/** An import that takes longer than this has lost its way. */
const WALL_SECONDS = 1_800;

/** A file may hold any city, so it takes a planner of all of them. */
const PLANNERS_OF_ALL: JobRight = { roles: ['administrator', 'planner'], of: 'allCities' };

interface ImportWork {
  readonly upload: ClaimedUpload;
  readonly options: ImportOptions;
}

/** Imports of uploaded files, one after the other; what an import has written goes away with it when it is cancelled. */
export function defineImportJob(options: ImportJobOptions): DefinedJob {
  const { uploads } = options;
  return defineJob({
    contract: importJob,
    cores: 1,
    isAlone: true,
    mayStart: PLANNERS_OF_ALL,
    mayRead: PLANNERS_OF_ALL,
    mayCancel: PLANNERS_OF_ALL,
    prepare: async (input): Promise<ImportWork> => ({
      upload: await uploads.claim(input.upload, input.options),
      options: input.options,
    }),
    unused: ({ upload }) => uploads.release(upload.id, false),
    run: async (work, job) => {
      let isTaken = false;
      try {
        const outcome = await workedOut(taskOf(work, job.author, options), job, options.pool);
        const result = importResult(outcome);
        isTaken = result.outcome === 'imported';
        if (isTaken) await remember(work, options);
        if (result.added > 0) options.onChanged();
        return result;
      } finally {
        uploads.release(work.upload.id, isTaken);
      }
    },
  });
}

function taskOf(
  { upload, options }: ImportWork,
  author: string | null,
  { store, zone, now, cities }: ImportJobOptions,
): ImportTask {
  return {
    kind: 'import',
    location: store.location,
    file: upload.file,
    format: upload.preview.format,
    options: {
      queue: upload.said.queue,
      minutes: upload.said.minutes,
      choices: upload.said.queues ?? {},
      cities: cities(),
      zone,
      now: now(),
      provenance: { fileName: upload.name, author: author ?? '' },
      replaces: options.replaces,
    },
  };
}

/** A worker that has begun is asked to clean up behind itself; one that waits is simply taken away. */
async function workedOut(
  task: ImportTask,
  job: RunningJob<{ readonly fraction: number }>,
  pool: WorkerPool,
): Promise<ImportTaskOutcome> {
  const handle = pool.start({
    entry: 'import-worker',
    input: task,
    wallSeconds: WALL_SECONDS,
    onProgress: ({ fraction = 0 }) => job.report({ fraction }),
  });
  const stop = (): void => (handle.hasStarted() ? handle.post(STOP) : handle.cancel());
  if (job.cancelled.aborted) stop();
  job.cancelled.addEventListener('abort', stop, { once: true });
  const ended = await handle.done;
  if (ended.kind === 'done' && isImportOutcome(ended.result)) return ended.result;
  throw new Error(`an import ended as ${JSON.stringify(ended)}`);
}

/** What was said of this file is said of the next one like it. */
async function remember({ upload, options }: ImportWork, { store, now }: ImportJobOptions): Promise<void> {
  const { columns, queues = {} } = options;
  if (columns !== undefined) await rememberMapping(store.db, upload.preview.format.header, columns, now());
  await rememberQueues(store.db, queues, now());
}
