import { reforecastDay } from '../../../forecasting/forecast/index.ts';
import { type Instant, MINUTE_MS } from '../../../forecasting/time/index.ts';
import type { CityPlan, DayPlan, StaffingSpan } from '../../live/board/day-plan.ts';
import type { Centre } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import type { CityForecast } from '../forecast/city-forecast.ts';
import { jointForecast } from './joint-forecast.ts';
import { PLAN_MINUTES } from '../forecast/opening-grid.ts';
import { agentsFor, pooledAgentsFor, pooledDemand, targetOf, type IntervalDemand } from './staffing-need.ts';

export interface PlanOfDayInput {
  readonly centre: Centre;
  /** Forecasts of one day, a city each; a city without one is planned for by nobody. */
  readonly forecasts: readonly CityForecast[];
  /** Calls that came in the interval that starts then; `undefined` where it is not over or nobody knows. */
  readonly offeredIn: (city: string, startsAt: Instant) => number | undefined;
  /** Agents that the roster has on the phones; `null` without a roster. */
  readonly plannedIn: (startsAt: Instant) => number | null;
  /** The same without people who are absent. */
  readonly expectedIn: (startsAt: Instant) => number | null;
}

/** The day as it was forecast, as it is expected now, and what it asks of the agents. */
export function planOfDay(input: PlanOfDayInput): DayPlan {
  const { centre, forecasts, plannedIn, expectedIn } = input;
  const cities: Record<string, CityPlan> = {};
  const demands = new Map<Instant, IntervalDemand[]>();
  for (const forecast of forecasts) {
    const expected = expectedNow(forecast, input);
    const contract = contractOf(centre, forecast);
    const staffing: StaffingSpan[] = [];
    for (const [slot, { startsAt }] of forecast.slots.entries()) {
      const demand = {
        calls: expected.mean[slot] ?? 0,
        averageHandleTimeSeconds: forecast.averageHandleTimeSeconds,
      };
      demands.set(startsAt, [...(demands.get(startsAt) ?? []), demand]);
      if (contract !== undefined)
        staffing.push({ ...span(startsAt), required: agentsFor(demand, targetOf(contract)), planned: null });
    }
    cities[forecast.city] = {
      forecast: forecast.slots,
      reforecast: forecast.slots.slice(expected.known).map(({ startsAt }, index) => ({
        startsAt,
        mean: expected.mean[expected.known + index] ?? 0,
      })),
      staffing,
    };
  }
  const contracts = forecasts.flatMap((forecast) => contractOf(centre, forecast) ?? []);
  const pool = [...demands.entries()]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, parts]) => ({
      ...span(startsAt),
      required: pooledAgentsFor(pooledDemand(parts), contracts),
      planned: plannedIn(startsAt),
      expected: expectedIn(startsAt),
    }));
  return { cities, pool, jointForecast: jointForecast(forecasts), outlook: null, noOutlook: 'pending' };
}

function contractOf(centre: Centre, { city, date }: CityForecast) {
  const found = centre.cities.find(({ id }) => id === city);
  return found === undefined ? undefined : contractOn(found, date);
}

/** Calls per slot as expected now: what came where it came, the corrected forecast for the rest. */
function expectedNow(
  { city, slots, forecast }: CityForecast,
  { offeredIn }: PlanOfDayInput,
): { readonly known: number; readonly mean: ArrayLike<number> } {
  const actuals: number[] = [];
  for (const { startsAt } of slots) {
    const offered = offeredIn(city, startsAt);
    if (offered === undefined) break;
    actuals.push(offered);
  }
  return { known: actuals.length, mean: reforecastDay(forecast, actuals).mean };
}

function span(startsAt: Instant): { readonly from: number; readonly to: number } {
  return { from: startsAt, to: startsAt + PLAN_MINUTES * MINUTE_MS };
}
