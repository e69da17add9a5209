import { grossAgents, pooledRequirement } from '../../../forecasting/staffing/index.ts';
import type { SimulatedRequirementDay, SimulatedStaffing } from '../../contract/staffing-job.ts';
import { judgeStaffing, shortOf } from './judge-staffing.ts';
import type { ForecastDay } from './planning-tools.ts';
import { demandsOf, requirementOf, settingsOf } from './requirement.ts';
import { searchStaffing } from './search-staffing.ts';
import { simulatedCentre, splitByPeople } from './simulated-centre.ts';
import type { RequirementTask } from './staffing-task.ts';

/** Share of the work that the search is. */
const SEARCH_SHARE = 0.9;

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
  const { shrinkage } = inputs;
  const demands = demandsOf(day, cities, inputs);
  if (demands.length === 0) throw new RangeError(`no city has a forecast for ${day.date}`);
  const formula = requirementOf(day.date, demands, inputs);
  const { joint } = formula;
  const centre = simulatedCentre(demands, joint.calls, task);
  const found = searchStaffing(centre, joint, task, (share) => onProgress(SEARCH_SHARE * share));
  const byFormula = (by: 'erlangC' | 'erlangA'): SimulatedStaffing => {
    const { requiredAgents } = pooledRequirement(demands, settingsOf({ ...inputs, model: by }));
    return judgeStaffing(centre, {
      by,
      agents: splitByPeople(centre, requiredAgents),
      shrinkage,
      seed: seed + 1,
    });
  };
  const staffings = [byFormula('erlangC'), byFormula('erlangA'), found.judged];
  const scheduled = (agents: readonly number[]) => agents.map((count) => grossAgents(count, shrinkage));
  const wholeDay = (row: readonly number[]) =>
    joint.calls.map((_, at) => (at < centre.first ? 0 : (row[at - centre.first] ?? 0)));
  const groups = centre.skillSets.map((set, group) => {
    const requiredAgents = wholeDay(found.agents[group] ?? []);
    return { cities: set.cities, requiredAgents, scheduledAgents: scheduled(requiredAgents) };
  });
  const requiredAgents = joint.calls.map((_, at) =>
    groups.reduce((sum, group) => sum + (group.requiredAgents[at] ?? 0), 0),
  );
  onProgress(1);
  return {
    ...formula,
    basis: 'simulation',
    groups,
    joint: { ...joint, requiredAgents, scheduledAgents: scheduled(requiredAgents) },
    staffings,
    holds: shortOf(found.judged).every((short) => short <= 0),
  };
}
