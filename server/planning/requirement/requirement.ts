import { apportion } from '../../../forecasting/maths/index.ts';
import {
  type CentreDemand,
  centreRequirement,
  type CentreSettings,
} from '../../../forecasting/staffing/index.ts';
import type { City } from '../../contract/centre.ts';
import { runTarget } from '../../contract/city-contract.ts';
import type { RequirementDay, RequirementInputs } from '../../contract/plan.ts';
import type { ForecastDay } from './planning-tools.ts';

export const QUARTER_HOUR_SECONDS = 900;

/**
 * The requirement of days with a forecast, per city alone and for all in one pool, by formula. It holds exactly where
 * all who share calls share all of them; `simulateRequirement` is the judge of every other design.
 */
export function requirementDays(
  forecast: readonly ForecastDay[],
  cities: readonly City[],
  inputs: RequirementInputs,
): readonly RequirementDay[] {
  return forecast.map((day) => requirementOf(day.date, demandsOf(day, cities, inputs), inputs));
}

/** One day of it, from what its cities ask for. */
export function requirementOf(
  date: string,
  demands: readonly CentreDemand[],
  inputs: RequirementInputs,
): RequirementDay {
  const { cities: alone, joint } = centreRequirement(demands, settingsOf(inputs));
  return { date, cities: Object.fromEntries(alone.map(({ name, curves }) => [name, curves])), joint };
}

/** What each city with a forecast asks for on the day. */
export function demandsOf(
  day: ForecastDay,
  cities: readonly City[],
  inputs: RequirementInputs,
): readonly CentreDemand[] {
  return cities.flatMap((city) => {
    const expected = day.cities[city.id];
    if (expected === undefined) return [];
    return [
      {
        name: city.id,
        expected,
        target: runTarget(city, day.date, inputs),
        minimumSeats: inputs.minimumSeats[city.id] ?? 0,
      },
    ];
  });
}

export function settingsOf(inputs: RequirementInputs): CentreSettings {
  return {
    intervalSeconds: QUARTER_HOUR_SECONDS,
    metOver: inputs.metOver,
    certainty: inputs.certainty,
    patienceSeconds: inputs.model === 'erlangA' ? inputs.patienceSeconds : undefined,
    shrinkage: inputs.shrinkage,
    volumeFactor: inputs.volumeFactor,
    handleTimeFactor: inputs.handleTimeFactor,
  };
}

/**
 * Scheduled agents per city and interval, as a roster must cover them: each city alone, or its part of the pool.
 *
 * @returns one row per city, in the order of `cityIds`
 */
export function demandOf(
  day: RequirementDay,
  cityIds: readonly string[],
  pooled: boolean,
): readonly (readonly number[])[] {
  const separate = cityIds.map((id) => day.cities[id]?.scheduledAgents ?? []);
  if (!pooled) return separate;
  // A roster covers each part by people who hold that city's skill.
  // Specialists may ask for more than the cities alone in one interval: then the parts grow with it.
  const parts = day.joint.scheduledAgents.map((agents, at) =>
    apportion(
      day.basis === 'simulation'
        ? agents
        : Math.min(
            agents,
            separate.reduce((sum, city) => sum + (city[at] ?? 0), 0),
          ),
      separate.map((city) => city[at] ?? 0),
    ),
  );
  return cityIds.map((_id, index) => parts.map((part) => part[index] ?? 0));
}
