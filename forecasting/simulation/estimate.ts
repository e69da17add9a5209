import { valueAt } from '../maths/value-at.ts';
import { studentTQuantile } from '../maths/student-t.ts';
import { Counted } from './play-day.ts';
import type { SimulationResult } from './simulate-centre.ts';

/** A simulated figure and the half-width of its 95 % confidence interval (Student's t over the replications). */
export interface Estimate {
  readonly value: number;
  readonly halfWidth: number;
}

/** Figures of a queue, or of several together, over a span of intervals. */
export interface QueueEstimate {
  /** Calls per replication. */
  readonly offered: Estimate;
  readonly waitShare: Estimate;
  readonly abandonShare: Estimate;
  /** Mean over all calls. */
  readonly meanWaitSeconds: Estimate;
  /** Mean over answered calls. */
  readonly averageSpeedOfAnswerSeconds: Estimate;
  /** One entry per threshold of the simulation. */
  readonly within: readonly WithinEstimate[];
}

interface WithinEstimate {
  readonly thresholdSeconds: number;
  /** Contract variants; a span without calls in the denominator gives 1. */
  readonly strict: Estimate;
  readonly answeredOnly: Estimate;
  readonly abandonedWithinExcluded: Estimate;
  readonly abandonedWithinCredited: Estimate;
}

/** Which part of the simulation is asked for; what is left out means all. */
export interface EstimateSpan {
  readonly queue?: number | undefined;
  readonly fromInterval?: number | undefined;
  /** Exclusive. */
  readonly toInterval?: number | undefined;
}

/** Ratios of sums with their confidence intervals, never means of ratios. */
export function estimate(result: SimulationResult, span: EstimateSpan = {}): QueueEstimate {
  const sums = result.counts.map((counts) => sumOver(result, counts, span));
  const measure = (at: number) => (row: Float64Array) => row[at] ?? 0;
  const offered = measure(Counted.offered);
  const answered = measure(Counted.answered);
  const of = (part: (row: Float64Array) => number, whole: (row: Float64Array) => number): Estimate =>
    ratio(sums.map(part), sums.map(whole));
  return {
    offered: ratio(
      sums.map(offered),
      sums.map(() => 1),
    ),
    waitShare: of(measure(Counted.waited), offered),
    abandonShare: of(measure(Counted.abandoned), offered),
    meanWaitSeconds: of(measure(Counted.waitSeconds), offered),
    averageSpeedOfAnswerSeconds: of(measure(Counted.answeredWaitSeconds), answered),
    within: result.thresholdsSeconds.map((thresholdSeconds, k) => {
      const answeredWithin = measure(Counted.within + 2 * k);
      const abandonedWithin = measure(Counted.within + 2 * k + 1);
      return {
        thresholdSeconds,
        strict: of(answeredWithin, offered),
        answeredOnly: of(answeredWithin, answered),
        abandonedWithinExcluded: of(answeredWithin, (row) => offered(row) - abandonedWithin(row)),
        abandonedWithinCredited: of((row) => answeredWithin(row) + abandonedWithin(row), offered),
      };
    }),
  };
}

/** Where the result counts a contract's threshold and its short calls: indexes of the simulation's thresholds. */
export interface CountedContract {
  readonly queue: number;
  readonly variant:
    'strict' | 'answeredOnly' | 'shortExcluded' | 'abandonedWithinExcluded' | 'abandonedWithinCredited';
  readonly threshold: number;
  readonly shortThreshold: number;
}

/** A contract's service level of a whole day, by its own variant. */
export function contractEstimate(result: SimulationResult, contract: CountedContract): Estimate {
  const { queue, variant, threshold, shortThreshold } = contract;
  const sums = result.counts.map((counts) => sumOver(result, counts, { queue }));
  const at = (row: Float64Array, measure: number): number => row[measure] ?? 0;
  const answered = (row: Float64Array): number => at(row, Counted.within + 2 * threshold);
  const gone = (row: Float64Array, k: number): number => at(row, Counted.within + 2 * k + 1);
  const good = (row: Float64Array): number =>
    answered(row) + (variant === 'abandonedWithinCredited' ? gone(row, threshold) : 0);
  const counted = (row: Float64Array): number => {
    if (variant === 'answeredOnly') return at(row, Counted.answered);
    if (variant === 'shortExcluded') return at(row, Counted.offered) - gone(row, shortThreshold);
    if (variant === 'abandonedWithinExcluded') return at(row, Counted.offered) - gone(row, threshold);
    return at(row, Counted.offered);
  };
  return ratio(sums.map(good), sums.map(counted));
}

/** Mean occupancy of a skill group over the replications. */
export function groupOccupancy(result: SimulationResult, group: number): Estimate {
  return ratio(
    result.occupancy.map((row) => row[group] ?? 0),
    result.occupancy.map(() => 1),
  );
}

function sumOver(result: SimulationResult, counts: Float64Array, span: EstimateSpan): Float64Array {
  const { queues, measures, intervals } = result;
  const { queue, fromInterval = 0, toInterval = intervals } = span;
  const sums = new Float64Array(measures);
  for (let interval = fromInterval; interval < toInterval; interval++)
    for (let q = queue ?? 0; q < (queue === undefined ? queues : queue + 1); q++) {
      const cell = (interval * queues + q) * measures;
      for (let m = 0; m < measures; m++) sums[m] = valueAt(sums, m) + valueAt(counts, cell + m);
    }
  return sums;
}

/** Σ parts ÷ Σ wholes, with the error of a ratio estimator. */
function ratio(parts: readonly number[], wholes: readonly number[]): Estimate {
  const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
  const whole = total(wholes);
  if (whole === 0) return { value: 1, halfWidth: 0 };
  const value = total(parts) / whole;
  const count = parts.length;
  if (count < 2) return { value, halfWidth: Infinity };
  const squares = parts.reduce((sum, part, i) => sum + (part - value * valueAt(wholes, i)) ** 2, 0);
  const standardError = Math.sqrt(squares / (count - 1) / count) / (whole / count);
  return { value, halfWidth: studentTQuantile(0.975, count - 1) * standardError };
}
