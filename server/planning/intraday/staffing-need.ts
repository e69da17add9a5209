import { requiredAgentCount, type StaffingTarget } from '../../../forecasting/staffing/index.ts';
import type { CityContract } from '../../contract/centre.ts';

/** What a quarter hour asks of the people on the phones. */
export interface IntervalDemand {
  readonly calls: number;
  readonly averageHandleTimeSeconds: number;
}

/** Mean patience assumed where nobody has measured it: callers of town halls wait about three minutes. */
export const PATIENCE_SECONDS = 180;
/** Beyond this share of the hour nobody can work day after day. */
const MAX_OCCUPANCY = 0.92;
const INTERVAL_SECONDS = 900;

/**
 * What a contract asks of one interval. Flow-outs are planned for with none: agents enough leave nobody to overflow.
 */
export function targetOf(contract: CityContract): StaffingTarget {
  return {
    serviceLevel: contract.serviceLevelTarget,
    answerThresholdSeconds: contract.answerThresholdSeconds,
    variant: contract.variant,
    shortAbandonSeconds: contract.shortAbandonSeconds,
    maxAbandonShare: 1 - contract.answerRateTarget,
    maxOccupancy: MAX_OCCUPANCY,
  };
}

/** Fewest agents on the phones that keep the target in this interval, callers giving up as they do. */
export function agentsFor(
  { calls, averageHandleTimeSeconds }: IntervalDemand,
  target: StaffingTarget,
): number {
  return requiredAgentCount({
    calls,
    intervalSeconds: INTERVAL_SECONDS,
    averageHandleTimeSeconds,
    target,
    patienceSeconds: PATIENCE_SECONDS,
  });
}

/** Demands of several cities as one queue that shared agents answer. */
export function pooledDemand(demands: readonly IntervalDemand[]): IntervalDemand {
  const calls = demands.reduce((sum, demand) => sum + demand.calls, 0);
  const seconds = demands.reduce((sum, demand) => sum + demand.calls * demand.averageHandleTimeSeconds, 0);
  return { calls, averageHandleTimeSeconds: calls === 0 ? 1 : seconds / calls };
}

/** Fewest agents of a pool that keep each of these contracts: whoever waits in it waits alike, whatever their city. */
export function pooledAgentsFor(demand: IntervalDemand, contracts: readonly CityContract[]): number | null {
  const needs = contracts.map((contract) => agentsFor(demand, targetOf(contract)));
  return needs.length === 0 ? null : Math.max(...needs);
}
