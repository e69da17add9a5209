import { randomUUID } from 'node:crypto';
import type { Worker } from 'node:worker_threads';
import type { ServerEntry } from './entries.ts';
import {
  isJobMessage,
  type JobKind,
  type JobOutcome,
  type JobProgress,
  type JobRecord,
  type JobStore,
} from './job.ts';
import { spawnWorker } from './spawn-worker.ts';

export interface JobRequest {
  readonly kind: JobKind;
  /** The worker's entry. It gets `input` as `workerData` and answers with `JobMessage`s. */
  readonly entry: ServerEntry;
  /** Must survive the structured clone. */
  readonly input: unknown;
  /** Backstop: a worker still running after so many seconds is ended. */
  readonly wallSeconds: number;
  /** Memory a worker may use for JavaScript objects. */
  readonly heapMegabytes?: number;
  readonly onProgress?: (progress: JobProgress) => void;
  readonly onPartial?: (partial: unknown) => void;
}

export interface JobHandle {
  readonly id: string;
  /** Never rejects: failure is an outcome. */
  readonly done: Promise<JobOutcome>;
  readonly record: () => JobRecord;
  /** Says something to the running worker; lost when it does not run. */
  readonly tell: (message: unknown) => void;
  /** Ends the job, waiting or running; `done` follows within 200 ms. Doing it twice is doing it once. */
  readonly cancel: () => void;
}

interface RunningJob {
  readonly request: JobRequest;
  record: JobRecord;
  partial: unknown;
  worker: Worker | undefined;
  timer: NodeJS.Timeout | undefined;
  readonly settle: (outcome: JobOutcome) => void;
}

const keepNothing: JobStore = { save: () => undefined };

/**
 * Runs jobs in worker threads, a few at a time, in the order they came.
 *
 * Each job has a thread of its own, so that ending it cannot harm another and frees all it held: an optimiser in the
 * middle of a WebAssembly call can only be stopped by ending its thread.
 */
export class JobRunner {
  private readonly waiting: RunningJob[] = [];
  private readonly running = new Set<RunningJob>();
  private readonly atOnce: number;
  private readonly store: JobStore;
  private readonly now: () => number;

  /** @param options.atOnce most jobs running at the same time */
  constructor(options: { readonly atOnce: number; readonly now: () => number; readonly store?: JobStore }) {
    this.atOnce = Math.max(1, options.atOnce);
    this.store = options.store ?? keepNothing;
    this.now = options.now;
  }

  start(request: JobRequest): JobHandle {
    let settle: (outcome: JobOutcome) => void = () => undefined;
    const done = new Promise<JobOutcome>((resolve) => {
      settle = resolve;
    });
    const job: RunningJob = {
      request,
      record: { id: randomUUID(), kind: request.kind, input: request.input, requestedAt: this.now() },
      partial: undefined,
      worker: undefined,
      timer: undefined,
      settle,
    };
    this.waiting.push(job);
    this.save(job);
    this.startNext();
    return {
      id: job.record.id,
      done,
      record: () => job.record,
      tell: (message) => job.worker?.postMessage(message),
      cancel: () => this.end(job, withPartial({ kind: 'cancelled' }, job.partial)),
    };
  }

  /** Cancels everything and waits for the threads to end. */
  async close(): Promise<void> {
    const workers = [...this.running].flatMap(({ worker }) => (worker === undefined ? [] : [worker]));
    for (const job of [...this.waiting, ...this.running])
      this.end(job, withPartial({ kind: 'cancelled' }, job.partial));
    await Promise.all(workers.map((worker) => worker.terminate()));
  }

  private startNext(): void {
    while (this.running.size < this.atOnce) {
      const job = this.waiting.shift();
      if (job === undefined) return;
      this.running.add(job);
      this.launch(job);
    }
  }

  private launch(job: RunningJob): void {
    const { request } = job;
    job.record = { ...job.record, startedAt: this.now() };
    this.save(job);
    const limits =
      request.heapMegabytes === undefined
        ? {}
        : { resourceLimits: { maxOldGenerationSizeMb: request.heapMegabytes } };
    const worker = spawnWorker(request.entry, { workerData: request.input, ...limits });
    job.worker = worker;
    job.timer = setTimeout(
      () => this.end(job, withPartial({ kind: 'overran', wallSeconds: request.wallSeconds }, job.partial)),
      request.wallSeconds * 1000,
    );
    worker.on('message', (message: unknown) => this.hear(job, message));
    worker.on('error', (error) => this.end(job, { kind: 'failed', problem: error.message }));
    worker.on('exit', (code) =>
      this.end(job, { kind: 'failed', problem: `the worker ended with status ${code} and without a result` }),
    );
  }

  private hear(job: RunningJob, message: unknown): void {
    if (job.record.outcome !== undefined || !isJobMessage(message)) return;
    switch (message.kind) {
      case 'progress':
        job.record = { ...job.record, progress: message.progress };
        job.request.onProgress?.(message.progress);
        return;
      case 'partial':
        job.partial = message.partial;
        job.request.onPartial?.(message.partial);
        return;
      case 'result':
        this.end(job, { kind: 'done', result: message.result });
        return;
      default:
        message satisfies never;
    }
  }

  private end(job: RunningJob, outcome: JobOutcome): void {
    if (job.record.outcome !== undefined) return;
    job.record = { ...job.record, endedAt: this.now(), outcome };
    clearTimeout(job.timer);
    const place = this.waiting.indexOf(job);
    if (place >= 0) this.waiting.splice(place, 1);
    this.running.delete(job);
    void job.worker?.terminate();
    this.save(job);
    job.settle(outcome);
    this.startNext();
  }

  private save(job: RunningJob): void {
    void Promise.resolve(this.store.save(job.record));
  }
}

function withPartial<T extends JobOutcome>(outcome: T, partial: unknown): T {
  return partial === undefined ? outcome : { ...outcome, partial };
}
