import { randomUUID } from 'node:crypto';
import type { Roster, RosterProblem } from '../../../forecasting/roster/index.ts';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { BlockedPerson, KeepOfPlan, OptimiseRun } from '../../contract/optimiser.ts';
import type { OptimiserOrigin } from '../../contract/roster-origin.ts';
import type { OptimiseProgress, PlanningTools } from '../requirement/planning-tools.ts';
import { fingerprintOf } from '../published/roster-origin.ts';

interface Run {
  readonly draftId: string;
  readonly revision: number;
  readonly seed: number;
  readonly allSeconds: number;
  readonly startedAt: Instant;
  endedAt: Instant | null;
  readonly cancel: AbortController;
  readonly done: Promise<void>;
  progress: OptimiseProgress;
  course: { seconds: number; objective: number; bound: number | null }[];
  state: OptimiseRun['state'];
  roster: Roster | null;
  blocked: readonly BlockedPerson[];
}

/** Enough points to draw how a run went; more would only be sent in vain. */
const MOST_POINTS = 200;
/** Ended runs are kept for a while, so that a page that was reloaded finds its proposal. */
const KEPT_RUNS = 20;

/** Optimiser runs of this server: started beside the draft, watched, cancelled, their proposals fetched. */
export class OptimiseRuns {
  readonly #runs = new Map<string, Run>();
  readonly #optimise: PlanningTools['optimise'];

  readonly #now: () => Instant;

  constructor(optimise: PlanningTools['optimise'], now: () => Instant) {
    this.#optimise = optimise;
    this.#now = now;
  }

  start(request: {
    readonly draftId: string;
    readonly revision: number;
    readonly problem: RosterProblem;
    readonly present: Roster;
    readonly changesCost: boolean;
    readonly keep: KeepOfPlan;
    readonly seconds: number;
    readonly seed: number;
  }): string {
    const id = randomUUID();
    const cancel = new AbortController();
    const startedAt = this.#now();
    const work = this.#optimise({
      problem: request.problem,
      present: request.present,
      changesCost: request.changesCost,
      keep: request.keep,
      seconds: request.seconds,
      seed: request.seed,
      cancelled: cancel.signal,
      onProgress: (progress) => this.#hear(id, progress),
    });
    const done = work.then(
      (result) => {
        const run = this.#runs.get(id);
        if (run === undefined) return;
        run.roster = result.roster;
        run.endedAt = this.#now();
        run.blocked = result.blocked;
        run.state = cancel.signal.aborted ? 'cancelled' : 'done';
        run.progress = { ...run.progress, objective: result.objective, bound: result.bound };
      },
      () => {
        const run = this.#runs.get(id);
        // cancelled before there was a first plan: nothing to show, and nothing went wrong
        if (run !== undefined) run.state = cancel.signal.aborted ? 'cancelled' : 'failed';
      },
    );
    this.#runs.set(id, {
      draftId: request.draftId,
      revision: request.revision,
      seed: request.seed,
      allSeconds: request.seconds,
      startedAt,
      endedAt: null,
      cancel,
      done,
      progress: { seconds: 0, objective: 0, bound: null, covered: null },
      course: [],
      state: 'running',
      roster: null,
      blocked: [],
    });
    for (const old of [...this.#runs.keys()].slice(0, -KEPT_RUNS))
      if (this.#runs.get(old)?.state !== 'running') this.#runs.delete(old);
    return id;
  }

  look(id: string): OptimiseRun | undefined {
    const run = this.#runs.get(id);
    if (run === undefined) return undefined;
    const { draftId, revision, allSeconds, state, progress, course, roster, blocked } = run;
    return {
      id,
      draftId,
      revision,
      allSeconds,
      state,
      ...progress,
      course,
      hasProposal: roster !== null,
      blocked,
    };
  }

  proposal(id: string): Roster | undefined {
    return this.#runs.get(id)?.roster ?? undefined;
  }

  /** How the proposal of a run of this draft was made; `null` where the run is not known any more. */
  originOf(id: string, draftId: string): OptimiserOrigin | null {
    const run = this.#runs.get(id);
    if (run?.draftId !== draftId || run.roster === null || run.endedAt === null) return null;
    return {
      seed: run.seed,
      seconds: run.allSeconds,
      tookSeconds: (run.endedAt - run.startedAt) / 1000,
      objective: run.progress.objective,
      bound: run.progress.bound,
      at: run.endedAt,
      fingerprint: fingerprintOf(run.roster),
    };
  }

  /** @returns true when there was such a run; the best roster so far stays fetchable */
  cancel(id: string): boolean {
    const run = this.#runs.get(id);
    run?.cancel.abort();
    return run !== undefined;
  }

  async close(): Promise<void> {
    for (const run of this.#runs.values()) run.cancel.abort();
    await Promise.all([...this.#runs.values()].map(({ done }) => done));
  }

  #hear(id: string, progress: OptimiseProgress): void {
    const run = this.#runs.get(id);
    if (run === undefined || !Number.isFinite(progress.objective)) return;
    run.progress = progress;
    const last = run.course.at(-1);
    if (last?.objective === progress.objective && last.bound === progress.bound) return;
    const { seconds, objective, bound } = progress;
    run.course.push({ seconds, objective, bound });
    if (run.course.length > MOST_POINTS) run.course = run.course.filter((_point, at) => at % 2 === 0);
  }
}
