import {
  callsWithCertainty,
  dayRequirement,
  pooledCalls,
  type ExpectedCalls,
  type RequirementCurves,
  type RequirementSettings,
} from './day-requirement.ts';
import { costAllocation, type CostAllocation } from './cost-allocation.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** One city's day and what it was promised. */
export interface CentreDemand {
  readonly name: string;
  /** Expected calls with the band that holds four values of five; one value per interval in every list. */
  readonly expected: ExpectedCalls & Readonly<Record<'low' | 'high', readonly number[]>>;
  readonly target: StaffingTarget;
  /** Agents able to take the city's calls as long as it is open; 0 unless given. */
  readonly minimumSeats?: number | undefined;
}

/** What a planner may turn, for all cities alike. */
export interface CentreSettings extends Omit<RequirementSettings, 'targets' | 'minimumSeats'> {
  /** Probability that the calls stay below what is planned for; `null`: the expected calls. */
  readonly certainty: number | null;
}

export interface CentreRequirement {
  /** Every city alone, in the given order. */
  readonly cities: readonly { readonly name: string; readonly curves: RequirementCurves }[];
  /** All of them in one pool: every promise is kept, as all callers wait alike. */
  readonly joint: RequirementCurves;
}

/** Requirement of a day, every city alone and all pooled: calls are added before anything is rounded. */
export function centreRequirement(
  cities: readonly CentreDemand[],
  settings: CentreSettings,
): CentreRequirement {
  return {
    cities: cities.map((city) => {
      const day = plannedFor(city, settings);
      const minimumSeats = seatsWhileOpen(day.calls, city.minimumSeats ?? 0);
      return {
        name: city.name,
        curves: dayRequirement(day, { ...settings, targets: [city.target], minimumSeats }),
      };
    }),
    joint: pooledRequirement(cities, settings),
  };
}

/** The pool alone. */
export function pooledRequirement(
  cities: readonly CentreDemand[],
  settings: CentreSettings,
): RequirementCurves {
  const days = cities.map((city) => plannedFor(city, settings));
  const seats = days.map((day, c) => seatsWhileOpen(day.calls, cities[c]?.minimumSeats ?? 0));
  return dayRequirement(pooledCalls(days), {
    ...settings,
    targets: differentTargets(cities),
    minimumSeats: (days[0]?.calls ?? []).map((_, at) => Math.max(0, ...seats.map((row) => row[at] ?? 0))),
  });
}

/** The cost allocation of the same day: always interval by interval, as coalitions are compared by it. */
export function centreCostAllocation(
  cities: readonly CentreDemand[],
  settings: CentreSettings,
): CostAllocation {
  const [first] = cities;
  if (first === undefined) throw new RangeError('a cost allocation needs at least one city');
  return costAllocation(
    cities.map((city) => {
      const { calls, averageHandleTimeSeconds } = plannedFor(city, settings);
      return {
        name: city.name,
        calls: calls.map((value) => value * settings.volumeFactor),
        averageHandleTimeSeconds: averageHandleTimeSeconds.map((seconds) =>
          seconds > 0 ? seconds * settings.handleTimeFactor : 1,
        ),
        target: city.target,
        minimumSeats: seatsWhileOpen(calls, city.minimumSeats ?? 0),
      };
    }),
    {
      intervalSeconds: settings.intervalSeconds,
      target: first.target,
      patienceSeconds: settings.patienceSeconds,
    },
  );
}

function plannedFor({ expected }: CentreDemand, { certainty }: CentreSettings): ExpectedCalls {
  const { calls, averageHandleTimeSeconds } = expected;
  return {
    calls: certainty === null ? calls : callsWithCertainty(expected, certainty),
    averageHandleTimeSeconds,
  };
}

/** From the first call to the last: the hours in which seats must be taken. */
function seatsWhileOpen(calls: readonly number[], seats: number): readonly number[] {
  const first = calls.findIndex((value) => value > 0);
  const last = calls.findLastIndex((value) => value > 0);
  return calls.map((_, at) => (first >= 0 && at >= first && at <= last ? seats : 0));
}

/** Equal promises are asked for once. */
function differentTargets(cities: readonly CentreDemand[]): readonly StaffingTarget[] {
  return [...new Map(cities.map(({ target }) => [JSON.stringify(target), target])).values()];
}
