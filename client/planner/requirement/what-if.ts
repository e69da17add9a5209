import { dayRequirement, pooledCalls, type RequirementCurves } from '../../../forecasting/index.ts';
import type { City } from '../../../server/contract/centre.ts';
import type { RequirementInputs } from '../../../server/contract/plan.ts';
import type { ForecastDay } from '../forecast/forecast-days.ts';

/** What the sliders hold; shares as fractions. */
export type Sliders = Omit<RequirementInputs, 'from' | 'until'>;

export interface WhatIf {
  readonly cities: readonly { readonly city: City; readonly curves: RequirementCurves }[];
  readonly joint: RequirementCurves;
}

const INTERVAL_SECONDS = 900;

/** One day's requirement for every city alone and for the pool, as the sliders stand. Fast enough to run at each move. */
export function whatIf(day: ForecastDay, cities: readonly City[], sliders: Sliders): WhatIf {
  const known = cities.filter((city) => day.cities[city.id] !== undefined);
  const promises = known.map((city) => promiseOf(city, day.date, sliders));
  const settings = (promise: { serviceLevel: number; answerThresholdSeconds: number }) => ({
    intervalSeconds: INTERVAL_SECONDS,
    target: { ...promise, maxOccupancy: sliders.maxOccupancy },
    ...(sliders.model === 'erlangA' ? { patienceSeconds: sliders.patienceSeconds } : {}),
    shrinkage: sliders.shrinkage,
    volumeFactor: sliders.volumeFactor,
    handleTimeFactor: sliders.handleTimeFactor,
  });
  const nothing = { calls: [], averageHandleTimeSeconds: [] };
  return {
    cities: known.map((city, index) => ({
      city,
      curves: dayRequirement(
        day.cities[city.id] ?? nothing,
        settings(promises[index] ?? { serviceLevel: 0.8, answerThresholdSeconds: 20 }),
      ),
    })),
    joint: dayRequirement(
      pooledCalls(known.map((city) => day.cities[city.id] ?? nothing)),
      settings({
        serviceLevel: Math.max(0.01, ...promises.map(({ serviceLevel }) => serviceLevel)),
        answerThresholdSeconds: Math.min(3600, ...promises.map((promise) => promise.answerThresholdSeconds)),
      }),
    ),
  };
}

function promiseOf(
  city: City,
  date: string,
  sliders: Sliders,
): { readonly serviceLevel: number; readonly answerThresholdSeconds: number } {
  const contract = city.contracts
    .filter(({ validFrom }) => validFrom <= date)
    .toSorted((one, other) => (one.validFrom < other.validFrom ? -1 : 1))
    .at(-1);
  return {
    serviceLevel: sliders.serviceLevelTargets[city.id] ?? contract?.serviceLevelTarget ?? 0.8,
    answerThresholdSeconds: contract?.answerThresholdSeconds ?? 20,
  };
}

/** Agent hours of a day. */
export function hoursOf(agentsPerInterval: readonly number[]): number {
  return agentsPerInterval.reduce((sum, agents) => sum + agents, 0) / 4;
}
