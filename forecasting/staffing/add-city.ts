import { valueAt } from '../maths/value-at.ts';
import { percentageHint, requireNotNegative, requirePositive } from '../erlang/require-argument.ts';
import {
  coalitionInterval,
  pooledAgentsOf,
  costAllocation,
  type PoolCity,
  type CostAllocation,
  type PoolRules,
} from './cost-allocation.ts';
import { intervalMeasures } from './required-agents.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** A city that may join: its day follows the profile of a city that is already there. */
export interface NewCity {
  readonly name: string;
  readonly callsPerDay: number;
  readonly averageHandleTimeSeconds: number;
  /** Name of the city whose curve over the day is taken. */
  readonly profileLike: string;
  /** Intervals in which it is open, as [from, to); all of the day unless given. Its calls fall into these alone. */
  readonly openIntervals?: { readonly from: number; readonly to: number } | undefined;
  /** Shares of the full volume month by month while the city moves over, e.g. 0.25, 0.5, 1; only 1 unless given. */
  readonly ramp?: readonly number[] | undefined;
  /** What the city will be promised; the rules' target unless given. */
  readonly target?: StaffingTarget | undefined;
}

/** What changes when the city joins. */
export interface NewCityEffect {
  /** Agent hours on the phones that the day needs more. */
  readonly additionalHours: number;
  /** Per interval. */
  readonly additionalAgents: readonly number[];
  /** Agents more in the interval that needs most. */
  readonly additionalAtPeak: number;
  /** What the city would need alone. */
  readonly separateHours: number;
  /** Its fair share of the larger pool; the others' new shares are in `after`. */
  readonly fairShareHours: number;
  /** Service level of the day for those already there, now and if the city joined without a single agent more. */
  readonly serviceLevelNow: number;
  readonly serviceLevelWithoutMoreAgents: number;
  readonly before: CostAllocation;
  readonly after: CostAllocation;
  /** What every step of the ramp needs more than today, same order. */
  readonly ramp: readonly RampStep[];
}

/** One month of a city's moving over. */
interface RampStep {
  readonly share: number;
  readonly additionalHours: number;
  readonly additionalAtPeak: number;
}

/**
 * The effect of a new city on a pool, from requirement to fair shares.
 *
 * @throws RangeError if no city has the named profile, the city has that name already, or a value is out of range
 * @see docs/formulas.md#a-new-city
 */
export function addCity(cities: readonly PoolCity[], city: NewCity, rules: PoolRules): NewCityEffect {
  requireNotNegative('callsPerDay', city.callsPerDay);
  requirePositive('averageHandleTimeSeconds', city.averageHandleTimeSeconds);
  const like = cities.find(({ name }) => name === city.profileLike);
  if (like === undefined)
    throw new RangeError(
      `profileLike names "${city.profileLike}"; known: ${cities.map(({ name }) => name).join(', ')}`,
    );
  if (cities.some(({ name }) => name === city.name))
    throw new RangeError(`there is a city "${city.name}" already; choose another name`);
  const ramp = city.ramp ?? [1];
  const wrong = ramp.find((share) => !(share >= 0 && share <= 1));
  if (wrong !== undefined)
    throw new RangeError(`ramp must hold shares in [0, 1], got ${wrong}${percentageHint(wrong)}`);

  const before = costAllocation(cities, rules);
  const joined = (share: number): readonly PoolCity[] => [...cities, cityLike(city, like, share)];
  const after = costAllocation(joined(1), rules);
  const additionalAgents = after.pooledAgents.map((agents, i) => agents - valueAt(before.pooledAgents, i));
  const own = after.cities.at(-1);
  return {
    additionalHours: after.pooledHours - before.pooledHours,
    additionalAgents,
    additionalAtPeak: Math.max(0, ...additionalAgents),
    separateHours: own?.separateHours ?? 0,
    fairShareHours: own?.shapleyHours ?? 0,
    serviceLevelNow: dayServiceLevel(cities, before.pooledAgents, rules),
    serviceLevelWithoutMoreAgents: dayServiceLevel(joined(1), before.pooledAgents, rules),
    before,
    after,
    ramp: ramp.map((share) => {
      const agents = pooledAgentsOf(joined(share), rules);
      const more = agents.map((count, i) => count - valueAt(before.pooledAgents, i));
      return {
        share,
        additionalHours: (more.reduce((sum, count) => sum + count, 0) * rules.intervalSeconds) / 3600,
        additionalAtPeak: Math.max(0, ...more),
      };
    }),
  };
}

/** The new city with a share of its calls, its day shaped as that of `like`. */
export function cityLike(city: NewCity, like: PoolCity, share: number): PoolCity {
  const { from, to } = city.openIntervals ?? { from: 0, to: like.calls.length };
  const open = like.calls.map((calls, i) => (i >= from && i < to ? calls : 0));
  const total = open.reduce((sum, calls) => sum + calls, 0);
  if (total === 0)
    throw new RangeError(`${like.name} has no calls in the intervals ${from} to ${to}; choose other hours`);
  return {
    name: city.name,
    calls: open.map((calls) => (calls / total) * city.callsPerDay * share),
    averageHandleTimeSeconds: city.averageHandleTimeSeconds,
    target: city.target,
  };
}

/** Answered within the threshold over the day, interval by interval in steady state, weighted by calls. */
function dayServiceLevel(cities: readonly PoolCity[], agents: readonly number[], rules: PoolRules): number {
  const everybody = 2 ** cities.length - 1;
  let within = 0;
  let offered = 0;
  agents.forEach((count, index) => {
    const interval = coalitionInterval(cities, everybody, index, rules);
    within += interval.calls * (intervalMeasures(interval, count).serviceLevel ?? 0);
    offered += interval.calls;
  });
  return offered === 0 ? 1 : within / offered;
}
