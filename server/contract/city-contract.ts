import type { StaffingTarget } from '../../forecasting/staffing/index.ts';
import type { City, CityContract } from './centre.ts';
import type { RequirementInputs } from './plan.ts';

/**
 * The contract that holds on a day: the newest that is valid by then, else the first there is, as a city that is about to
 * join is planned, counted and shown by what it will be promised.
 */
export function contractOn(city: City, date: string): CityContract | undefined {
  const byAge = city.contracts.toSorted((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  return byAge.findLast(({ validFrom }) => validFrom <= date) ?? byAge[0];
}

/** What a city of which no contract is known is planned for. */
const USUAL_TARGET: StaffingTarget = { serviceLevel: 0.8, answerThresholdSeconds: 20 };

/** What a requirement run holds a city to: its contract, with the target and the cap that the planner set for the run. */
export function runTarget(
  city: City,
  date: string,
  inputs: Pick<RequirementInputs, 'serviceLevelTargets' | 'maxOccupancy'>,
): StaffingTarget {
  const contract = contractOn(city, date);
  const promised: StaffingTarget =
    contract === undefined
      ? USUAL_TARGET
      : {
          serviceLevel: contract.serviceLevelTarget,
          answerThresholdSeconds: contract.answerThresholdSeconds,
          variant: contract.variant,
          shortAbandonSeconds: contract.shortAbandonSeconds,
        };
  return {
    ...promised,
    serviceLevel: inputs.serviceLevelTargets[city.id] ?? promised.serviceLevel,
    maxOccupancy: inputs.maxOccupancy,
  };
}
