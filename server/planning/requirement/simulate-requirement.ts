import {
  type CentreModel,
  contractEstimate,
  type DayPlan,
  simulateCentre,
} from '../../../forecasting/simulation/index.ts';
import {
  apportionPool,
  callsWithCertainty,
  type CentreDemand,
  grossAgents,
  meanHandleTimeSeconds,
  pooledRequirement,
  SHORT_ABANDON_SECONDS,
  skillGroupRequirement,
} from '../../../forecasting/staffing/index.ts';
import type { SimulatedRequirementDay, SimulatedStaffing } from '../../contract/plan.ts';
import type { ForecastDay } from './planning-tools.ts';
import { demandsOf, QUARTER_HOUR_SECONDS, requirementDays, settingsOf } from './requirement.ts';
import type { RequirementTask } from './staffing-task.ts';

/** Calls that every candidate of the search is played on, at least, and how many days these may be. */
const SEARCH_CALLS = 24_000;
const FEWEST_SEARCH_DAYS = 8;
const MOST_SEARCH_DAYS = 30;
/** Candidates that are tried at most in a round. */
const MOST_EVALUATIONS = 1_500;
/** Searches one after the other, each for a target a little higher where the one before fell short on fresh days. */
const ROUNDS = 3;
const MARGIN = 0.002;
const HARDEST_TARGET = 0.995;
/** Fresh days on which what was found is judged: ± half a point. */
const REPLICATIONS = 20;
const DAYS_PER_REPLICATION = 4;
/** Share of the work that the search is. */
const SEARCH_SHARE = 0.9;
/** Standard deviation ÷ mean of handle times, as the simulation before a publication has it. */
const HANDLE_TIME_VARIATION = 1;

/**
 * The requirement of a day by both formulas and by search with the simulator as judge, for the skill groups that the
 * centre really has, each with the service levels that every city would see on other days than those of the search.
 */
export function simulateRequirement(
  day: ForecastDay,
  task: RequirementTask,
  onProgress: (fraction: number) => void,
): SimulatedRequirementDay {
  const { inputs, cities, seed } = task;
  const demands = demandsOf(day, cities, inputs);
  const [formula] = requirementDays([day], cities, inputs);
  if (formula === undefined || demands.length === 0)
    throw new RangeError(`no city has a forecast for ${day.date}`);
  const skillSets = usableSkillSets(
    task,
    demands.map(({ name }) => name),
  );
  const scaled = demands.map(({ expected }) => {
    const calls = inputs.certainty === null ? expected.calls : callsWithCertainty(expected, inputs.certainty);
    return calls.map((value) => value * inputs.volumeFactor);
  });
  const first = Math.max(
    0,
    formula.joint.calls.findIndex((value) => value > 0),
  );
  const last = formula.joint.calls.findLastIndex((value) => value > 0) + 1;
  const busy = (row: readonly number[]): readonly number[] => row.slice(first, last);
  const model: CentreModel = {
    queues: demands.map(({ name, expected }, queue) => ({
      name,
      handleTime: {
        kind: 'lognormal',
        meanSeconds:
          meanHandleTimeSeconds(scaled[queue] ?? [], expected.averageHandleTimeSeconds) *
          inputs.handleTimeFactor,
        variation: HANDLE_TIME_VARIATION,
      },
      patience: { kind: 'exponential', meanSeconds: inputs.patienceSeconds },
      priority: 0,
    })),
    groups: skillSets.map(({ queues }) => ({ queues })),
  };
  const calls = scaled.map(busy);
  const split = (row: readonly number[]): readonly (readonly number[])[] => {
    const parts = busy(row).map((agents) =>
      apportionPool(
        agents,
        skillSets.map(({ people }) => people),
      ),
    );
    return skillSets.map((_, group) => parts.map((part) => part[group] ?? 0));
  };
  const judge = (
    name: SimulatedStaffing['by'],
    agents: readonly (readonly number[])[],
  ): SimulatedStaffing => ({
    by: name,
    agentHours: hoursOf(agents),
    scheduledHours: hoursOf(
      (agents[0] ?? []).map((_, at) => [
        grossAgents(
          agents.reduce((sum, row) => sum + (row[at] ?? 0), 0),
          inputs.shrinkage,
        ),
      ]),
    ),
    levels: levelsOf(model, { calls, agents }, demands, seed + 1),
  });
  const byFormula = (erlang: 'erlangC' | 'erlangA'): SimulatedStaffing =>
    judge(erlang, split(pooledRequirement(demands, settingsOf({ ...inputs, model: erlang })).requiredAgents));
  const search = (start: readonly (readonly number[])[], raised: readonly number[], before: number) =>
    skillGroupRequirement({
      model,
      calls,
      intervalSeconds: QUARTER_HOUR_SECONDS,
      contracts: demands.map(({ target }, queue) => ({
        queue,
        serviceLevel: Math.min(HARDEST_TARGET, (target.serviceLevel ?? 0) + (raised[queue] ?? 0)),
        answerThresholdSeconds: target.answerThresholdSeconds ?? 0,
        ...(target.variant === undefined || target.variant === 'virtualWaitWithin'
          ? {}
          : { variant: target.variant }),
        shortAbandonSeconds: target.shortAbandonSeconds,
      })),
      start,
      leastAgents: busy(formula.joint.calls).map((value, at) => {
        const seconds = formula.joint.averageHandleTimeSeconds[first + at] ?? 0;
        const load = (value * seconds) / QUARTER_HOUR_SECONDS;
        return value > 0 ? Math.max(1, Math.ceil(load / inputs.maxOccupancy - 1e-9)) : 0;
      }),
      leastSeats: demands.map(({ minimumSeats = 0 }, queue) =>
        (calls[queue] ?? []).map((value) => (value > 0 ? minimumSeats : 0)),
      ),
      days: searchDays(calls),
      seed,
      maxEvaluations: MOST_EVALUATIONS,
      onProgress: (evaluations) => {
        onProgress(before + (SEARCH_SHARE * evaluations) / MOST_EVALUATIONS / ROUNDS);
        return true;
      },
    });
  // What is just enough on the days of the search is a little short on others: then it is sought for a little more.
  let raised = demands.map(() => 0);
  let found = search(split(formula.joint.requiredAgents), raised, 0);
  let judged = judge('simulation', found.agents);
  for (let round = 1; round < ROUNDS && shortOf(judged).some((short) => short > 0); round++) {
    raised = shortOf(judged).map((short, queue) => (raised[queue] ?? 0) + (short > 0 ? short + MARGIN : 0));
    found = search(found.agents, raised, (SEARCH_SHARE * round) / ROUNDS);
    judged = judge('simulation', found.agents);
  }
  const whole = (row: readonly number[]): readonly number[] => [
    ...new Array<number>(first).fill(0),
    ...row,
    ...new Array<number>(formula.joint.calls.length - last).fill(0),
  ];
  const groups = skillSets.map((set, group) => {
    const requiredAgents = whole(found.agents[group] ?? []);
    return {
      cities: set.cities,
      requiredAgents,
      scheduledAgents: requiredAgents.map((agents) => grossAgents(agents, inputs.shrinkage)),
    };
  });
  const required = formula.joint.calls.map((_, at) =>
    groups.reduce((sum, group) => sum + (group.requiredAgents[at] ?? 0), 0),
  );
  const staffings = [byFormula('erlangC'), byFormula('erlangA'), judged];
  onProgress(1);
  return {
    ...formula,
    basis: 'simulation',
    groups,
    joint: {
      ...formula.joint,
      requiredAgents: required,
      scheduledAgents: required.map((agents) => grossAgents(agents, inputs.shrinkage)),
    },
    staffings,
    holds: shortOf(judged).every((short) => short <= 0),
  };
}

function searchDays(calls: readonly (readonly number[])[]): number {
  const perDay = calls.reduce((sum, row) => sum + row.reduce((part, value) => part + value, 0), 0);
  return Math.min(
    MOST_SEARCH_DAYS,
    Math.max(FEWEST_SEARCH_DAYS, Math.ceil(SEARCH_CALLS / Math.max(1, perDay))),
  );
}

/** How far each city stays below its target; not above 0 where it keeps it. */
function shortOf({ levels }: SimulatedStaffing): readonly number[] {
  return levels.map(({ target, value }) => target - value);
}

interface UsableSkillSet {
  readonly cities: readonly string[];
  readonly queues: readonly number[];
  readonly people: number;
}

/** Skill sets as far as the day's cities go; nobody known: everybody takes everything. */
function usableSkillSets(
  { skillSets }: RequirementTask,
  cities: readonly string[],
): readonly UsableSkillSet[] {
  const usable = new Map<string, UsableSkillSet>();
  for (const set of skillSets) {
    const own = cities.filter((city) => set.cities.includes(city));
    const key = own.join(' ');
    if (own.length === 0) continue;
    const people = (usable.get(key)?.people ?? 0) + set.people;
    usable.set(key, { cities: own, queues: own.map((city) => cities.indexOf(city)), people });
  }
  const unserved = cities.filter((city) => ![...usable.values()].some((set) => set.cities.includes(city)));
  if (usable.size > 0 && unserved.length === 0) return [...usable.values()];
  return [{ cities, queues: cities.map((_, queue) => queue), people: 1 }];
}

function levelsOf(
  model: CentreModel,
  plan: Pick<DayPlan, 'calls' | 'agents'>,
  demands: readonly CentreDemand[],
  seed: number,
): SimulatedStaffing['levels'] {
  const result = simulateCentre({
    model,
    plan: { ...plan, intervalSeconds: QUARTER_HOUR_SECONDS },
    replications: REPLICATIONS,
    daysPerReplication: DAYS_PER_REPLICATION,
    seed,
    thresholdsSeconds: demands.flatMap(({ target }) => [
      target.answerThresholdSeconds ?? 0,
      target.shortAbandonSeconds ?? SHORT_ABANDON_SECONDS,
    ]),
  });
  return demands.map(({ name, target }, queue) => {
    const { variant = 'strict' } = target;
    const level = contractEstimate(result, {
      queue,
      // Nothing flows out of a simulated queue.
      variant: variant === 'withFlowOuts' || variant === 'virtualWaitWithin' ? 'strict' : variant,
      threshold: 2 * queue,
      shortThreshold: 2 * queue + 1,
    });
    return { city: name, target: target.serviceLevel ?? 0, ...level };
  });
}

function hoursOf(rows: readonly (readonly number[])[]): number {
  return (
    (rows.reduce((sum, row) => sum + row.reduce((part, agents) => part + agents, 0), 0) *
      QUARTER_HOUR_SECONDS) /
    3600
  );
}
