import * as v from 'valibot';
import {
  jobSchema,
  jobsAnswerSchema,
  type Job,
  type JobContract,
  type JobState,
  type Sent,
} from '../../../server/contract/job.ts';
import { nothing, type Answer, type Api } from '../../session/api.ts';
import type { Failure } from '../../text/failure-words.ts';

const readJob = (body: unknown): Job => v.parse(jobSchema, body);

/** One job of the server as a page follows it: started, pushed until it ends, ended early, its result fetched. */
export class JobRun<Input, Progress, Result> {
  readonly #api: Api;
  readonly #contract: JobContract<Input, Progress, Result>;
  readonly #onEnded: (result: Result | null) => void;
  #job = $state.raw<Job | null>(null);
  #result = $state.raw<Result | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #isStarting = $state(false);
  #stopWatching: (() => void) | undefined;

  /** @param onEnded called once for each run that ended, with what it left */
  constructor(
    api: Api,
    contract: JobContract<Input, Progress, Result>,
    onEnded: (result: Result | null) => void = () => undefined,
  ) {
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

  async start(input: Sent<Input>): Promise<void> {
    this.forget();
    this.#isStarting = true;
    const body = { kind: this.#contract.kind, input };
    const answer = await this.#api.send('POST', '/api/v1/jobs', body, readJob);
    this.#isStarting = false;
    this.#note(answer);
    if (answer.ok) await this.#follow(answer.value);
  }

  /** Follows the newest run of this kind where it has not ended, or was interrupted: also after the page was reloaded. */
  async resume(): Promise<void> {
    const path = `/api/v1/jobs?kind=${this.#contract.kind}`;
    const answer = await this.#api.get(path, (body) => v.parse(jobsAnswerSchema, body).jobs);
    const newest = answer.ok ? answer.value[0] : undefined;
    if (newest === undefined || this.#job !== null || this.#isStarting) return;
    if (newest.endedAt === null) await this.#follow(newest);
    else if (newest.state === 'interrupted') this.#job = newest;
  }

  /** Runs what was interrupted once more, as it was asked. */
  async again(): Promise<void> {
    const { id } = this;
    if (id === null) return;
    const answer = await this.#api.send('POST', `/api/v1/jobs/${id}/again`, undefined, readJob);
    this.#note(answer);
    if (answer.ok) await this.#follow(answer.value);
  }

  async cancel(): Promise<void> {
    const { id } = this;
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
    this.#stopWatching?.();
    this.#stopWatching = undefined;
  }

  async #follow(job: Job): Promise<void> {
    this.#job = job;
    // loaded with the first job: most pages never start one
    const { jobSocket } = await import('../../live/job-socket.ts');
    if (this.#job?.id !== job.id) return;
    this.#stopWatching = jobSocket().watch(job.id, (news) => this.#take(job.id, news));
  }

  #take(id: string, news: Job | null): void {
    if (this.#job?.id !== id) return;
    if (news === null) {
      this.#failure = { code: 'job-unknown' };
      this.close();
      return;
    }
    this.#job = news;
    if (news.endedAt === null) return;
    this.close();
    void this.#end(news);
  }

  async #end({ id, hasResult }: Job): Promise<void> {
    if (hasResult) {
      const answer = await this.#api.get(`/api/v1/jobs/${id}/result`, (body) =>
        v.parse(this.#contract.result, body),
      );
      if (this.#job?.id !== id) return;
      this.#note(answer);
      if (answer.ok) this.#result = answer.value;
    }
    this.#onEnded(this.#result);
  }

  #note(answer: Answer<unknown>): void {
    this.#failure = answer.ok ? null : answer;
  }
}
