import { requiredAgentCount, type StaffingTarget } from '../../forecasting/index.ts';
import type { City, Contract } from '../contract/centre.ts';

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

/** The contract that holds on a day. */
export function contractOn(city: City, date: string): Contract | undefined {
  return city.contracts
    .filter(({ validFrom }) => validFrom <= date)
    .reduce<Contract | undefined>(
      (latest, contract) =>
        latest === undefined || contract.validFrom > latest.validFrom ? contract : latest,
      undefined,
    );
}

/** What a contract asks of one interval. */
export function targetOf(contract: Contract): StaffingTarget {
  return {
    serviceLevel: contract.serviceLevelTarget,
    answerThresholdSeconds: contract.answerThresholdSeconds,
    variant: statedVariant(contract.variant),
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

/** The hardest promise among contracts: the pool must keep each of them. */
export function hardestTarget(contracts: readonly Contract[]): StaffingTarget | undefined {
  const [first, ...others] = contracts;
  if (first === undefined) return undefined;
  return others.reduce<StaffingTarget>((hardest, contract) => {
    const other = targetOf(contract);
    return {
      ...hardest,
      serviceLevel: Math.max(hardest.serviceLevel ?? 0, other.serviceLevel ?? 0),
      answerThresholdSeconds: Math.min(
        hardest.answerThresholdSeconds ?? Infinity,
        other.answerThresholdSeconds ?? Infinity,
      ),
      maxAbandonShare: Math.min(hardest.maxAbandonShare ?? 1, other.maxAbandonShare ?? 1),
    };
  }, targetOf(first));
}

/** Models state no short calls and no flow-outs of their own: those variants are planned for as the strict one. */
function statedVariant(variant: Contract['variant']): NonNullable<StaffingTarget['variant']> {
  switch (variant) {
    case 'strict':
    case 'answeredOnly':
    case 'abandonedWithinExcluded':
    case 'abandonedWithinCredited':
      return variant;
    case 'shortExcluded':
    case 'withFlowOuts':
      return 'strict';
    default:
      throw new RangeError(`unknown service level variant ${String(variant)}`);
  }
}
