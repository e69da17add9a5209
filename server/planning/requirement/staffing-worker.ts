import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { isStaffingTask, runStaffingTask } from './staffing-task.ts';

/** Entry of a worker for staffing: simulates beside the server and says how far it is. */
const task: unknown = workerData;
if (!isStaffingTask(task)) throw new TypeError('the staffing worker was started without a task');
const say = (message: WorkerMessage): void => parentPort?.postMessage(message);
let reported = 0;
const result = runStaffingTask(task, (fraction) => {
  if (fraction - reported < 0.01) return;
  reported = fraction;
  say({ kind: 'progress', progress: { fraction } });
});
say({ kind: 'result', result });
