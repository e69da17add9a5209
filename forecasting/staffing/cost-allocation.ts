import { valueAt } from '../maths/value-at.ts';
import { requireNotNegative } from '../erlang/require-argument.ts';
import { intervalMeasures, requiredAgentCount, type RequiredAgentsInput } from './required-agents.ts';
import { shapleyShares } from './shapley.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** What one city brings into the pool: one value per interval, same length for all cities. */
export interface PoolCity {
  readonly name: string;
  readonly calls: readonly number[];
  /** One value for all intervals, or one per interval. */
  readonly averageHandleTimeSeconds: number | readonly number[];
  /** What this city was promised; the rules' target unless given. A pool keeps the promises of all its cities. */
  readonly target?: StaffingTarget | undefined;
  /** Agents able to take the city's calls per interval even without a call; the rules' minimum unless given. */
  readonly minimumSeats?: readonly number[] | undefined;
}

/** The rules the pool and each city alone are staffed by, as far as a city has none of its own. */
export interface PoolRules {
  readonly intervalSeconds: number;
  readonly target: StaffingTarget;
  readonly patienceSeconds?: number | undefined;
  /** Agents per interval in which a city (or the pool) is open at all; 0 unless given. */
  readonly minimumAgents?: number | undefined;
}

/** One city's line of the allocation, in agent hours on the phones. */
interface CityCosts {
  readonly name: string;
  /** What the city would need alone. */
  readonly separateHours: number;
  /** Its fair share of the pool (Shapley value). */
  readonly shapleyHours: number;
  /** Its share of the pool by handled work alone. */
  readonly proportionalHours: number;
  /** Occupancy the city's agents would have alone. */
  readonly separateOccupancy: number;
}

export interface CostAllocation {
  readonly cities: readonly CityCosts[];
  readonly separateHours: number;
  readonly pooledHours: number;
  readonly savedHours: number;
  /**
   * Part of the saving that disappears if, in every interval, the pool's agents may be no busier than those of the
   * busiest city alone: what is paid by higher occupancy instead of being won by sharing.
   */
  readonly savedByHigherOccupancyHours: number;
  readonly pooledOccupancy: number;
  /** Agents of the pool per interval. */
  readonly pooledAgents: readonly number[];
}

/**
 * What the cities would need alone, what their pool needs, and what each should pay.
 *
 * @throws RangeError if the cities differ in length or a value is refused by `requiredAgents`
 * @see docs/formulas.md#cost-allocation. Cost: 2^cities × intervals requirements
 */
export function costAllocation(cities: readonly PoolCity[], rules: PoolRules): CostAllocation {
  requireSameLength(cities);
  const everybody = 2 ** cities.length - 1;
  const hoursByCoalition = new Map<number, number>();
  const hoursOf = (coalition: number): number => {
    const known = hoursByCoalition.get(coalition);
    if (known !== undefined) return known;
    const hours = hoursFor(agentsOf(cities, coalition, rules), rules);
    hoursByCoalition.set(coalition, hours);
    return hours;
  };
  const fair = shapleyShares(cities.length, hoursOf);
  const pooledAgents = agentsOf(cities, everybody, rules);
  const pooledHours = hoursFor(pooledAgents, rules);
  const alone = cities.map((_, city) => agentsOf(cities, 2 ** city, rules));
  const separateHours = alone.reduce((sum, agents) => sum + hoursFor(agents, rules), 0);
  const work = cities.map((_, city) => workOf(cities, 2 ** city));
  const totalWork = work.reduce((sum, part) => sum + part, 0);
  return {
    cities: cities.map(({ name }, city) => ({
      name,
      separateHours: hoursFor(alone[city] ?? [], rules),
      shapleyHours: fair[city] ?? 0,
      proportionalHours: totalWork === 0 ? 0 : (pooledHours * valueAt(work, city)) / totalWork,
      separateOccupancy: meanOccupancy(cities, 2 ** city, alone[city] ?? [], rules),
    })),
    separateHours,
    pooledHours,
    savedHours: separateHours - pooledHours,
    savedByHigherOccupancyHours: strainedHours(cities, alone, pooledAgents, rules),
    pooledOccupancy: meanOccupancy(cities, everybody, pooledAgents, rules),
    pooledAgents,
  };
}

/** The interval `index` of a coalition as one queue: calls added up, handle time weighted by calls. */
export function coalitionInterval(
  cities: readonly PoolCity[],
  coalition: number,
  index: number,
  rules: PoolRules,
): RequiredAgentsInput {
  let calls = 0;
  let work = 0;
  let anyHandleTime = 1;
  cities.forEach((city, i) => {
    if (((coalition >> i) & 1) === 0) return;
    const offered = valueAt(city.calls, index);
    anyHandleTime = handleTimeIn(city, index);
    calls += offered;
    work += offered * anyHandleTime;
  });
  const oneHandleTime = sameHandleTime(cities, coalition, index);
  return {
    calls,
    intervalSeconds: rules.intervalSeconds,
    // Without rounding where all cities have the same, so that ties stay exact.
    averageHandleTimeSeconds: oneHandleTime ?? (calls > 0 ? work / calls : anyHandleTime),
    target: rules.target,
    patienceSeconds: rules.patienceSeconds,
    minimumAgents: rules.minimumAgents,
  };
}

function sameHandleTime(cities: readonly PoolCity[], coalition: number, index: number): number | undefined {
  const times = cities
    .filter((_, i) => ((coalition >> i) & 1) === 1)
    .map((city) => handleTimeIn(city, index));
  return times.every((time) => time === times[0]) ? times[0] : undefined;
}

function handleTimeIn(city: PoolCity, index: number): number {
  const { averageHandleTimeSeconds: times } = city;
  return typeof times === 'number' ? times : valueAt(times, index);
}

/** Agents of the whole pool per interval. */
export function pooledAgentsOf(cities: readonly PoolCity[], rules: PoolRules): readonly number[] {
  return agentsOf(cities, 2 ** cities.length - 1, rules);
}

function agentsOf(cities: readonly PoolCity[], coalition: number, rules: PoolRules): readonly number[] {
  const intervals = cities[0]?.calls.length ?? 0;
  return Array.from({ length: intervals }, (_, index) =>
    coalitionAgents(cities, coalition, index, rules, (target) => target),
  );
}

/** Fewest agents that keep the promise of every member; `change` may tighten each of them. */
function coalitionAgents(
  cities: readonly PoolCity[],
  coalition: number,
  index: number,
  rules: PoolRules,
  change: (target: StaffingTarget) => StaffingTarget,
): number {
  const interval = coalitionInterval(cities, coalition, index, rules);
  const known = new Set<StaffingTarget>();
  let most = 0;
  cities.forEach((city, i) => {
    if (((coalition >> i) & 1) === 0) return;
    most = Math.max(most, city.minimumSeats?.[index] ?? rules.minimumAgents ?? 0);
    const target = city.target ?? rules.target;
    if (known.has(target)) return;
    known.add(target);
    most = Math.max(most, requiredAgentCount({ ...interval, minimumAgents: 0, target: change(target) }));
  });
  return most;
}

function hoursFor(agents: readonly number[], rules: PoolRules): number {
  return (agents.reduce((sum, count) => sum + count, 0) * rules.intervalSeconds) / 3600;
}

/** Handled seconds of a coalition, waiting callers lost not taken off: the basis of proportional shares. */
function workOf(cities: readonly PoolCity[], coalition: number): number {
  return cities.reduce(
    (sum, city, i) =>
      ((coalition >> i) & 1) === 0
        ? sum
        : sum + city.calls.reduce((part, calls, index) => part + calls * handleTimeIn(city, index), 0),
    0,
  );
}

function meanOccupancy(
  cities: readonly PoolCity[],
  coalition: number,
  agents: readonly number[],
  rules: PoolRules,
): number {
  let busy = 0;
  let present = 0;
  agents.forEach((count, index) => {
    busy += count * intervalMeasures(coalitionInterval(cities, coalition, index, rules), count).occupancy;
    present += count;
  });
  return present === 0 ? 0 : busy / present;
}

function strainedHours(
  cities: readonly PoolCity[],
  alone: readonly (readonly number[])[],
  pooledAgents: readonly number[],
  rules: PoolRules,
): number {
  const everybody = 2 ** cities.length - 1;
  const relaxed = pooledAgents.map((agents, index) => {
    const busiest = cities.reduce((most, _, city) => {
      const count = alone[city]?.[index] ?? 0;
      const measures = intervalMeasures(coalitionInterval(cities, 2 ** city, index, rules), count);
      return Math.max(most, measures.occupancy);
    }, 0);
    if (busiest === 0) return agents;
    return coalitionAgents(cities, everybody, index, rules, (target) => ({
      ...target,
      maxOccupancy: Math.min(busiest, target.maxOccupancy ?? 1),
    }));
  });
  return hoursFor(relaxed, rules) - hoursFor(pooledAgents, rules);
}

function requireSameLength(cities: readonly PoolCity[]): void {
  const first = cities[0];
  if (first === undefined) throw new RangeError('a pool needs at least one city');
  for (const city of cities) {
    if (city.calls.length !== first.calls.length)
      throw new RangeError(
        `${city.name} has ${city.calls.length} intervals, ${first.name} has ${first.calls.length}`,
      );
    city.calls.forEach((calls, i) => {
      requireNotNegative(`calls[${i}] of ${city.name}`, calls);
    });
  }
}
