import { randomUUID } from 'node:crypto';
import type { Job, JobKind, JobState } from '../../contract/job.ts';
import { MOST_LISTED } from '../http/answer-bounds.ts';
import { HttpError } from '../http/http-error.ts';
import type { Db } from '../store/schema.ts';
import type { DefinedJob, PreparedJob } from './define-job.ts';
import {
  addJob,
  findJob,
  findJobResult,
  listJobs,
  noteInterruptedJobs,
  noteJobEnded,
  noteJobStarted,
  type StoredJob,
} from './job-store.ts';

export interface JobsOptions {
  readonly db: Db;
  readonly now: () => number;
  /** Cores that all jobs together may keep busy. */
  readonly cores: number;
  readonly onFailure: (error: unknown) => void;
}

/** How a job ended, and what it left; `undefined`: nothing. */
export interface EndedJob {
  readonly state: JobState;
  readonly result: unknown;
}

export interface StartedJob {
  readonly job: Job;
  /** Never rejects: failure is a state. */
  readonly ended: Promise<EndedJob>;
}

interface LiveJob {
  readonly definition: DefinedJob;
  readonly work: PreparedJob;
  readonly stop: AbortController;
  readonly author: string | null;
  readonly resolve: (ended: EndedJob) => void;
  readonly ended: Promise<EndedJob>;
  job: Job;
}

/** Progress reaches whoever watches so often at most; states reach them at once. */
const PROGRESS_MILLISECONDS = 200;

/** The live path keeps a core of its own where there are more than two. */
export function coresForJobs(cores: number): number {
  return Math.max(2, cores - 1);
}

/**
 * Long work of all kinds: stored before it begins, run in the order it came as far as the cores go, watched, ended, and
 * run again. What ran when a server stopped is `interrupted`, also after a crash: the next start says so.
 */
export class Jobs {
  readonly #options: JobsOptions;
  readonly #definitions = new Map<JobKind, DefinedJob>();
  readonly #waiting: LiveJob[] = [];
  readonly #running = new Set<LiveJob>();
  readonly #live = new Map<string, LiveJob>();
  readonly #listeners = new Set<(job: Job) => void>();
  readonly #due = new Map<string, NodeJS.Timeout>();
  #isClosing = false;

  private constructor(options: JobsOptions) {
    this.#options = options;
  }

  static async open(options: JobsOptions): Promise<Jobs> {
    await noteInterruptedJobs(options.db, options.now());
    return new Jobs(options);
  }

  /** Adds kinds of jobs, once each, before the first is started. */
  offer(...definitions: readonly DefinedJob[]): void {
    for (const definition of definitions) this.#definitions.set(definition.kind, definition);
  }

  kinds(): readonly DefinedJob[] {
    return [...this.#definitions.values()];
  }

  /** @throws RangeError for a kind that nobody offers */
  definitionOf(kind: JobKind): DefinedJob {
    const definition = this.#definitions.get(kind);
    if (definition === undefined) throw new RangeError(`no job of the kind ${kind} is offered here`);
    return definition;
  }

  /**
   * @param author account that asks; `null`: the house itself
   * @throws HttpError where the work cannot be started as asked; nothing is stored then
   */
  async start(kind: JobKind, input: unknown, author: string | null): Promise<StartedJob> {
    const definition = this.definitionOf(kind);
    const work = await definition.prepare(input, author);
    if (this.#isClosing) {
      work.unused();
      throw new HttpError(503, 'store-unavailable');
    }
    const id = randomUUID();
    const requestedAt = this.#options.now();
    await addJob(this.#options.db, { id, kind, input, author, requestedAt });
    let resolve: (ended: EndedJob) => void = () => undefined;
    const ended = new Promise<EndedJob>((settled) => {
      resolve = settled;
    });
    const live: LiveJob = {
      definition,
      work,
      stop: new AbortController(),
      author,
      resolve,
      ended,
      job: {
        id,
        kind,
        state: 'waiting',
        requestedAt,
        startedAt: null,
        endedAt: null,
        progress: null,
        hasResult: false,
      },
    };
    this.#live.set(id, live);
    this.#waiting.push(live);
    this.#startNext();
    return { job: live.job, ended };
  }

  /** Runs the same input once more, as somebody else perhaps. @throws HttpError 404 where it is unknown */
  async again(id: string, author: string): Promise<StartedJob> {
    const former = await this.find(id);
    return this.start(former.kind, former.input, author);
  }

  /** @throws HttpError 404 where it is unknown, or has been kept as long as jobs are */
  async find(id: string): Promise<StoredJob> {
    const stored = await findJob(this.#options.db, id);
    if (stored === undefined || !this.#definitions.has(stored.kind)) throw new HttpError(404, 'job-unknown');
    return { ...stored, ...this.#live.get(id)?.job };
  }

  /** The newest of these kinds. */
  async list(kinds: readonly JobKind[]): Promise<readonly StoredJob[]> {
    const stored = await listJobs(this.#options.db, kinds, MOST_LISTED.jobs);
    return stored.map((job) => ({ ...job, ...this.#live.get(job.id)?.job }));
  }

  /** @returns what an ended job left; `undefined`: nothing */
  async resultOf(id: string): Promise<unknown> {
    return findJobResult(this.#options.db, id);
  }

  /** Ends a job, waiting or running; what has ended already stays as it is. */
  cancel(id: string): void {
    const live = this.#live.get(id);
    if (live === undefined) return;
    live.stop.abort();
    const place = this.#waiting.indexOf(live);
    if (place < 0) return;
    this.#waiting.splice(place, 1);
    live.work.unused();
    void this.#end(live, 'cancelled', undefined);
  }

  /** Hears of every change of every job until the answer is called. */
  onChange(listener: (job: Job) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Stops what runs; it counts as interrupted. */
  async close(): Promise<void> {
    this.#isClosing = true;
    const live = [...this.#live.values()];
    for (const { job } of live) this.cancel(job.id);
    await Promise.all(live.map(({ ended }) => ended));
    for (const timer of this.#due.values()) clearTimeout(timer);
  }

  #startNext(): void {
    for (const live of [...this.#waiting]) {
      if (!this.#hasRoomFor(live.definition)) continue;
      this.#waiting.splice(this.#waiting.indexOf(live), 1);
      this.#running.add(live);
      void this.#run(live);
    }
  }

  /** A smaller job may pass one that waits for more cores. */
  #hasRoomFor({ kind, isAlone, cores }: DefinedJob): boolean {
    const others = [...this.#running].map(({ definition }) => definition);
    if (isAlone && others.some((other) => other.kind === kind)) return false;
    const busy = others.reduce((sum, other) => sum + other.cores, 0);
    return busy === 0 || busy + cores <= this.#options.cores;
  }

  async #run(live: LiveJob): Promise<void> {
    const startedAt = this.#options.now();
    this.#change(live, { state: 'running', startedAt });
    const { id } = live.job;
    try {
      await noteJobStarted(this.#options.db, id, startedAt);
      if (live.stop.signal.aborted) {
        live.work.unused();
        throw new Error('it was cancelled before it began');
      }
      const result = await live.work.run({
        id,
        author: live.author,
        cancelled: live.stop.signal,
        report: (progress) => this.#report(live, progress),
      });
      // what is done stays done: its rows are there, though somebody asked for its end in the last moment
      const isPart = live.definition.leavesPartial && live.stop.signal.aborted;
      await this.#end(live, isPart ? 'cancelled' : 'done', result);
    } catch (error) {
      // cancelled before anything was found: nothing to show, and nothing went wrong
      if (!live.stop.signal.aborted) this.#options.onFailure(error);
      await this.#end(live, live.stop.signal.aborted ? 'cancelled' : 'failed', undefined);
    }
  }

  async #end(live: LiveJob, how: JobState, result: unknown): Promise<void> {
    const state = this.#isClosing && how === 'cancelled' ? 'interrupted' : how;
    const endedAt = this.#options.now();
    const { id, progress } = live.job;
    try {
      await noteJobEnded(this.#options.db, id, { state, endedAt, progress: progress ?? undefined, result });
    } catch (error) {
      this.#options.onFailure(error);
    }
    this.#running.delete(live);
    this.#live.delete(id);
    this.#change(live, { state, endedAt, hasResult: result !== undefined });
    live.resolve({ state, result });
    if (!this.#isClosing) this.#startNext();
  }

  #report(live: LiveJob, progress: unknown): void {
    const { id } = live.job;
    if (live.job.endedAt !== null) return;
    live.job = { ...live.job, progress };
    if (this.#due.has(id)) return;
    const timer = setTimeout(() => {
      this.#due.delete(id);
      if (live.job.endedAt === null) this.#say(live.job);
    }, PROGRESS_MILLISECONDS);
    this.#due.set(id, timer);
  }

  #change(live: LiveJob, change: Partial<Job>): void {
    live.job = { ...live.job, ...change };
    this.#say(live.job);
  }

  #say(job: Job): void {
    for (const listener of this.#listeners) listener(job);
  }
}
