import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import type { ScanAnswer, ScanRequest } from './scan-thread.ts';
import { openSqliteForReading } from './sqlite-binding.ts';

/** Entry of the scanning thread: runs one statement at a time on a connection that cannot write. */
const { folder } = v.parse(v.object({ folder: v.string() }), workerData);
const database = openSqliteForReading(folder);

parentPort?.on('message', (request: ScanRequest) => parentPort?.postMessage(answerTo(request)));

function answerTo({ id, sql, parameters }: ScanRequest): ScanAnswer {
  try {
    return { id, rows: database.prepare(sql).all(parameters) };
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) };
  }
}
