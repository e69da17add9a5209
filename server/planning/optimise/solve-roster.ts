import { availableParallelism } from 'node:os';
import type { DutyModel, Plan } from '../../../forecasting/roster/index.ts';
import type { WorkerHandle, WorkerPool } from '../../platform/workers/worker-pool.ts';
import { isRosterNews, type RosterTask } from './roster-task.ts';

export interface SolveOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly now: () => number;
  readonly runner: WorkerPool;
  /** Ends the search early; the best plan so far is the answer. */
  readonly cancelled?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  readonly start?: Plan;
}

export interface SolveProgress {
  readonly seconds: number;
  readonly objective: number;
  readonly bound: number | undefined;
  /** Share of the demand that it covers, where the demand is known. */
  readonly covered?: number;
  /** The best plan so far, where nobody is without a lawful calendar who could have one. */
  readonly plan?: Plan | undefined;
}

export interface Solved {
  readonly plan: Plan | undefined;
  readonly bound: number | undefined;
  /** Agents without any lawful calendar, by position in the model. */
  readonly impossible: readonly number[];
  readonly firstPlanSeconds: number | undefined;
  /** Searchers that died or had to be ended by force, and why. */
  readonly failures: readonly string[];
}

/** Kept free at the end for the last plan to arrive and be written. */
const CLOSING_MILLISECONDS = 400;
/** A worker that has not answered by then is ended, once there is a roster. */
const GRACE_SECONDS = 2;
/** A busy machine may take longer to start its searchers than they were given: the first roster is waited for. */
const FIRST_ROSTER_SECONDS = 30;

/**
 * Solves a roster problem on all cores until the time is up: the best plan is kept here, so that it is there
 * whatever becomes of a worker, and is passed on to the others.
 */
export async function solveRoster(model: DutyModel, options: SolveOptions): Promise<Solved> {
  const began = options.now();
  const deadline = began + options.seconds * 1000 - CLOSING_MILLISECONDS;
  let plan = options.start;
  let bound: number | undefined;
  let impossible: readonly number[] = [];
  let firstPlanSeconds: number | undefined;
  let timeIsUp = false;
  const withoutCalendar = new Map<number, readonly number[]>();
  const handles: WorkerHandle[] = [];
  const hear = (from: number, news: unknown): void => {
    if (!isRosterNews(news)) return;
    if (news.part !== undefined) {
      for (const [index, handle] of handles.entries()) if (index !== from) handle.post(news);
      return;
    }
    if (news.impossible !== undefined) withoutCalendar.set(from, news.impossible);
    const own = withoutCalendar.get(from) ?? [];
    // Costs are penalties: what an early relaxation says below zero is known without it.
    if (news.bound !== undefined) bound = Math.max(bound ?? 0, news.bound);
    const isMoreLawful = plan === undefined || own.length < impossible.length;
    const isCheaper =
      own.length === impossible.length && (news.plan?.cost ?? Infinity) < (plan?.cost ?? Infinity) - 1e-9;
    if (news.plan !== undefined && (isMoreLawful || isCheaper)) {
      ({ plan } = news);
      impossible = own;
      if (own.length === 0) firstPlanSeconds ??= (options.now() - began) / 1000;
      for (const [index, handle] of handles.entries()) if (index !== from) handle.post({ plan, impossible });
    }
    options.onProgress?.({
      seconds: (options.now() - began) / 1000,
      objective: plan?.cost ?? Infinity,
      bound,
      plan,
    });
    const isBest = plan !== undefined && bound !== undefined && plan.cost <= bound + 1e-6;
    if (isBest || (timeIsUp && plan !== undefined)) for (const handle of handles) handle.cancel();
  };
  const workers = Math.max(2, Math.min(4, availableParallelism()));
  for (let index = 0; index < workers; index++) {
    const task: RosterTask = {
      model,
      seed: options.seed * 1000 + index,
      firstSeed: options.seed,
      role: index === 1 ? 'columns' : 'anneal',
      position: index,
      searchers: workers,
      deadline,
      ...(options.start === undefined ? {} : { start: options.start }),
    };
    handles.push(
      options.runner.start({
        entry: 'roster-worker',
        input: task,
        wallSeconds: options.seconds + FIRST_ROSTER_SECONDS,
        onPartial: (partial) => hear(index, partial),
      }),
    );
  }
  const stop = (): void => handles.forEach((handle) => handle.cancel());
  options.cancelled?.addEventListener('abort', stop, { once: true });
  const overdueAfter = options.seconds * 1000 + GRACE_SECONDS * 1000 - CLOSING_MILLISECONDS;
  const overdue = setTimeout(() => {
    timeIsUp = true;
    if (plan !== undefined) stop();
  }, overdueAfter);
  const outcomes = await Promise.all(handles.map(({ done }) => done));
  clearTimeout(overdue);
  options.cancelled?.removeEventListener('abort', stop);
  for (const [index, outcome] of outcomes.entries()) if (outcome.kind === 'done') hear(index, outcome.result);
  const failures = outcomes.flatMap((outcome, index) => {
    if (outcome.kind === 'failed') return [`searcher ${index}: ${outcome.problem}`];
    const isForced = outcome.kind === 'overran' || (outcome.kind === 'cancelled' && timeIsUp);
    return isForced ? [`searcher ${index}: ended by force, it gave no answer in time`] : [];
  });
  return { plan, bound, impossible, firstPlanSeconds, failures };
}
