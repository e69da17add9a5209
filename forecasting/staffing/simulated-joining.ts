import { valueAt } from '../maths/value-at.ts';
import { estimate, type Estimate } from '../simulation/estimate.ts';
import type { Distribution } from '../simulation/distribution.ts';
import { simulateCentre } from '../simulation/simulate-centre.ts';
import { cityLike, type NewCity, type NewCityEffect } from './add-city.ts';
import type { PoolCity, PoolRules } from './cost-allocation.ts';

/** What a city's callers meet, by simulation; a city that is not there yet has no present level. */
export interface JoiningLevels {
  readonly name: string;
  readonly target: number;
  readonly now: Estimate | undefined;
  /** The new city's calls come and nobody is hired. */
  readonly withoutMoreAgents: Estimate;
  readonly withMoreAgents: Estimate;
}

export interface SimulatedJoiningInput {
  readonly cities: readonly PoolCity[];
  readonly city: NewCity;
  readonly rules: PoolRules;
  /** What `addCity` said: its agents are the ones that are played. */
  readonly effect: NewCityEffect;
  /** Days per staffing; 200 unless given. */
  readonly days?: number | undefined;
  readonly seed: number;
  /** Called with the share that is done; return false to stop early. */
  readonly onProgress?: ((fraction: number) => boolean) | undefined;
}

const DAYS_PER_REPLICATION = 10;

/**
 * Service levels of the pool's day before and after a city joins, each city by its own threshold: the same seed for all
 * three staffings, calls taken in the order they came, all agents with all cities.
 */
export function simulatedJoining(input: SimulatedJoiningInput): readonly JoiningLevels[] {
  const { cities, city, rules, effect, days = 200, seed, onProgress } = input;
  const like = cities.find(({ name }) => name === city.profileLike);
  if (like === undefined)
    throw new RangeError(`profileLike names "${city.profileLike}", which is no city here`);
  const joined = [...cities, cityLike(city, like, 1)];
  const play = (
    members: readonly PoolCity[],
    agents: readonly number[],
    step: number,
  ): readonly Estimate[] => {
    const patience: Distribution =
      rules.patienceSeconds === undefined || rules.patienceSeconds === Infinity
        ? { kind: 'endless' }
        : { kind: 'exponential', meanSeconds: rules.patienceSeconds };
    const replications = Math.max(2, Math.ceil(days / DAYS_PER_REPLICATION));
    const result = simulateCentre({
      model: {
        queues: members.map((member) => ({
          name: member.name,
          handleTime: { kind: 'exponential', meanSeconds: meanHandleTime(member) },
          patience,
          priority: 0,
        })),
        groups: [{ queues: members.map((_, queue) => queue) }],
      },
      plan: {
        intervalSeconds: rules.intervalSeconds,
        calls: members.map(({ calls }) => calls),
        agents: [agents],
      },
      replications,
      daysPerReplication: DAYS_PER_REPLICATION,
      seed,
      thresholdsSeconds: members.map(({ target = rules.target }) => target.answerThresholdSeconds ?? 0),
      onProgress: (done) => onProgress?.((step + done / replications) / 3) ?? true,
    });
    return members.map(
      (_, queue) => estimate(result, { queue }).within[queue]?.strict ?? { value: 1, halfWidth: 0 },
    );
  };
  const now = play(cities, effect.before.pooledAgents, 0);
  const without = play(joined, effect.before.pooledAgents, 1);
  const withMore = play(joined, effect.after.pooledAgents, 2);
  return joined.map(({ name, target = rules.target }, index) => ({
    name,
    target: target.serviceLevel ?? 0,
    now: now[index],
    withoutMoreAgents: without[index] ?? { value: 1, halfWidth: 0 },
    withMoreAgents: withMore[index] ?? { value: 1, halfWidth: 0 },
  }));
}

/** Weighted by calls. */
function meanHandleTime({ calls, averageHandleTimeSeconds: times }: PoolCity): number {
  if (typeof times === 'number') return times;
  const all = calls.reduce((sum, value) => sum + value, 0);
  if (all === 0) return times.find((seconds) => seconds > 0) ?? 1;
  return calls.reduce((sum, value, at) => sum + value * valueAt(times, at), 0) / all;
}
