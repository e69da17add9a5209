import { contractEstimate, simulateCentre } from '../../../forecasting/simulation/index.ts';
import { grossAgents, SHORT_ABANDON_SECONDS } from '../../../forecasting/staffing/index.ts';
import type { SimulatedStaffing } from '../../contract/staffing-job.ts';
import { QUARTER_HOUR_SECONDS } from './requirement.ts';
import type { Rows, SimulatedCentre } from './simulated-centre.ts';

/** Fresh days on which a staffing is judged: ± half a point. */
const REPLICATIONS = 20;
const DAYS_PER_REPLICATION = 4;

export interface StaffingToJudge {
  readonly by: SimulatedStaffing['by'];
  readonly agents: Rows;
  /** Paid time at work away from the telephone, in [0, 1). */
  readonly shrinkage: number;
  /** Not the search's: what is just enough on the days of the search is judged on others. */
  readonly seed: number;
}

/** Hours of a staffing, and the service level that every city would see with it. */
export function judgeStaffing(
  centre: SimulatedCentre,
  { by, agents, shrinkage, seed }: StaffingToJudge,
): SimulatedStaffing {
  const together = (agents[0] ?? []).map((_, at) => agents.reduce((sum, row) => sum + (row[at] ?? 0), 0));
  return {
    by,
    agentHours: hoursOf(together),
    scheduledHours: hoursOf(together.map((count) => grossAgents(count, shrinkage))),
    levels: levelsOf(centre, agents, seed),
  };
}

/** How far each city stays below its target; not above 0 where it keeps it. */
export function shortOf({ levels }: SimulatedStaffing): readonly number[] {
  return levels.map(({ target, value }) => target - value);
}

function levelsOf(
  { model, calls, demands }: SimulatedCentre,
  agents: Rows,
  seed: number,
): SimulatedStaffing['levels'] {
  const result = simulateCentre({
    model,
    plan: { calls, agents, intervalSeconds: QUARTER_HOUR_SECONDS },
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

function hoursOf(agents: readonly number[]): number {
  return (agents.reduce((sum, count) => sum + count, 0) * QUARTER_HOUR_SECONDS) / 3600;
}
