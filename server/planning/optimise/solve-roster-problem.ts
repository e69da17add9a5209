import type { BlockedAgent, Roster, RosterCheck, RosterProblem } from '../../../forecasting/roster/index.ts';
import type { WorkerPool } from '../../platform/workers/worker-pool.ts';
import type { SolveProgress } from './solve-roster.ts';

export interface SolvedProblem {
  readonly roster: Roster;
  /** The independent checker's recount: what it says counts. */
  readonly check: RosterCheck;
  /** No roster is cheaper, where a bound was found. */
  readonly bound: number | undefined;
  /** People for whom no lawful calendar exists, and why; they are planned with the fewest rules given up. */
  readonly blocked: readonly BlockedAgent[];
  /** How many times two people exchanged duties at the end, so that burdens even out. */
  readonly exchanges: number;
  readonly firstRosterSeconds: number | undefined;
  readonly failures: readonly string[];
}

export interface SolveProblemOptions {
  readonly seconds: number;
  readonly seed: number;
  readonly now: () => number;
  readonly runner: WorkerPool;
  /** Ends the search early; the best roster so far is the answer. */
  readonly cancelled?: AbortSignal;
  readonly onProgress?: (progress: SolveProgress) => void;
  /** A roster to go on from; with `changesCost` every difference from it has the price of the rule `change`. */
  readonly from?: Roster;
  readonly changesCost?: boolean;
}

/** What the thread that owns the search is asked to do. */
export interface ProblemTask {
  readonly problem: RosterProblem;
  readonly seconds: number;
  readonly seed: number;
  readonly from?: Roster;
  readonly changesCost?: boolean;
}

export interface ProblemNews {
  readonly solved: SolvedProblem;
  readonly progress?: SolveProgress;
}

export function isProblemTask(value: unknown): value is ProblemTask {
  return typeof value === 'object' && value !== null && 'problem' in value && 'seconds' in value;
}

function isProblemNews(value: unknown): value is ProblemNews {
  return typeof value === 'object' && value !== null && 'solved' in value;
}

/** Compiling, a first roster on a busy machine, and checking may take so much longer than the search was given. */
const GRACE_SECONDS = 50;
const COMPILE_SECONDS = 4;

/**
 * Solves the product's own problem and has the answer recounted by the independent checker, all of it off the calling
 * thread: translating, searching, placing breaks and checking. Ending the job early leaves the best roster so far.
 *
 * @throws Error when not even a first roster was found before the end
 */
export async function solveRosterProblem(
  problem: RosterProblem,
  options: SolveProblemOptions,
): Promise<SolvedProblem> {
  const { seconds, seed, runner, cancelled, onProgress, from, changesCost } = options;
  const task: ProblemTask = {
    problem,
    seconds,
    seed,
    ...(from === undefined ? {} : { from }),
    ...(changesCost === undefined ? {} : { changesCost }),
  };
  const handle = runner.start({
    entry: 'roster-problem',
    input: task,
    wallSeconds: seconds + COMPILE_SECONDS + GRACE_SECONDS,
    onPartial: (partial) => {
      if (isProblemNews(partial) && partial.progress !== undefined) onProgress?.(partial.progress);
    },
  });
  const stop = (): void => handle.cancel();
  if (cancelled?.aborted === true) stop();
  cancelled?.addEventListener('abort', stop, { once: true });
  const outcome = await handle.done;
  cancelled?.removeEventListener('abort', stop);
  const answer =
    outcome.kind === 'done' ? outcome.result : outcome.kind === 'failed' ? undefined : outcome.partial;
  if (isProblemNews(answer)) return answer.solved;
  throw new Error(
    outcome.kind === 'failed' ? outcome.problem : 'the search ended before a first roster was found',
  );
}
