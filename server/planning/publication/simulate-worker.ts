import { parentPort, workerData } from 'node:worker_threads';
import type { SimulateRequest } from '../requirement/planning-tools.ts';
import { simulateRoster } from './simulate-roster.ts';

/** Plays a roster's days beside the server: the thread that pushes to walls never waits for it. */
const request: unknown = workerData;
if (!isRequest(request)) throw new TypeError('the simulator was started without a roster');
parentPort?.postMessage({ kind: 'result', result: simulateRoster(request) });

function isRequest(value: unknown): value is SimulateRequest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'problem' in value &&
    'forecast' in value &&
    'seed' in value
  );
}
