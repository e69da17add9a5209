import { apportionPool, dayRequirement, pooledCalls } from '../../forecasting/staffing/day-requirement.ts';
import type { City, Contract } from '../contract/centre.ts';
import type { RequirementDay, RequirementInputs } from '../contract/plan.ts';
import type { ForecastDay } from './planning-tools.ts';

const QUARTER_HOUR_SECONDS = 900;

/**
 * The requirement of days with a forecast, per city alone and for all in one pool.
 * The pool is held to the strictest city's promise, so that no caller waits longer because their city joined.
 */
export function requirementDays(
  forecast: readonly ForecastDay[],
  cities: readonly City[],
  inputs: RequirementInputs,
): readonly RequirementDay[] {
  return forecast.map((day) => {
    const known = cities.filter((city) => day.cities[city.id] !== undefined);
    const settingsOf = (promise: CityPromise): Parameters<typeof dayRequirement>[1] => ({
      intervalSeconds: QUARTER_HOUR_SECONDS,
      target: { ...promise, maxOccupancy: inputs.maxOccupancy },
      ...(inputs.model === 'erlangA' ? { patienceSeconds: inputs.patienceSeconds } : {}),
      shrinkage: inputs.shrinkage,
      volumeFactor: inputs.volumeFactor,
      handleTimeFactor: inputs.handleTimeFactor,
    });
    const promises = known.map((city) => promiseOf(city, day.date, inputs));
    const curves = known.map((city, index) =>
      dayRequirement(day.cities[city.id] ?? nothing, settingsOf(promises[index] ?? weakest)),
    );
    const joint = dayRequirement(
      pooledCalls(known.map((city) => day.cities[city.id] ?? nothing)),
      settingsOf(strictest(promises)),
    );
    return {
      date: day.date,
      cities: Object.fromEntries(known.map((city, index) => [city.id, curves[index] ?? joint])),
      joint,
    };
  });
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
  const parts = day.joint.scheduledAgents.map((agents, at) =>
    apportionPool(
      Math.min(
        agents,
        separate.reduce((sum, city) => sum + (city[at] ?? 0), 0),
      ),
      separate.map((city) => city[at] ?? 0),
    ),
  );
  return cityIds.map((_id, index) => parts.map((part) => part[index] ?? 0));
}

interface CityPromise {
  readonly serviceLevel: number;
  readonly answerThresholdSeconds: number;
}

const weakest: CityPromise = { serviceLevel: 0.01, answerThresholdSeconds: 3600 };
const nothing = { calls: [], averageHandleTimeSeconds: [] };

/** The contract that holds on the day, with this run's own target where the planner set one. */
function promiseOf(city: City, date: string, inputs: RequirementInputs): CityPromise {
  const contract = contractOn(city, date);
  return {
    serviceLevel: inputs.serviceLevelTargets[city.id] ?? contract?.serviceLevelTarget ?? 0.8,
    answerThresholdSeconds: contract?.answerThresholdSeconds ?? 20,
  };
}

export function contractOn(city: City, date: string): Contract | undefined {
  return [...city.contracts]
    .filter(({ validFrom }) => validFrom <= date)
    .sort((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
    .at(-1);
}

function strictest(promises: readonly CityPromise[]): CityPromise {
  return promises.reduce(
    (all, promise) => ({
      serviceLevel: Math.max(all.serviceLevel, promise.serviceLevel),
      answerThresholdSeconds: Math.min(all.answerThresholdSeconds, promise.answerThresholdSeconds),
    }),
    weakest,
  );
}
