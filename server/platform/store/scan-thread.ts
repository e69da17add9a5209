import type { Worker } from 'node:worker_threads';
import type { CompiledQuery } from 'kysely';
import { spawnWorker } from '../workers/spawn-worker.ts';

/** One question to the scanning thread, and its answer. */
export interface ScanRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export type ScanAnswer =
  | { readonly id: number; readonly rows: readonly unknown[] }
  | { readonly id: number; readonly error: string };

interface Waiting {
  readonly resolve: (rows: readonly unknown[]) => void;
  readonly reject: (error: Error) => void;
}

/** A thread with a reading connection of its own, started at the first question. */
export class ScanThread {
  readonly #folder: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async run<Row>(query: CompiledQuery<Row>): Promise<readonly Row[]> {
    this.#asked += 1;
    const request: ScanRequest = { id: this.#asked, sql: query.sql, parameters: query.parameters };
    const rows = await new Promise<readonly unknown[]>((resolve, reject) => {
      this.#waiting.set(request.id, { resolve, reject });
      this.#started().postMessage(request);
    });
    return rows.filter(isRowOf(query));
  }

  async close(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
    this.#fail(new Error('the store was closed'));
  }

  #started(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = spawnWorker('scan-worker', { workerData: { folder: this.#folder } });
    worker.on('message', (answer: ScanAnswer) => this.#answer(answer));
    worker.on('error', (error) =>
      this.#lost(worker, error instanceof Error ? error : new Error(String(error))),
    );
    worker.on('exit', () => this.#lost(worker, new Error('the scanning thread ended')));
    this.#worker = worker;
    return worker;
  }

  #answer(answer: ScanAnswer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ('rows' in answer) waiting?.resolve(answer.rows);
    else waiting?.reject(new Error(answer.error));
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#fail(error);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** The rows of a compiled query have the type that Kysely gave it: the same statement ran, only elsewhere. */
function isRowOf<Row>(_query: CompiledQuery<Row>): (row: unknown) => row is Row {
  return (row): row is Row => typeof row === 'object' && row !== null;
}
