import { parentPort, workerData } from 'node:worker_threads';
import { repairSickCall } from '../../../forecasting/roster/index.ts';
import type { RepairTask } from '../requirement/planning-tools.ts';

/** Tries repairs beside the server: the thread that pushes to walls never waits for it. */
const task: unknown = workerData;
if (!isTask(task)) throw new TypeError('the repair was started without a roster');
const { openShifts } = repairSickCall(task.problem, task.roster, task.call);
parentPort?.postMessage({ kind: 'result', result: openShifts });

function isTask(value: unknown): value is RepairTask {
  return (
    typeof value === 'object' && value !== null && 'problem' in value && 'roster' in value && 'call' in value
  );
}
