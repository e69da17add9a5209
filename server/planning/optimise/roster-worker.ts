import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { seededRandom } from '../../../forecasting/maths/index.ts';
import {
  type DutyModel,
  improveByAnnealing,
  improveByColumns,
  type Plan,
  type PlanPart,
  RosterSearch,
  type StrategyContext,
} from '../../../forecasting/roster/index.ts';
import { highsSolver } from './highs-solver.ts';
import type { WorkerMessage } from '../../platform/workers/worker-messages.ts';
import { isRosterNews, isRosterTask, type RosterNews, type RosterTask } from './roster-task.ts';

/** On plans up to here the search over all days is exact: trying again would find nothing. */
const DAYS_SEARCHED_WHOLE = 112;

/** There every searcher begins with the same roster, whoever comes first; elsewhere chance has to help more than one. */
function isSearchedWhole({ days }: DutyModel): boolean {
  return days <= DAYS_SEARCHED_WHOLE;
}

/** Entry of a roster worker: builds, improves and reports plans until its deadline. */
function say(message: WorkerMessage): void {
  parentPort?.postMessage(message);
}

function report(news: RosterNews): void {
  say({ kind: 'partial', partial: news });
}

async function run(task: RosterTask): Promise<void> {
  const { model } = task;
  const random = seededRandom(task.seed);
  const search = new RosterSearch(model, isSearchedWhole(model) ? seededRandom(task.firstSeed) : random);
  if (task.start !== undefined) search.adopt(task.start);
  else {
    let impossible = search.construct();
    report({ plan: search.plan(), impossible });
    while (impossible.length > 0 && !isSearchedWhole(model) && Date.now() < task.deadline) {
      const fewer = search.constructAgain(impossible);
      if (fewer.length < impossible.length) report({ plan: search.plan(), impossible: fewer });
      impossible = fewer;
    }
  }
  const context: StrategyContext = {
    model,
    random,
    clock: () => Date.now() / 1000,
    until: task.deadline / 1000,
    onPlan: (plan) => report({ plan }),
    onBound: (bound) => report({ bound }),
    elsewhere: () => {
      listen();
      const { plan } = inbox;
      inbox.plan = undefined;
      return plan;
    },
    position: task.position,
    searchers: task.searchers,
    onPart: (part) => report({ part }),
    partsElsewhere: () => {
      listen();
      return inbox.parts.splice(0);
    },
    solver: await highsSolver(),
  };
  const plan =
    task.role === 'columns' ? improveByColumns(search, context) : improveByAnnealing(search, context);
  say({ kind: 'result', result: { plan } });
}

/** What the other workers found since last asked: their best plan, and parts of plans. */
const inbox: { plan: Plan | undefined; readonly parts: PlanPart[] } = { plan: undefined, parts: [] };

function listen(): void {
  if (parentPort === null) return;
  for (;;) {
    const received = receiveMessageOnPort(parentPort);
    if (received === undefined) return;
    const message: unknown = received.message;
    if (!isRosterNews(message)) continue;
    if (message.plan !== undefined) inbox.plan = message.plan;
    if (message.part !== undefined) inbox.parts.push(message.part);
  }
}

if (parentPort !== null) {
  const task: unknown = workerData;
  if (!isRosterTask(task)) throw new TypeError('a roster worker needs a task');
  await run(task);
}
