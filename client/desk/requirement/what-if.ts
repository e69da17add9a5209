import {
  type CentreDemand,
  centreCostAllocation,
  centreRequirement,
  type CentreSettings,
  pooledRequirement,
  type CostAllocation,
  type RequirementCurves,
} from '../../../forecasting/staffing/index.ts';
import type { City } from '../../../server/contract/centre.ts';
import { runTarget } from '../../../server/contract/city-contract.ts';
import type { RequirementInputs } from '../../../server/contract/plan.ts';
import type { ModelHours } from './compare-rows.ts';
import type { ForecastDay } from '../forecast/forecast-days.ts';

/** What the sliders hold; shares as fractions. */
export type Sliders = Omit<RequirementInputs, 'from' | 'until'>;

/** A day's requirement as the sliders stand. */
export interface WhatIf {
  readonly cities: readonly { readonly city: City; readonly curves: RequirementCurves }[];
  readonly joint: RequirementCurves;
  /** All pooled by the other formula, for comparison. */
  readonly otherModel: RequirementCurves;
  /** Hours on the phones, alone and pooled, and each city's share. */
  readonly allocation: CostAllocation;
}

const INTERVAL_SECONDS = 900;

/** Every city alone, the pool, the other model and the allocation. Fast enough to run at each move of a slider. */
export function whatIf(day: ForecastDay, cities: readonly City[], sliders: Sliders): WhatIf | undefined {
  const known = cities.filter((city) => day.cities[city.id] !== undefined);
  const demands = known.flatMap((city): readonly CentreDemand[] => {
    const expected = day.cities[city.id];
    if (expected === undefined) return [];
    const target = runTarget(city, day.date, sliders);
    return [{ name: city.id, expected, target, minimumSeats: sliders.minimumSeats[city.id] ?? 0 }];
  });
  if (demands.length === 0) return undefined;
  const settings = settingsOf(sliders, sliders.model);
  const { cities: alone, joint } = centreRequirement(demands, settings);
  const other = sliders.model === 'erlangC' ? 'erlangA' : 'erlangC';
  return {
    cities: known.map((city, index) => ({ city, curves: alone[index]?.curves ?? joint })),
    joint,
    otherModel: pooledRequirement(demands, settingsOf(sliders, other)),
    allocation: centreCostAllocation(demands, settings),
  };
}

function settingsOf(sliders: Sliders, model: Sliders['model']): CentreSettings {
  return {
    intervalSeconds: INTERVAL_SECONDS,
    metOver: sliders.metOver,
    certainty: sliders.certainty,
    patienceSeconds: model === 'erlangA' ? sliders.patienceSeconds : undefined,
    shrinkage: sliders.shrinkage,
    volumeFactor: sliders.volumeFactor,
    handleTimeFactor: sliders.handleTimeFactor,
  };
}

/** Agent hours of a day. */
export function hoursOf(agentsPerInterval: readonly number[]): number {
  return agentsPerInterval.reduce((sum, agents) => sum + agents, 0) / 4;
}

/** Hours of both formulas for all cities pooled. */
export function modelHours(
  { joint, otherModel }: WhatIf,
  chosen: Sliders['model'],
): Readonly<Record<'erlangC' | 'erlangA', ModelHours>> {
  const hours = ({ requiredAgents, scheduledAgents }: RequirementCurves): ModelHours => ({
    onPhones: hoursOf(requiredAgents),
    scheduled: hoursOf(scheduledAgents),
  });
  const [own, other] = [hours(joint), hours(otherModel)];
  return chosen === 'erlangC' ? { erlangC: own, erlangA: other } : { erlangC: other, erlangA: own };
}
