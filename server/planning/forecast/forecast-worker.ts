import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { isForecastTask, runForecastTask } from './forecast-task.ts';

/** Entry of a forecast worker: forecasts every queue of its task and reports how far it is. */
function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

if (parentPort !== null) {
  const task: unknown = workerData;
  if (!isForecastTask(task)) throw new TypeError('a forecast worker needs a task');
  const result = runForecastTask(task, (fraction) => say({ kind: 'progress', progress: { fraction } }));
  say({ kind: 'result', result });
}
