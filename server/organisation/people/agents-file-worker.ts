import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { readAgentsFile } from './read-agents-file.ts';
import { isAgentsFileTask } from './agents-file-task.ts';

/** Reads a file of people beside the server: the thread that pushes to walls never waits for it. */
const task: unknown = workerData;
if (!isAgentsFileTask(task)) throw new TypeError('the reading was started without a file');
const result = await readAgentsFile(task.bytes, task.cities);
parentPort?.postMessage({ kind: 'result', result } satisfies WorkerMessage);
