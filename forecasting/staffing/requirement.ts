import { apportion } from '../maths/apportion.ts';
import { valueAt } from '../maths/value-at.ts';
import type { Weekday } from '../time/plain-date.ts';
import { requireWhole } from '../erlang/require-argument.ts';
import { grossAgents } from './gross-agents.ts';
import { requiredAgentCount } from './required-agents.ts';
import { shrinkageAt, type ShrinkageCause } from './shrinkage.ts';
import type { StaffingTarget } from './staffing-target.ts';

/** One value for all intervals, or one per interval. */
export type EachInterval = number | readonly number[];

/** What one city asks for during the day. */
export interface CityDemand {
  readonly name: string;
  /** Expected calls per interval. */
  readonly calls: readonly number[];
  readonly averageHandleTimeSeconds: EachInterval;
  /** Mean patience; left out: nobody hangs up. */
  readonly patienceSeconds?: number | undefined;
  /** The contract, as every interval must meet it. */
  readonly target: StaffingTarget;
  /** Agents able to take the city's calls while it is open, even without a call. */
  readonly minimumSeats?: EachInterval | undefined;
}

/** Agents with the same cities. */
interface SkillGroupShare {
  readonly name: string;
  /** Names of the cities they serve. */
  readonly cities: readonly string[];
  /** How the pool is split over its groups, e.g. by heads available; 1 unless given. */
  readonly weight?: number | undefined;
}

export interface RequirementInput {
  readonly weekday: Weekday;
  /** Minute of the day at which the first interval begins. */
  readonly startMinute: number;
  readonly intervalMinutes: number;
  readonly cities: readonly CityDemand[];
  readonly groups: readonly SkillGroupShare[];
  readonly shrinkage: readonly ShrinkageCause[];
}

/** Requirement of one skill group: one value per interval. */
interface GroupRequirement {
  readonly name: string;
  /** Agents on the phones. */
  readonly net: readonly number[];
  /** Agents to be scheduled, shrinkage added. */
  readonly gross: readonly number[];
}

export interface Requirement {
  readonly groups: readonly GroupRequirement[];
  /** Shrinkage that was used, per interval. */
  readonly shrinkage: readonly number[];
}

/**
 * Agents per interval and skill group, in net and gross.
 *
 * Cities that share agents, directly or through other groups, are one pool: their calls are added before anything is
 * rounded, the strictest of their targets holds for all, and the pool's agents are split over its groups by weight,
 * at least the minimum seats of every city. That is exact where every group of a pool serves all its cities; a design
 * with specialists needs somewhat more, which `skillGroupRequirement` finds by simulation from here.
 *
 * @throws RangeError for unknown or unserved cities, empty groups, lists of different length and refused values
 * @see docs/formulas.md#requirement
 */
export function requirement(input: RequirementInput): Requirement {
  const { cities, groups, startMinute, intervalMinutes, weekday } = input;
  const intervals = cities[0]?.calls.length ?? 0;
  checkDemand(cities, groups);
  const pools = poolsOf(cities, groups);
  const shrinkage = Array.from({ length: intervals }, (_, i) =>
    shrinkageAt(input.shrinkage, weekday, (startMinute + i * intervalMinutes) % 1440),
  );
  const net = groups.map(() => new Array<number>(intervals).fill(0));
  for (const pool of pools)
    for (let i = 0; i < intervals; i++) {
      const agents = poolAgents(pool.cities, i, intervalMinutes * 60);
      const split = splitOverGroups(
        agents,
        pool.groups.map((g) => groups[g]),
        pool.cities,
        i,
      );
      pool.groups.forEach((g, k) => {
        const row = net[g];
        if (row !== undefined) row[i] = valueAt(split, k);
      });
    }
  return {
    shrinkage,
    groups: groups.map(({ name }, g) => ({
      name,
      net: net[g] ?? [],
      gross: (net[g] ?? []).map((agents, i) => grossAgents(agents, valueAt(shrinkage, i))),
    })),
  };
}

/** The value of interval `index`. */
export function inInterval(values: EachInterval, index: number): number {
  return typeof values === 'number' ? values : valueAt(values, index);
}

interface Pool {
  readonly cities: readonly CityDemand[];
  /** Indexes of its groups. */
  readonly groups: readonly number[];
}

/** Cities connected through shared groups. */
function poolsOf(cities: readonly CityDemand[], groups: readonly SkillGroupShare[]): readonly Pool[] {
  const poolOf = new Map(cities.map(({ name }, index) => [name, index]));
  for (const group of groups) {
    const joined = group.cities.map((name) => poolOf.get(name) ?? 0);
    const target = Math.min(...joined);
    for (const [name, pool] of poolOf) if (joined.includes(pool)) poolOf.set(name, target);
  }
  return [...new Set(poolOf.values())].map((pool) => ({
    cities: cities.filter(({ name }) => poolOf.get(name) === pool),
    groups: groups.flatMap((group, g) => (poolOf.get(group.cities[0] ?? '') === pool ? [g] : [])),
  }));
}

/** The strictest need among the cities' targets, for the calls of all of them together. */
function poolAgents(cities: readonly CityDemand[], index: number, intervalSeconds: number): number {
  const times = cities.map((city) => inInterval(city.averageHandleTimeSeconds, index));
  const calls = cities.reduce((sum, city) => sum + valueAt(city.calls, index), 0);
  const work = cities.reduce((sum, city, c) => sum + valueAt(city.calls, index) * valueAt(times, c), 0);
  const same = times.every((time) => time === times[0]);
  const averageHandleTimeSeconds = same || calls === 0 ? valueAt(times, 0) : work / calls;
  return cities.reduce((most, city) => {
    const needed = requiredAgentCount({
      calls,
      intervalSeconds,
      averageHandleTimeSeconds,
      patienceSeconds: city.patienceSeconds,
      target: city.target,
    });
    return Math.max(most, needed, seats(city, index));
  }, 0);
}

function seats(city: CityDemand, index: number): number {
  return inInterval(city.minimumSeats ?? 0, index);
}

/** By weight with the largest remainders, then raised until every city has its minimum seats. */
function splitOverGroups(
  agents: number,
  groups: readonly (SkillGroupShare | undefined)[],
  cities: readonly CityDemand[],
  index: number,
): readonly number[] {
  const weights = groups.map((group) => group?.weight ?? 1);
  const isWeighted = weights.some((weight) => weight > 0);
  const split = [...apportion(agents, isWeighted ? weights : weights.map(() => 1))];
  for (const city of cities) {
    const serving = groups.flatMap((group, g) => (group?.cities.includes(city.name) === true ? [g] : []));
    const missing = seats(city, index) - serving.reduce((sum, g) => sum + valueAt(split, g), 0);
    const first = serving.sort((a, b) => valueAt(weights, b) - valueAt(weights, a))[0];
    if (missing > 0 && first !== undefined) split[first] = valueAt(split, first) + missing;
  }
  return split;
}

function checkDemand(cities: readonly CityDemand[], groups: readonly SkillGroupShare[]): void {
  const intervals = cities[0]?.calls.length ?? 0;
  for (const { name, calls, minimumSeats } of cities) {
    if (calls.length !== intervals)
      throw new RangeError(
        `${name} has ${calls.length} intervals, ${cities[0]?.name ?? ''} has ${intervals}`,
      );
    if (!groups.some((group) => group.cities.includes(name)))
      throw new RangeError(`no skill group serves ${name}; give a group this skill or leave the city out`);
    for (const seat of typeof minimumSeats === 'number' ? [minimumSeats] : (minimumSeats ?? []))
      requireWhole(`minimumSeats of ${name}`, seat);
  }
  for (const group of groups) {
    if (group.cities.length === 0)
      throw new RangeError(`skill group ${group.name} has no city; give it a skill or leave it out`);
    const unknown = group.cities.find((name) => !cities.some((city) => city.name === name));
    if (unknown !== undefined)
      throw new RangeError(`skill group ${group.name} names ${unknown}, which is no city of this plan`);
    if (!((group.weight ?? 1) >= 0))
      throw new RangeError(`weight of ${group.name} must be ≥ 0, got ${group.weight}`);
  }
}
