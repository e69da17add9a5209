import { apportion } from '../maths/apportion.ts';
import { valueAt } from '../maths/value-at.ts';
import { seededRandom } from '../maths/seeded.ts';
import { checkCentre, type CentreModel, type DayPlan } from '../simulation/centre.ts';
import { meanSeconds } from '../simulation/distribution.ts';
import { drawCalls, type DrawnCalls } from '../simulation/drawn-calls.ts';
import { Counted, dayPlayer } from '../simulation/play-day.ts';
import { seedOf } from '../simulation/simulate-centre.ts';
import {
  flowOuts,
  SHORT_ABANDON_SECONDS,
  type ContractLevel,
  type ContractVariant,
} from './contract-level.ts';
import { requiredAgentCount } from './required-agents.ts';
import { requireReachable } from './staffing-target.ts';

/** A city's promise for the day, judged on its own calls although the agents are shared. */
interface DayContract extends ContractLevel {
  /** Index of the queue. */
  readonly queue: number;
  readonly serviceLevel: number;
  readonly variant?: Exclude<ContractVariant, 'virtualWaitWithin'> | undefined;
}

export interface SkillGroupRequirementInput {
  readonly model: CentreModel;
  /** Expected calls by queue and interval, without those that will flow out. */
  readonly calls: readonly (readonly number[])[];
  readonly intervalSeconds: number;
  readonly contracts: readonly DayContract[];
  /** Agents by group and interval to start from; the pooled formula split over the groups unless given. */
  readonly start?: readonly (readonly number[])[] | undefined;
  /** Agents of all groups together per interval that must stay, e.g. by an occupancy cap; none unless given. */
  readonly leastAgents?: readonly number[] | undefined;
  /** Agents able to take a queue's calls that must stay, by queue and interval; none unless given. */
  readonly leastSeats?: readonly (readonly number[])[] | undefined;
  /** Days every candidate is played on, always the same ones; 20 unless given. */
  readonly days?: number | undefined;
  readonly seed: number;
  /** The search stops here with the best so far; 3,000 unless given. */
  readonly maxEvaluations?: number | undefined;
  /** Called after each evaluation; return false to stop early. */
  readonly onProgress?: ((evaluations: number) => boolean) | undefined;
}

export interface SkillGroupRequirement {
  /** Agents on the phones by group and interval. */
  readonly agents: readonly (readonly number[])[];
  readonly agentHours: number;
  /** Simulated level per contract, in their order. */
  readonly serviceLevels: readonly number[];
  /** False when the search ended before every contract held. */
  readonly holds: boolean;
  readonly evaluations: number;
}

/**
 * Fewest agents per skill group such that each city's own contract holds over the day.
 *
 * The simulator is the judge, on the same drawn calls for every candidate, so that a difference between two
 * candidates is the staffing's and not the dice's. First agents are added where the worst-off city loses most calls;
 * then every agent that no contract needs is taken away again. The total is never rounded up per queue.
 * @throws RangeError if the parts do not fit together or a contract names no queue
 * @see docs/formulas.md#skill-groups
 */
export function skillGroupRequirement(input: SkillGroupRequirementInput): SkillGroupRequirement {
  const { calls, intervalSeconds, contracts, maxEvaluations = 3_000 } = input;
  checkContracts(input);
  const agents = (input.start ?? pooledStart(input)).map((row) => [...row]);
  const judge = judgeOf(input);
  let evaluations = 0;
  let stopped = false;
  const evaluate = (): Verdict => {
    evaluations++;
    if (input.onProgress?.(evaluations) === false || evaluations >= maxEvaluations) stopped = true;
    return judge({ intervalSeconds, calls, agents });
  };
  let verdict = evaluate();
  while (!stopped && verdict.shortfall > 0) verdict = addOne(input, agents, verdict, evaluate);
  while (!stopped && verdict.shortfall === 0) {
    const before = total(agents);
    verdict = removeSpare(input, agents, verdict, evaluate, () => stopped);
    if (total(agents) === before) break;
  }
  return {
    agents,
    agentHours: (total(agents) * intervalSeconds) / 3600,
    serviceLevels: contracts.map((_, c) => verdict.levels[c] ?? 0),
    holds: verdict.shortfall === 0,
    evaluations,
  };
}

interface Verdict {
  readonly levels: readonly number[];
  /** Sum over the contracts of calls missing to the target; 0 when all hold. */
  readonly shortfall: number;
  /** Calls that were not good, by contract and interval. */
  readonly lost: readonly (readonly number[])[];
}

function judgeOf(input: SkillGroupRequirementInput): (plan: DayPlan) => Verdict {
  const { model, calls, intervalSeconds, contracts, days = 20, seed } = input;
  const thresholds = contracts.flatMap(
    ({ answerThresholdSeconds, shortAbandonSeconds = SHORT_ABANDON_SECONDS }) => [
      answerThresholdSeconds,
      shortAbandonSeconds,
    ],
  );
  const player = dayPlayer(model, thresholds);
  const drawn: readonly DrawnCalls[] = Array.from({ length: days }, (_, day) =>
    drawCalls(model, calls, intervalSeconds, seededRandom(seedOf(seed, day))),
  );
  const queues = model.queues.length;
  return (plan) => {
    const played = drawn.map((day) => player.play(day, plan));
    const parts = contracts.map((contract, c) => {
      const lost = new Array<number>(plan.calls[0]?.length ?? 0).fill(0);
      let good = 0;
      let counted = 0;
      for (const { counts, measures } of played)
        lost.forEach((_, i) => {
          const cell = (i * queues + contract.queue) * measures;
          const part = countedParts(counts, cell, Counted.within + 4 * c, contract);
          good += part.good;
          counted += part.counted;
          lost[i] = valueAt(lost, i) + part.counted - part.good;
        });
      return { good, counted, lost, target: contract.serviceLevel };
    });
    return {
      levels: parts.map(({ good, counted }) => (counted === 0 ? 1 : good / counted)),
      shortfall: parts.reduce(
        (sum, { good, counted, target }) => sum + Math.max(0, target * counted - good),
        0,
      ),
      lost: parts.map(({ lost }) => lost),
    };
  };
}

/** @param within where the counts of the contract's threshold begin; those of its short calls follow */
function countedParts(
  counts: Float64Array,
  cell: number,
  within: number,
  contract: DayContract,
): { good: number; counted: number } {
  const { variant = 'strict' } = contract;
  const at = (measure: number): number => counts[cell + measure] ?? 0;
  switch (variant) {
    case 'strict':
      return { good: at(within), counted: at(Counted.offered) };
    case 'answeredOnly':
      return { good: at(within), counted: at(Counted.answered) };
    case 'shortExcluded':
      return { good: at(within), counted: at(Counted.offered) - at(within + 3) };
    case 'withFlowOuts':
      return { good: at(within), counted: at(Counted.offered) / (1 - flowOuts(contract)) };
    case 'abandonedWithinExcluded':
      return { good: at(within), counted: at(Counted.offered) - at(within + 1) };
    case 'abandonedWithinCredited':
      return { good: at(within) + at(within + 1), counted: at(Counted.offered) };
    default:
      return variant satisfies never;
  }
}

/** Adds one agent for the contract that lacks most, in the group where it helps all contracts most. */
function addOne(
  input: SkillGroupRequirementInput,
  agents: number[][],
  verdict: Verdict,
  evaluate: () => Verdict,
): Verdict {
  const { contracts, model } = input;
  const missing = contracts.map((contract, c) => contract.serviceLevel - valueAt(verdict.levels, c));
  const worst = missing.indexOf(Math.max(...missing));
  const queue = contracts[worst]?.queue ?? 0;
  const lost = verdict.lost[worst] ?? [];
  const interval = lost.indexOf(Math.max(...lost));
  let best: { group: number; verdict: Verdict } | undefined;
  model.groups.forEach((group, g) => {
    if (!group.queues.includes(queue)) return;
    change(agents, g, interval, 1);
    const tried = evaluate();
    change(agents, g, interval, -1);
    if (best === undefined || tried.shortfall < best.verdict.shortfall) best = { group: g, verdict: tried };
  });
  const chosen: { group: number; verdict: Verdict } | undefined = best;
  if (chosen === undefined)
    throw new RangeError(`no skill group serves ${model.queues[queue]?.name ?? queue}`);
  change(agents, chosen.group, interval, 1);
  return chosen.verdict;
}

/** Takes away, one after the other, every agent whom no contract needs; quiet intervals first. */
function removeSpare(
  input: SkillGroupRequirementInput,
  agents: number[][],
  verdict: Verdict,
  evaluate: () => Verdict,
  isStopped: () => boolean,
): Verdict {
  const lostIn = (interval: number): number =>
    verdict.lost.reduce((sum, row) => sum + valueAt(row, interval), 0);
  const places = agents
    .flatMap((row, group) => row.map((_, interval) => ({ group, interval, lost: lostIn(interval) })))
    .sort((a, b) => a.lost - b.lost || a.interval - b.interval || b.group - a.group);
  let current = verdict;
  for (const { group, interval } of places) {
    if (isStopped()) return current;
    if (!maySpare(input, agents, group, interval)) continue;
    change(agents, group, interval, -1);
    const tried = evaluate();
    if (tried.shortfall === 0) current = tried;
    else change(agents, group, interval, 1);
  }
  return current;
}

/** Whether one agent less of the group leaves as many as must stay. */
function maySpare(
  { model, leastAgents, leastSeats }: SkillGroupRequirementInput,
  agents: readonly (readonly number[])[],
  group: number,
  interval: number,
): boolean {
  const here = (g: number): number => agents[g]?.[interval] ?? 0;
  if (here(group) === 0) return false;
  const all = agents.reduce((sum, _, g) => sum + here(g), 0);
  if (all <= (leastAgents?.[interval] ?? 0)) return false;
  return (model.groups[group]?.queues ?? []).every((queue) => {
    const able = model.groups.reduce((sum, { queues }, g) => sum + (queues.includes(queue) ? here(g) : 0), 0);
    return able > (leastSeats?.[queue]?.[interval] ?? 0);
  });
}

function change(agents: number[][], group: number, interval: number, by: number): void {
  const row = agents[group];
  if (row !== undefined) row[interval] = valueAt(row, interval) + by;
}

function total(agents: readonly (readonly number[])[]): number {
  return agents.reduce((sum, row) => sum + row.reduce((part, count) => part + count, 0), 0);
}

/** Pooled Erlang A per interval, split over the groups by the work they may take, largest remainders first. */
function pooledStart(input: SkillGroupRequirementInput): readonly (readonly number[])[] {
  const { model, calls, intervalSeconds, contracts } = input;
  const handle = model.queues.map((queue) => meanSeconds(queue.handleTime));
  const patience = Math.min(...model.queues.map((queue) => meanSeconds(queue.patience)));
  const rows = model.groups.map(() => new Array<number>());
  (calls[0] ?? []).forEach((_, i) => {
    const work = model.queues.map((_queue, q) => (calls[q]?.[i] ?? 0) * valueAt(handle, q));
    const offered = model.queues.reduce((sum, _queue, q) => sum + (calls[q]?.[i] ?? 0), 0);
    const needed = contracts.reduce(
      (most, contract) =>
        Math.max(
          most,
          requiredAgentCount({
            calls: offered,
            intervalSeconds,
            averageHandleTimeSeconds: offered > 0 ? work.reduce((a, b) => a + b, 0) / offered : 1,
            patienceSeconds: patience,
            target: {
              serviceLevel: contract.serviceLevel,
              answerThresholdSeconds: contract.answerThresholdSeconds,
              variant: contract.variant,
              shortAbandonSeconds: contract.shortAbandonSeconds,
            },
          }),
        ),
      0,
    );
    const weights = model.groups.map((group) =>
      group.queues.reduce((sum, q) => sum + valueAt(work, q) / servingGroups(model, q), 0),
    );
    apportion(needed, weights).forEach((count, g) => rows[g]?.push(count));
  });
  return rows;
}

function servingGroups(model: CentreModel, queue: number): number {
  return Math.max(1, model.groups.filter((group) => group.queues.includes(queue)).length);
}

function checkContracts(input: SkillGroupRequirementInput): void {
  const { model, calls, intervalSeconds, contracts } = input;
  const agents = input.start ?? model.groups.map(() => (calls[0] ?? []).map(() => 0));
  checkCentre(model, { intervalSeconds, calls, agents });
  for (const contract of contracts) {
    requireReachable(contract);
    if (model.queues[contract.queue] === undefined)
      throw new RangeError(`a contract names queue ${contract.queue}, there are ${model.queues.length}`);
    if (!model.groups.some((group) => group.queues.includes(contract.queue)))
      throw new RangeError(`no skill group serves ${model.queues[contract.queue]?.name ?? ''}`);
  }
}
