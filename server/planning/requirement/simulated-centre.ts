import { apportion } from '../../../forecasting/maths/index.ts';
import type { CentreModel } from '../../../forecasting/simulation/index.ts';
import {
  callsWithCertainty,
  type CentreDemand,
  meanHandleTimeSeconds,
} from '../../../forecasting/staffing/index.ts';
import type { RequirementInputs } from '../../contract/plan.ts';
import type { RequirementTask } from './staffing-task.ts';

/** Agents on the phones, or calls: a row per skill set or queue, one value per interval of the busy hours. */
export type Rows = readonly (readonly number[])[];

/** A day as the simulator plays it: from the first interval with a call to the last, each city one queue. */
export interface SimulatedCentre {
  readonly demands: readonly CentreDemand[];
  readonly skillSets: readonly UsableSkillSet[];
  readonly model: CentreModel;
  /** Calls that are planned for, by queue. */
  readonly calls: Rows;
  /** The busy hours as intervals [first, end) of the day. */
  readonly first: number;
  readonly end: number;
}

interface UsableSkillSet {
  readonly cities: readonly string[];
  readonly queues: readonly number[];
  readonly people: number;
}

/** Standard deviation ÷ mean of handle times, as the simulation before a publication has it. */
const HANDLE_TIME_VARIATION = 1;

/** @param pooledCalls calls of all cities together, one value per interval of the day */
export function simulatedCentre(
  demands: readonly CentreDemand[],
  pooledCalls: readonly number[],
  { inputs, skillSets: known }: RequirementTask,
): SimulatedCentre {
  const first = Math.max(
    0,
    pooledCalls.findIndex((value) => value > 0),
  );
  const end = pooledCalls.findLastIndex((value) => value > 0) + 1;
  const skillSets = usableSkillSets(
    known,
    demands.map(({ name }) => name),
  );
  const planned = demands.map((demand) => plannedCalls(demand, inputs));
  return {
    demands,
    skillSets,
    model: {
      queues: demands.map(({ name, expected }, queue) => ({
        name,
        handleTime: {
          kind: 'lognormal',
          meanSeconds:
            meanHandleTimeSeconds(planned[queue] ?? [], expected.averageHandleTimeSeconds) *
            inputs.handleTimeFactor,
          variation: HANDLE_TIME_VARIATION,
        },
        patience: { kind: 'exponential', meanSeconds: inputs.patienceSeconds },
        priority: 0,
      })),
      groups: skillSets.map(({ queues }) => ({ queues })),
    },
    calls: planned.map((row) => row.slice(first, end)),
    first,
    end,
  };
}

function plannedCalls({ expected }: CentreDemand, inputs: RequirementInputs): readonly number[] {
  const { certainty, volumeFactor } = inputs;
  const calls = certainty === null ? expected.calls : callsWithCertainty(expected, certainty);
  return calls.map((value) => value * volumeFactor);
}

/** Agents of the whole pool, shared out among the skill sets by their people. @param pooled one value per interval of the day */
export function splitByPeople({ skillSets, first, end }: SimulatedCentre, pooled: readonly number[]): Rows {
  const people = skillSets.map((set) => set.people);
  const parts = pooled.slice(first, end).map((agents) => apportion(agents, people));
  return skillSets.map((_, set) => parts.map((part) => part[set] ?? 0));
}

/** Skill sets as far as the day's cities go; nobody known: everybody takes everything. */
function usableSkillSets(
  skillSets: RequirementTask['skillSets'],
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
