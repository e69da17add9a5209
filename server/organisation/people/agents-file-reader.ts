import type { WorkerPool } from '../../platform/workers/worker-pool.ts';
import { isAgentsFile, type AgentsFileTask } from './agents-file-task.ts';
import type { AgentsFile } from './read-agents-table.ts';

/** A small file takes a moment; a workbook that takes longer was made to. */
const WALL_SECONDS = 60;
const HEAP_MEGABYTES = 512;

/** Reads files of people in threads of their own. */
export class AgentsFileReader {
  readonly #pool: WorkerPool;

  constructor(pool: WorkerPool) {
    this.#pool = pool;
  }

  async read(task: AgentsFileTask): Promise<AgentsFile> {
    const outcome = await this.#pool.start({
      entry: 'agents-file-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
      heapMegabytes: HEAP_MEGABYTES,
    }).done;
    if (outcome.kind === 'done' && isAgentsFile(outcome.result)) return outcome.result;
    throw new Error(`a file of people could not be read: ${JSON.stringify(outcome)}`);
  }
}
