import { randomUUID } from 'node:crypto';
import type { StaffingJob } from '../../contract/plan.ts';
import type { PlanningTools, RunningStaffing } from './planning-tools.ts';
import type { StaffingResult, StaffingTask } from './staffing-task.ts';

interface Job {
  readonly kind: StaffingTask['kind'];
  readonly running: RunningStaffing;
  readonly done: Promise<void>;
  fraction: number;
  state: StaffingJob['state'];
  result: StaffingResult | null;
  requirementId: string | null;
}

/** Ended jobs are kept for a while, so that a page that was reloaded finds its answer. */
const KEPT_JOBS = 20;

/** Simulations about staffing on this server: started, watched, cancelled, their answers fetched. */
export class StaffingJobs {
  readonly #jobs = new Map<string, Job>();
  readonly #start: PlanningTools['staffing'];

  constructor(start: PlanningTools['staffing']) {
    this.#start = start;
  }

  /** @param keep stores what was found; its id is told with the job */
  start(task: StaffingTask, keep: (result: StaffingResult) => Promise<string | null>): string {
    const id = randomUUID();
    const running = this.#start(task, (fraction) => {
      const job = this.#jobs.get(id);
      if (job !== undefined) job.fraction = fraction;
    });
    this.#jobs.set(id, {
      kind: task.kind,
      running,
      done: this.#follow(id, running, keep),
      fraction: 0,
      state: 'running',
      result: null,
      requirementId: null,
    });
    for (const old of [...this.#jobs.keys()].slice(0, -KEPT_JOBS))
      if (this.#jobs.get(old)?.state !== 'running') this.#jobs.delete(old);
    return id;
  }

  look(id: string): StaffingJob | undefined {
    const job = this.#jobs.get(id);
    if (job === undefined) return undefined;
    const { kind, state, fraction, requirementId, result } = job;
    return {
      id,
      kind,
      state,
      fraction,
      requirementId,
      days:
        result?.kind === 'requirement'
          ? result.days.map(({ date, holds, groups, staffings }) => ({
              date,
              holds,
              groups: groups.map(({ cities, requiredAgents }) => ({
                cities: [...cities],
                requiredAgents: [...requiredAgents],
              })),
              staffings: [...staffings],
            }))
          : null,
      newCity: result?.kind === 'newCity' ? result.answer : null,
    };
  }

  /** @returns true when there was such a job */
  cancel(id: string): boolean {
    const job = this.#jobs.get(id);
    job?.running.cancel();
    return job !== undefined;
  }

  async close(): Promise<void> {
    for (const job of this.#jobs.values()) job.running.cancel();
    await Promise.all([...this.#jobs.values()].map(({ done }) => done));
  }

  async #follow(
    id: string,
    running: RunningStaffing,
    keep: (result: StaffingResult) => Promise<string | null>,
  ): Promise<void> {
    let state: StaffingJob['state'] = 'failed';
    let result: StaffingResult | null = null;
    let requirementId: string | null = null;
    try {
      const outcome = await running.done;
      if (outcome.kind === 'done') {
        requirementId = await keep(outcome.result);
        ({ result } = outcome);
      }
      state = outcome.kind;
    } catch {
      state = 'failed';
    }
    const job = this.#jobs.get(id);
    if (job === undefined) return;
    job.state = state;
    job.result = result;
    job.requirementId = requirementId;
    if (state === 'done') job.fraction = 1;
  }
}
