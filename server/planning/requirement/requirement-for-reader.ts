import type { RequirementAnswer, RequirementDay } from '../../contract/plan.ts';
import { reachesCity, type CityReach } from '../../platform/http/caller.ts';
import type { Reader } from '../../platform/http/reader.ts';

/** A requirement as one reader may have it: their own cities' calls and agents, and the joint centre as a sum. */
export function requirementFor({ sees }: Reader, requirement: RequirementAnswer): RequirementAnswer {
  if (sees === 'all') return requirement;
  const { id, createdAt, inputs, days } = requirement;
  return {
    id,
    createdAt,
    inputs: {
      ...inputs,
      serviceLevelTargets: ownOf(sees, inputs.serviceLevelTargets),
      minimumSeats: ownOf(sees, inputs.minimumSeats),
    },
    days: days.map((day) => dayFor(sees, day)),
  };
}

function dayFor(sees: CityReach, day: RequirementDay): RequirementDay {
  const { date, cities, joint, basis, isExact, groups } = day;
  return {
    date,
    cities: ownOf(sees, cities),
    joint,
    ...(basis === undefined ? {} : { basis }),
    ...(isExact === undefined ? {} : { isExact }),
    ...(groups === undefined
      ? {}
      : { groups: groups.filter((group) => group.cities.every((city) => reachesCity(sees, city))) }),
  };
}

function ownOf<T>(sees: CityReach, byCity: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(byCity).filter(([city]) => reachesCity(sees, city)));
}
