import { JobRunner } from '../../platform/jobs/job-runner.ts';
import { isAgentsFile, type AgentsFileTask } from './agents-file-task.ts';
import type { AgentsFile } from './read-agents-table.ts';

/** A small file takes a moment; a workbook that takes longer was made to. */
const WALL_SECONDS = 60;
const HEAP_MEGABYTES = 512;

/** Reads files of people in a thread of its own, one after the other. */
export class AgentsFileReader {
  readonly #runner: JobRunner;

  constructor(now: () => number) {
    this.#runner = new JobRunner({ atOnce: 1, now });
  }

  async read(task: AgentsFileTask): Promise<AgentsFile> {
    const outcome = await this.#runner.start({
      kind: 'import',
      entry: 'agents-file-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
      heapMegabytes: HEAP_MEGABYTES,
    }).done;
    if (outcome.kind === 'done' && isAgentsFile(outcome.result)) return outcome.result;
    throw new Error(`a file of people could not be read: ${JSON.stringify(outcome)}`);
  }

  close(): Promise<void> {
    return this.#runner.close();
  }
}
