import { parentPort, workerData } from 'node:worker_threads';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import {
  boundOfRoster,
  checkRoster,
  compilePlannable,
  coveredShare,
  decodeRoster,
  type DutyModel,
  encodeRoster,
  evenBurdens,
  type EvenedRoster,
  placeBreaks,
  type Plan,
  planCost,
  type Roster,
  RosterSearch,
  withActivities,
} from '../../../forecasting/roster/index.ts';
import { WorkerPool } from '../../platform/workers/worker-pool.ts';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { isProblemTask, type ProblemNews, type ProblemTask } from './solve-roster-problem.ts';
import { solveRoster, type Solved, type SolveProgress } from './solve-roster.ts';

/** Each report is a whole roster checked: often enough for whoever cancels, seldom enough to leave the cores alone. */
const MILLISECONDS_BETWEEN_REPORTS = 1000;

/** Kept free at the end for evening burdens out: two seconds, or a tenth of the time where that is less. */
const EVENING_SECONDS = 2;
const EVENING_SHARE = 0.1;

/** Entry of the thread that owns a search: translates the problem, hears the searchers, checks what they found. */
async function run({ problem, seconds, seed, from, changesCost }: ProblemTask): Promise<void> {
  const began = Date.now();
  const previous = changesCost === true ? from : undefined;
  const { compiled, blocked } = compilePlannable(problem, previous);
  const eveningSeconds = previous === undefined ? Math.min(EVENING_SECONDS, seconds * EVENING_SHARE) : 0;
  // Where each change has a price, an exchange would only be changes that nobody asked for.
  const even = (roster: Roster): EvenedRoster => {
    const end = Date.now() + eveningSeconds * 1000;
    return evenBurdens(problem, roster, { isOver: () => Date.now() >= end });
  };
  const news = (
    plan: Plan,
    solved: Omit<Solved, 'plan' | 'impossible'>,
    progress?: SolveProgress,
  ): ProblemNews => {
    const found = placeBreaks(problem, withActivities(problem, decodeRoster(compiled, plan.duties)));
    const { roster, exchanges } = progress === undefined ? even(found) : { roster: found, exchanges: 0 };
    const check = checkRoster(problem, roster, previous);
    return {
      solved: {
        roster,
        exchanges,
        check,
        bound: boundOfRoster(problem, solved.bound),
        blocked,
        firstRosterSeconds: solved.firstPlanSeconds,
        failures: solved.failures,
      },
      ...(progress === undefined ? {} : { progress: { ...progress, covered: coveredShare(problem, check) } }),
    };
  };
  let reportedAt = 0;
  let firstPlanSeconds: number | undefined;
  const duties = from === undefined ? undefined : encodeRoster(compiled, from);
  const solved = await solveRoster(compiled.model, {
    seconds: Math.max(0.5, seconds - eveningSeconds - (Date.now() - began) / 1000),
    seed,
    now: Date.now,
    runner: new WorkerPool(8),
    ...(duties === undefined ? {} : { start: { duties, cost: planCost(compiled.model, duties) } }),
    onProgress: (progress) => {
      const { plan, bound } = progress;
      firstPlanSeconds ??= plan === undefined ? undefined : (Date.now() - began) / 1000;
      if (plan === undefined || Date.now() - reportedAt < MILLISECONDS_BETWEEN_REPORTS) return;
      reportedAt = Date.now();
      say({
        kind: 'partial',
        partial: news(
          plan,
          { bound, firstPlanSeconds, failures: [] },
          { ...progress, seconds: (Date.now() - began) / 1000, plan: undefined },
        ),
      });
    },
  });
  const found = { ...solved, firstPlanSeconds };
  say({ kind: 'result', result: news(solved.plan ?? firstPlan(compiled.model, seed), found) });
}

/** Where the searchers had no time for a first roster, one is made here: late, but lawful. */
function firstPlan(model: DutyModel, seed: number): Plan {
  const search = new RosterSearch(model, seededRandom(seed));
  search.construct();
  return search.plan();
}

function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

if (parentPort !== null) {
  const task: unknown = workerData;
  if (!isProblemTask(task)) throw new TypeError('a roster problem worker needs a task');
  await run(task);
}
