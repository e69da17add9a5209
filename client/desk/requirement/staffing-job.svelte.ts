import * as v from 'valibot';
import { staffingJobSchema, type StaffingJob } from '../../../server/contract/plan.ts';
import { nothing } from '../../session/api.ts';
import type { Desk } from '../shell/desk.svelte.ts';
import { readId } from '../shell/read-plan.ts';

const POLL_MILLISECONDS = 400;
const readJob = (body: unknown): StaffingJob => v.parse(staffingJobSchema, body);

/** One simulation under way at the server: started, watched until it ends, cancelled. */
export class WatchedJob {
  #job = $state.raw<StaffingJob | null>(null);
  #problem = $state('');
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get job(): StaffingJob | null {
    return this.#job;
  }

  get isRunning(): boolean {
    return this.#job?.state === 'running';
  }

  /** Why it could not be started or watched; empty while all is well. */
  get problem(): string {
    return this.#problem;
  }

  /** @param onDone told once, when it ended well */
  async start(path: string, body: unknown, onDone: (job: StaffingJob) => void): Promise<void> {
    clearTimeout(this.#timer);
    const answer = await this.#desk.session.api.send('POST', path, body, readId);
    this.#problem = answer.ok ? '' : this.#desk.wordsFor(answer);
    if (answer.ok) await this.#look(answer.value, onDone);
  }

  async cancel(): Promise<void> {
    if (this.#job !== null)
      await this.#desk.session.api.send(
        'POST',
        `/api/v1/staffing-jobs/${this.#job.id}/cancel`,
        undefined,
        nothing,
      );
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  async #look(id: string, onDone: (job: StaffingJob) => void): Promise<void> {
    const answer = await this.#desk.session.api.get(`/api/v1/staffing-jobs/${id}`, readJob);
    if (!answer.ok) {
      this.#problem = this.#desk.wordsFor(answer);
      return;
    }
    this.#job = answer.value;
    if (answer.value.state === 'running')
      this.#timer = setTimeout(() => void this.#look(id, onDone), POLL_MILLISECONDS);
    else if (answer.value.state === 'done') onDone(answer.value);
    else if (answer.value.state === 'failed') this.#problem = this.#desk.wordsFor('internal');
  }
}
