import { dayBand } from '../../../forecasting/forecast/index.ts';
import { type Instant, QUARTER_HOUR_MS } from '../../../forecasting/time/index.ts';
import type { CityPlan, DayPlan, StaffingSpan } from '../../live/board/day-plan.ts';
import type { Centre } from '../../contract/centre.ts';
import { contractOn } from '../../contract/city-contract.ts';
import type { ExpectedDay } from './expected-day.ts';
import { jointForecast } from './joint-forecast.ts';
import { agentsFor, pooledAgentsFor, pooledDemand, targetOf, type IntervalDemand } from './staffing-need.ts';

export interface PlanOfDayInput {
  readonly centre: Centre;
  /** One day as it is expected now, a city each; a city without a forecast is planned for by nobody. */
  readonly days: readonly ExpectedDay[];
  /** Agents that the roster has on the phones; `null` without a roster. */
  readonly plannedIn: (startsAt: Instant) => number | null;
  /** The same without people who are absent. */
  readonly expectedIn: (startsAt: Instant) => number | null;
}

/** The day as it was forecast, as it is expected now, and what it asks of the agents. */
export function planOfDay({ centre, days, plannedIn, expectedIn }: PlanOfDayInput): DayPlan {
  const cities: Record<string, CityPlan> = {};
  const demands = new Map<Instant, IntervalDemand[]>();
  for (const day of days) {
    const { city, startsAt, expected } = day;
    const contract = contractOf(centre, day);
    const staffing: StaffingSpan[] = [];
    for (const [slot, start] of startsAt.entries()) {
      const demand = {
        calls: expected.mean[slot] ?? 0,
        averageHandleTimeSeconds: day.meanHandleTimeSeconds,
      };
      demands.set(start, [...(demands.get(start) ?? []), demand]);
      if (contract !== undefined)
        staffing.push({ ...span(start), required: agentsFor(demand, targetOf(contract)), planned: null });
    }
    cities[city] = { forecast: drawnForecast(day), reforecast: drawnRest(day), staffing };
  }
  const contracts = days.flatMap((day) => contractOf(centre, day) ?? []);
  const pool = [...demands.entries()]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, parts]) => ({
      ...span(startsAt),
      required: pooledAgentsFor(pooledDemand(parts), contracts),
      planned: plannedIn(startsAt),
      expected: expectedIn(startsAt),
    }));
  return { cities, pool, jointForecast: jointForecast(days), outlook: null, noOutlook: 'pending' };
}

function drawnForecast({ startsAt, forecast }: ExpectedDay): CityPlan['forecast'] {
  const { low, high } = dayBand(forecast);
  return startsAt.map((start, slot) => ({
    startsAt: start,
    mean: forecast.mean[slot] ?? 0,
    low: low[slot] ?? 0,
    high: high[slot] ?? 0,
  }));
}

function drawnRest({ startsAt, expected: { knownSlots, mean } }: ExpectedDay): CityPlan['reforecast'] {
  return startsAt.map((start, slot) => ({ startsAt: start, mean: mean[slot] ?? 0 })).slice(knownSlots);
}

function contractOf(centre: Centre, { city, date }: ExpectedDay) {
  const found = centre.cities.find(({ id }) => id === city);
  return found === undefined ? undefined : contractOn(found, date);
}

function span(startsAt: Instant): { readonly from: number; readonly to: number } {
  return { from: startsAt, to: startsAt + QUARTER_HOUR_MS };
}
