import type { Worker } from 'node:worker_threads';
import type { ServerEntry } from './entries.ts';
import { spawnWorker } from './spawn-worker.ts';
import { isWorkerMessage, type WorkerOutcome, type WorkerProgress } from './worker-messages.ts';

export interface WorkerRequest {
  /** The worker's entry. It gets `input` as `workerData` and answers with `WorkerMessage`s. */
  readonly entry: ServerEntry;
  /** Must survive the structured clone. */
  readonly input: unknown;
  /** Backstop: a worker still running after so many seconds is ended. */
  readonly wallSeconds: number;
  /** Memory a worker may use for JavaScript objects. */
  readonly heapMegabytes?: number;
  readonly onProgress?: (progress: WorkerProgress) => void;
  readonly onPartial?: (partial: unknown) => void;
}

export interface WorkerHandle {
  /** Never rejects: failure is an outcome. */
  readonly done: Promise<WorkerOutcome>;
  readonly hasStarted: () => boolean;
  /** Posts to the running worker; lost when it does not run. */
  readonly post: (message: unknown) => void;
  /** Ends the work, waiting or running; `done` follows within 200 ms. Doing it twice is doing it once. */
  readonly cancel: () => void;
}

interface PooledWorker {
  readonly request: WorkerRequest;
  partial: unknown;
  hasEnded: boolean;
  worker: Worker | undefined;
  timer: NodeJS.Timeout | undefined;
  readonly resolve: (outcome: WorkerOutcome) => void;
}

/**
 * Runs work in threads, so many at a time, in the order it came.
 *
 * Each piece of work has a thread of its own, so that ending it cannot harm another and frees all it held: an optimiser in
 * the middle of a WebAssembly call can only be stopped by ending its thread.
 */
export class WorkerPool {
  readonly #waiting: PooledWorker[] = [];
  readonly #running = new Set<PooledWorker>();
  readonly #atOnce: number;

  /** @param atOnce most threads running at the same time */
  constructor(atOnce: number) {
    this.#atOnce = Math.max(1, atOnce);
  }

  start(request: WorkerRequest): WorkerHandle {
    let resolve: (outcome: WorkerOutcome) => void = () => undefined;
    const done = new Promise<WorkerOutcome>((settled) => {
      resolve = settled;
    });
    const work: PooledWorker = {
      request,
      partial: undefined,
      hasEnded: false,
      worker: undefined,
      timer: undefined,
      resolve,
    };
    this.#waiting.push(work);
    this.#startNext();
    return {
      done,
      hasStarted: () => work.worker !== undefined,
      post: (message) => work.worker?.postMessage(message),
      cancel: () => this.#end(work, withPartial({ kind: 'cancelled' }, work.partial)),
    };
  }

  /** Cancels everything and waits for the threads to end. */
  async close(): Promise<void> {
    const workers = [...this.#running].flatMap(({ worker }) => (worker === undefined ? [] : [worker]));
    for (const work of [...this.#waiting, ...this.#running])
      this.#end(work, withPartial({ kind: 'cancelled' }, work.partial));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  #startNext(): void {
    while (this.#running.size < this.#atOnce) {
      const work = this.#waiting.shift();
      if (work === undefined) return;
      this.#running.add(work);
      this.#launch(work);
    }
  }

  #launch(work: PooledWorker): void {
    const { entry, input, heapMegabytes, wallSeconds } = work.request;
    const limits =
      heapMegabytes === undefined ? {} : { resourceLimits: { maxOldGenerationSizeMb: heapMegabytes } };
    const worker = spawnWorker(entry, { workerData: input, ...limits });
    work.worker = worker;
    work.timer = setTimeout(
      () => this.#end(work, withPartial({ kind: 'overran', wallSeconds }, work.partial)),
      wallSeconds * 1000,
    );
    worker.on('message', (message: unknown) => this.#receive(work, message));
    worker.on('error', (error) => this.#end(work, { kind: 'failed', problem: error.message }));
    worker.on('exit', (code) =>
      this.#end(work, {
        kind: 'failed',
        problem: `the worker ended with status ${code} and without a result`,
      }),
    );
  }

  #receive(work: PooledWorker, message: unknown): void {
    if (work.hasEnded || !isWorkerMessage(message)) return;
    switch (message.kind) {
      case 'progress':
        work.request.onProgress?.(message.progress);
        return;
      case 'partial':
        work.partial = message.partial;
        work.request.onPartial?.(message.partial);
        return;
      case 'result':
        this.#end(work, { kind: 'done', result: message.result });
        return;
      default:
        message satisfies never;
    }
  }

  #end(work: PooledWorker, outcome: WorkerOutcome): void {
    if (work.hasEnded) return;
    work.hasEnded = true;
    clearTimeout(work.timer);
    const place = this.#waiting.indexOf(work);
    if (place >= 0) this.#waiting.splice(place, 1);
    this.#running.delete(work);
    void work.worker?.terminate();
    work.resolve(outcome);
    this.#startNext();
  }
}

function withPartial<T extends WorkerOutcome>(outcome: T, partial: unknown): T {
  return partial === undefined ? outcome : { ...outcome, partial };
}
