import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { openStore } from '../../platform/store/database.ts';
import { TableError } from '../../platform/input/table-record.ts';
import { importCalls } from './import-calls.ts';
import { isImportTask, STOP, type ImportTask, type ImportTaskOutcome } from './import-task.ts';
import { previewCalls } from './preview-calls.ts';

/** Entry of an import's worker: reads, checks and writes beside the thread that pushes to walls. */
function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

async function run(task: ImportTask): Promise<ImportTaskOutcome> {
  try {
    return task.kind === 'preview'
      ? { kind: 'understood', preview: await previewCalls(task.file, task.options, task.surroundings) }
      : await runImport(task);
  } catch (error) {
    if (error instanceof TableError) return { kind: 'noTable', code: error.code };
    throw error;
  }
}

async function runImport({
  location,
  file,
  format,
  options,
}: Extract<ImportTask, { kind: 'import' }>): Promise<ImportTaskOutcome> {
  const stop = new AbortController();
  parentPort?.on('message', (message: unknown) => {
    if (message === STOP) stop.abort();
  });
  const store = await openStore(location);
  try {
    return await importCalls(store, file, format, {
      ...options,
      cancelled: stop.signal,
      onProgress: (fraction) => say({ kind: 'progress', progress: { fraction } }),
    });
  } catch (error) {
    if (stop.signal.aborted) return { kind: 'cancelled' };
    throw error;
  } finally {
    await store.close();
  }
}

if (parentPort !== null) {
  const task: unknown = workerData;
  if (!isImportTask(task)) throw new TypeError('an import’s worker needs a task');
  say({ kind: 'result', result: await run(task) });
}
