import * as v from 'valibot';
import {
  jobSchema,
  jobsAnswerSchema,
  type Job,
  type JobContract,
  type JobState,
  type Sent,
  type WatchOutcome,
} from '../../../server/contract/job.ts';
import type { JobSocket } from '../../live/job-socket.ts';
import { nothing, type Answer, type Api } from '../../session/api.ts';
import type { Failure } from '../../text/failure-words.ts';

type LoadSocket = () => Promise<Pick<JobSocket, 'watch'>>;

/** Most pages never start a job, and so never load what follows one. */
const loadedWithTheFirstJob: LoadSocket = async () => (await import('../../live/job-socket.ts')).jobSocket();

const readJob = (body: unknown): Job => v.parse(jobSchema, body);

/** One job of the server as a page follows it: started, pushed until it ends, ended early, its result fetched. */
export class JobRun<Input, Progress, Result> {
  readonly #api: Api;
  readonly #contract: JobContract<Input, Progress, Result>;
  readonly #onEnded: (result: Result | null) => void;
  readonly #loadSocket: LoadSocket;
  #job = $state.raw<Job | null>(null);
  #result = $state.raw<Result | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #isStarting = $state(false);
  #stopWatching: (() => void) | undefined;
  /** What is waited for: an answer, the socket's code, news of a run. Another one when that is over, none after a close. */
  #following: symbol | undefined;

  /** @param onEnded called once for each run that ended, with what it left */
  constructor(
    api: Api,
    contract: JobContract<Input, Progress, Result>,
    onEnded: (result: Result | null) => void = () => undefined,
    loadSocket: LoadSocket = loadedWithTheFirstJob,
  ) {
    this.#loadSocket = loadSocket;
    this.#api = api;
    this.#contract = contract;
    this.#onEnded = onEnded;
  }

  /** Identity of the run; `null` before the first. */
  get id(): string | null {
    return this.#job?.id ?? null;
  }

  /** How it stands; `null` before the first run. */
  get state(): JobState | null {
    return this.#job?.state ?? null;
  }

  get isRunning(): boolean {
    return this.#isStarting || this.state === 'waiting' || this.state === 'running';
  }

  /** How far it is; `null` while it waits. */
  get progress(): Progress | null {
    const progress = v.safeParse(this.#contract.progress, this.#job?.progress);
    return progress.success ? progress.output : null;
  }

  /** What it left; `null` while it runs, and where it left nothing. */
  get result(): Result | null {
    return this.#result;
  }

  /** Why it could not be started or followed. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** @returns the run's identity, also where nobody waits for it any more; `null` where it was refused */
  async start(input: Sent<Input>): Promise<string | null> {
    this.forget();
    const following = this.#nowFollowing();
    this.#isStarting = true;
    const body = { kind: this.#contract.kind, input };
    const answer = await this.#api.send('POST', '/api/v1/jobs', body, readJob);
    if (this.#following === following) await this.#followAnswer(answer);
    return answer.ok ? answer.value.id : null;
  }

  /** Follows the newest run of this kind where it has not ended, or was interrupted: also after the page was reloaded. */
  async resume(): Promise<void> {
    const path = `/api/v1/jobs?kind=${this.#contract.kind}`;
    const following = this.#nowFollowing();
    const answer = await this.#api.get(path, (body) => v.parse(jobsAnswerSchema, body).jobs);
    const newest = answer.ok ? answer.value[0] : undefined;
    if (newest === undefined || this.#following !== following) return;
    if (newest.endedAt === null) await this.#follow(newest);
    else if (newest.state === 'interrupted') this.#job = newest;
  }

  /** Runs what was interrupted once more, as it was asked. */
  async again(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    const following = this.#nowFollowing();
    this.#isStarting = true;
    const answer = await this.#api.send('POST', `/api/v1/jobs/${id}/again`, undefined, readJob);
    if (this.#following === following) await this.#followAnswer(answer);
  }

  async cancel(id = this.id): Promise<void> {
    if (id !== null)
      this.#note(await this.#api.send('POST', `/api/v1/jobs/${id}/cancel`, undefined, nothing));
  }

  /** Forgets the run, which goes on. */
  forget(): void {
    this.close();
    this.#job = null;
    this.#result = null;
    this.#failure = null;
  }

  close(): void {
    this.#following = undefined;
    this.#isStarting = false;
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  #nowFollowing(): symbol {
    this.close();
    this.#following = Symbol(this.#contract.kind);
    return this.#following;
  }

  async #followAnswer(answer: Answer<Job>): Promise<void> {
    this.#isStarting = false;
    this.#note(answer);
    if (answer.ok) await this.#follow(answer.value);
  }

  async #follow(job: Job): Promise<void> {
    this.#job = job;
    const following = this.#nowFollowing();
    try {
      const socket = await this.#loadSocket();
      if (this.#following !== following) return;
      this.#stopWatching = socket.watch(job.id, (news) => this.#take(news));
    } catch {
      if (this.#following === following) this.#lose('not-reached');
    }
  }

  #take(news: WatchOutcome): void {
    if (!news.ok) {
      this.#lose(news.code);
      return;
    }
    if (news.job.endedAt === null) this.#job = news.job;
    else void this.#end(news.job);
  }

  /** The run goes on, but nothing more is learnt of it here. */
  #lose(code: string): void {
    this.forget();
    this.#failure = { code };
  }

  /** It counts as running until its result is there: an end without it would look as if there were none. */
  async #end(job: Job): Promise<void> {
    const following = this.#nowFollowing();
    if (job.hasResult) {
      const path = `/api/v1/jobs/${job.id}/result`;
      const answer = await this.#api.get(path, (body) => v.parse(this.#contract.result, body));
      if (this.#following !== following) return;
      this.#note(answer);
      if (answer.ok) this.#result = answer.value;
    }
    this.#job = job;
    this.#onEnded(this.#result);
  }

  #note(answer: Answer<unknown>): void {
    this.#failure = answer.ok ? null : answer;
  }
}
