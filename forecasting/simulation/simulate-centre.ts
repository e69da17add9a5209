import { requireNotNegative } from '../erlang/require-argument.ts';
import { seededRandom } from '../maths/seeded.ts';
import { checkCentre, type CentreModel, type DayPlan } from './centre.ts';
import { drawCalls } from './drawn-calls.ts';
import { dayPlayer } from './play-day.ts';

export interface SimulationInput {
  readonly model: CentreModel;
  readonly plan: DayPlan;
  /** Independent repetitions that the confidence intervals are computed from, ≥ 2. */
  readonly replications: number;
  /** Days played per replication; 1 unless given. */
  readonly daysPerReplication?: number | undefined;
  /** The same seed gives the same result, bit by bit. */
  readonly seed: number;
  /** Waits counted as "within", in seconds. */
  readonly thresholdsSeconds: readonly number[];
  /**
   * Expected calls by queue and interval for each played day in turn, instead of those of the plan: sample paths of
   * a forecast. Used again from the start when there are more days than paths.
   */
  readonly callPaths?: readonly (readonly (readonly number[])[])[] | undefined;
  /** Called after each replication; return false to stop early. */
  readonly onProgress?: ((done: number) => boolean) | undefined;
}

/** Raw sums per replication; `estimate` turns them into figures with confidence intervals. */
export interface SimulationResult {
  readonly queues: number;
  readonly intervals: number;
  readonly measures: number;
  readonly thresholdsSeconds: readonly number[];
  /** Per replication: sums at (interval × queues + queue) × measures + measure. */
  readonly counts: readonly Float64Array[];
  /** Per replication and group: share of the time on duty spent on calls. */
  readonly occupancy: readonly (readonly number[])[];
  /** Second legs of transferred calls over all replications. */
  readonly transfers: { readonly answered: number; readonly waitSeconds: number };
}

/**
 * Plays days of a centre with chance for arrivals, handle times and patience.
 *
 * @throws RangeError if model and plan do not fit together
 * @see docs/formulas.md#simulation
 */
export function simulateCentre(input: SimulationInput): SimulationResult {
  const { model, plan, replications, seed, thresholdsSeconds, callPaths, daysPerReplication = 1 } = input;
  checkCentre(model, plan);
  if (!(Number.isSafeInteger(replications) && replications >= 2))
    throw new RangeError(`replications must be a whole number ≥ 2, got ${replications}`);
  if (!(Number.isSafeInteger(daysPerReplication) && daysPerReplication >= 1))
    throw new RangeError(`daysPerReplication must be a whole number ≥ 1, got ${daysPerReplication}`);
  for (const threshold of thresholdsSeconds) requireNotNegative('thresholdsSeconds', threshold);
  for (const calls of callPaths ?? []) checkCentre(model, { ...plan, calls });
  const player = dayPlayer(model, thresholdsSeconds);
  const counts: Float64Array[] = [];
  const occupancy: (readonly number[])[] = [];
  const transfers = { answered: 0, waitSeconds: 0 };
  for (let replication = 0; replication < replications; replication++) {
    const random = seededRandom(seedOf(seed, replication));
    const handled = new Float64Array(model.groups.length);
    const onDuty = new Float64Array(model.groups.length);
    let sums: Float64Array | undefined;
    for (let day = 0; day < daysPerReplication; day++) {
      const path = callPaths?.[(replication * daysPerReplication + day) % callPaths.length] ?? plan.calls;
      const played = player.play(drawCalls(model, path, plan.intervalSeconds, random), plan);
      sums = sums === undefined ? played.counts : addTo(sums, played.counts);
      addTo(handled, played.handledSeconds);
      addTo(onDuty, played.dutySeconds);
      transfers.answered += played.transfers.answered;
      transfers.waitSeconds += played.transfers.waitSeconds;
    }
    counts.push(sums ?? new Float64Array(0));
    occupancy.push(
      Array.from(handled, (seconds, g) => ((onDuty[g] ?? 0) > 0 ? seconds / (onDuty[g] ?? 1) : 0)),
    );
    if (input.onProgress?.(replication + 1) === false) break;
  }
  const intervals = plan.calls[0]?.length ?? 0;
  const queues = model.queues.length;
  const measures = intervals === 0 ? 0 : (counts[0]?.length ?? 0) / intervals / queues;
  return { queues, intervals, measures, thresholdsSeconds, counts, occupancy, transfers };
}

/** A seed of its own for every replication, so that they can be played in any order or in parallel. */
export function seedOf(seed: number, replication: number): number {
  return (Math.imul(replication + 1, 0x9e37_79b1) ^ Math.imul(seed | 0, 0x85eb_ca6b)) | 0;
}

function addTo(sums: Float64Array, part: Float64Array): Float64Array {
  for (let i = 0; i < sums.length; i++) sums[i] = (sums[i] ?? 0) + (part[i] ?? 0);
  return sums;
}
