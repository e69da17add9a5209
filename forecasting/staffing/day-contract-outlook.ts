import { queueA } from '../erlang/erlang-a.ts';
import { requireNotNegative } from '../erlang/require-argument.ts';
import { normalProbability } from './normal-probability.ts';
import { contractParts, flowOuts, type ContractLevel, type LevelParts } from './contract-level.ts';
import { requireReachable } from './staffing-target.ts';

/** A city's contract and its day so far. */
export interface OutlookCity extends ContractLevel {
  readonly name: string;
  /** Promised for the day. */
  readonly serviceLevel: number;
  /** Calls so far that count for the contract, and how many of them were good; both by the contract's variant. */
  readonly soFar: { readonly good: number; readonly counted: number };
  /**
   * Calls in the rest of the day: one list per sample path of the forecast, one value per remaining interval. A single
   * path is the mean alone: then only the queue's own chance is in the probability. Calls that will flow out included.
   */
  readonly callPaths: readonly (readonly number[])[];
}

/** Cities that share their agents fully, and the agents planned for the rest of the day. */
export interface OutlookPool {
  readonly cities: readonly OutlookCity[];
  /** On the phones, one value per remaining interval. */
  readonly agents: readonly number[];
  readonly averageHandleTimeSeconds: number;
  /** Left out: nobody hangs up. */
  readonly patienceSeconds?: number | undefined;
  /** Length of each remaining interval; the first is what is left of the present one. */
  readonly intervalSeconds: readonly number[];
  /** Callers waiting now. */
  readonly waiting?: number | undefined;
}

export interface CityOutlook {
  readonly name: string;
  /** Probability that the day's contract holds. */
  readonly probability: number;
  /** Expected service level of the whole day. */
  readonly expectedServiceLevel: number;
  /** Service level that the rest of the day must reach on average, above 1 when the contract is lost. */
  readonly neededServiceLevel: number;
}

/**
 * Will the day's contract hold? Per city, from the day so far, the forecast and the plan.
 *
 * Every sample path gives the mean trajectory of the remaining intervals in steady state, and a spread around it because
 * late calls come in clusters (see docs); the probability is the mean over the paths. Callers waiting now are late
 * as far as the agents cannot take them within the threshold. Fast enough for a wall that refreshes every second.
 * @param memory of this very pool at other numbers of agents: what was computed for them is not computed again
 * @throws RangeError for lists of different length, an empty pool and refused values
 * @see docs/formulas.md#outlook
 */
export function dayContractOutlook(
  pool: OutlookPool,
  memory: LevelMemory = levelMemory(),
): readonly CityOutlook[] {
  checkPool(pool);
  const paths = Math.max(...pool.cities.map((city) => city.callPaths.length));
  const parts = partsTable(pool, memory);
  return pool.cities.map((city) => {
    let probability = 0;
    let good = 0;
    let counted = 0;
    let restCounted = 0;
    const lateNow = lateBacklog(pool, city);
    for (let path = 0; path < paths; path++) {
      let surplus = city.soFar.good - city.serviceLevel * city.soFar.counted - city.serviceLevel * lateNow;
      let variance = 0;
      let pathGood = city.soFar.good;
      let pathCounted = city.soFar.counted + lateNow;
      pool.agents.forEach((agents, i) => {
        const own = stayingOn(city, path, i);
        const all = pool.cities.reduce((sum, other) => sum + stayingOn(other, path, i), 0);
        if (own === 0) return;
        const { level, clustering } = parts(city, all, agents, i);
        surplus += own * (level.good - city.serviceLevel * level.counted);
        variance += own * level.good * (1 - level.good) * (1 + (clustering * own) / all);
        pathGood += own * level.good;
        pathCounted += own * level.counted;
      });
      probability += holds(surplus, variance) / paths;
      good += pathGood / paths;
      counted += pathCounted / paths;
      restCounted += (pathCounted - city.soFar.counted) / paths;
    }
    const owed = city.serviceLevel * (city.soFar.counted + restCounted) - city.soFar.good;
    return {
      name: city.name,
      probability,
      expectedServiceLevel: counted === 0 ? 1 : good / counted,
      neededServiceLevel: restCounted > 0 ? Math.max(0, owed / restCounted) : owed > 0 ? Infinity : 0,
    };
  });
}

function holds(surplus: number, variance: number): number {
  if (variance <= 0) return surplus >= 0 ? 1 : 0;
  return normalProbability(surplus / Math.sqrt(variance));
}

/** Calls that will be answered or abandoned. */
function stayingOn(city: OutlookCity, path: number, interval: number): number {
  return callsOn(city, path, interval) * (1 - flowOuts(city));
}

function callsOn(city: OutlookCity, path: number, interval: number): number {
  return city.callPaths[path % city.callPaths.length]?.[interval] ?? 0;
}

/** Good and counted calls of an interval, and how they hang together. */
interface IntervalLevel {
  readonly level: LevelParts;
  /**
   * How much late calls come in clusters: twice the calls that arrive in a relaxation time of the queue. A queue that
   * forms now is still felt by the calls of the next minutes, so their fates are not independent.
   */
  readonly clustering: number;
}

/** Levels by interval, calls, agents and contract, each computed once. */
export type LevelMemory = Map<string, IntervalLevel>;

export function levelMemory(): LevelMemory {
  return new Map();
}

function partsTable(
  pool: OutlookPool,
  known: LevelMemory,
): (city: OutlookCity, calls: number, agents: number, interval: number) => IntervalLevel {
  return (city, calls, agents, interval) => {
    const { answerThresholdSeconds, variant = 'strict', shortAbandonSeconds, flowOutShare = 0 } = city;
    const key = `${interval} ${calls} ${agents} ${answerThresholdSeconds} ${variant} ${shortAbandonSeconds} ${flowOutShare}`;
    const before = known.get(key);
    if (before !== undefined) return before;
    const intervalSeconds = pool.intervalSeconds[interval] ?? 1;
    const level = contractParts(
      {
        callsPerSecond: calls / intervalSeconds,
        agents,
        averageHandleTimeSeconds: pool.averageHandleTimeSeconds,
        patienceSeconds: pool.patienceSeconds ?? Infinity,
      },
      city,
    );
    const value = { level, clustering: clusteringOf(pool, calls / intervalSeconds, agents, intervalSeconds) };
    known.set(key, value);
    return value;
  };
}

/** Relaxation time in units of the mean drain time; matches the spread of simulated days from 3 to 40 erlang. */
const DRAIN_TIMES = 2.5;

function clusteringOf(
  pool: OutlookPool,
  callsPerSecond: number,
  agents: number,
  intervalSeconds: number,
): number {
  const { averageHandleTimeSeconds, patienceSeconds = Infinity } = pool;
  const { occupancy } = queueA({
    callsPerSecond,
    agents,
    averageHandleTimeSeconds,
    patienceSeconds,
    answerThresholdSeconds: 0,
  });
  // Draining rate of a queue in a full house, plus what hangs up; no memory reaches beyond the interval.
  const drain = (agents * (1 - occupancy)) / averageHandleTimeSeconds + 1 / patienceSeconds;
  const relaxation = Math.min(intervalSeconds, drain > 0 ? DRAIN_TIMES / drain : Infinity);
  return 2 * callsPerSecond * relaxation;
}

/** Callers waiting now who cannot be taken within the threshold, a city's share by its calls. */
function lateBacklog(pool: OutlookPool, city: OutlookCity): number {
  const waiting = pool.waiting ?? 0;
  if (waiting === 0) return 0;
  const taken = ((pool.agents[0] ?? 0) * city.answerThresholdSeconds) / pool.averageHandleTimeSeconds;
  const calls = (who: OutlookCity): number => callsOn(who, 0, 0);
  const all = pool.cities.reduce((sum, other) => sum + calls(other), 0);
  const share = all > 0 ? calls(city) / all : 1 / pool.cities.length;
  return Math.max(0, waiting - taken) * share;
}

function checkPool(pool: OutlookPool): void {
  if (pool.cities.length === 0) throw new RangeError('an outlook needs at least one city');
  const count = pool.agents.length;
  if (pool.intervalSeconds.length !== count)
    throw new RangeError(`intervalSeconds has ${pool.intervalSeconds.length} values, agents has ${count}`);
  requireNotNegative('waiting', pool.waiting ?? 0);
  for (const city of pool.cities) {
    const { serviceLevel, answerThresholdSeconds, shortAbandonSeconds, flowOutShare } = city;
    // Too many flow-outs for the contract are no mistake of the caller's: then it cannot hold.
    requireReachable({ serviceLevel, answerThresholdSeconds, shortAbandonSeconds, flowOutShare });
    if (city.callPaths.length === 0) throw new RangeError(`${city.name} has no forecast path`);
    for (const path of city.callPaths)
      if (path.length !== count)
        throw new RangeError(`a path of ${city.name} has ${path.length} intervals, agents has ${count}`);
    const { good, counted } = city.soFar;
    if (!(good >= 0 && counted >= good))
      throw new RangeError(`soFar of ${city.name} must hold 0 ≤ good ≤ counted, got ${good} of ${counted}`);
  }
}
