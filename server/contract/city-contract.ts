import type { StaffingTarget } from '../../forecasting/staffing/index.ts';
import type { City, CityContract } from './centre.ts';
import type { RequirementInputs } from './plan.ts';

/** The contract that holds on a day, if any does yet. */
export function contractOn(city: City, date: string): CityContract | undefined {
  return city.contracts
    .filter(({ validFrom }) => validFrom <= date)
    .reduce<CityContract | undefined>(
      (latest, contract) =>
        latest === undefined || contract.validFrom > latest.validFrom ? contract : latest,
      undefined,
    );
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
