import { valueAt } from '../../maths/value-at.ts';
import { observedDays, type DayHistory } from '../../history/day-history.ts';
import { daysBetween, weekdayOf, type PlainDate, type Weekday } from '../../time/plain-date.ts';

/** Days after which a day's shape counts half. */
const HALF_LIVES_DAYS = [35, 140] as const;
/** Calls of all weekdays together that stand in for a weekday's own shape until it has shown as many. */
const DOUBT_CALLS = [500, 2_000, 8_000] as const;
/** Calls for which the shape of related queues stands, where there are any: none, some, or all but everything. */
const RELATED_CALLS = [0, 1_000, 10_000, 100_000] as const;
/** Share that a slot takes from each of its neighbours: few calls make ragged shapes. */
const NEIGHBOUR_SHARES = [0, 0.1, 0.25] as const;
/** Newest days on which the settings are tried, each with the days before it alone. */
const TRIAL_DAYS = 60;
/** Days before the first trial. */
const LEAST_DAYS = 10;
/** Shapes of days vary more than calls drawn one by one would: what a trial says counts for half. */
const TRIAL_OVERDISPERSION = 2;
const NEGLIGIBLE = 1e-3;

/**
 * Share of a day's calls per slot and weekday, recent days counting more.
 *
 * How fast old shapes are forgotten, how long a weekday borrows the shape of all weekdays, how much a queue borrows from
 * related queues and how far neighbouring slots are averaged is not fixed: every setting forecasts the shapes of the last weeks, each day from the days before it, and
 * settings are averaged by how likely they made the calls that came. So a queue with thousands of calls keeps its sharp
 * quarter hours, one with ten an hour gets a calm curve, and a small queue that is like its neighbours follows them, while
 * one that is not stays by itself.
 *
 * @returns shares that sum to 1, a function of the weekday
 */
export function dayProfiles(
  history: DayHistory,
  lastDay: PlainDate | undefined,
): (weekday: Weekday) => Float64Array {
  const { slotsPerDay } = history;
  const days = observedDays(history);
  const memories = HALF_LIVES_DAYS.map((halfLife) => new ShapeMemory(slotsPerDay, halfLife));
  const trials = HALF_LIVES_DAYS.flatMap((_, memory) =>
    (history.related === undefined ? [0] : RELATED_CALLS).flatMap((related) =>
      DOUBT_CALLS.flatMap((doubt) =>
        NEIGHBOUR_SHARES.map((share): Trial => ({ memory, related, doubt, share, evidence: 0 })),
      ),
    ),
  );
  const firstTrial = Math.max(LEAST_DAYS, days.length - TRIAL_DAYS);
  for (const [index, { date, offered }] of days.entries()) {
    for (const memory of memories) memory.forgetUntil(date);
    if (index >= firstTrial) tryOut(trials, memories, weekdayOf(date), offered);
    for (const memory of memories) memory.add(weekdayOf(date), offered, history.related?.get(date));
  }
  if (lastDay !== undefined) for (const memory of memories) memory.forgetUntil(lastDay);
  const weights = weightsOf(trials);
  const known = new Map<Weekday, Float64Array>();
  return (weekday) => {
    const profile = known.get(weekday) ?? mixed(trials, weights, memories, weekday, slotsPerDay);
    known.set(weekday, profile);
    return profile;
  };
}

/** One setting, and how well it has forecast the shapes of days so far: log likelihood per calls. */
interface Trial {
  readonly memory: number;
  readonly related: number;
  readonly doubt: number;
  readonly share: number;
  evidence: number;
}

function tryOut(
  trials: readonly Trial[],
  memories: readonly ShapeMemory[],
  weekday: Weekday,
  offered: Float64Array,
): void {
  let curve: Float64Array | undefined;
  for (const trial of trials) {
    if (trial.share === NEIGHBOUR_SHARES[0]) curve = memories[trial.memory]?.shape(weekday, trial);
    if (curve !== undefined) trial.evidence += logLikelihood(averaged(curve, trial.share), offered);
  }
}

function logLikelihood(shape: Float64Array, offered: Float64Array): number {
  let sum = 0;
  for (let slot = 0; slot < offered.length; slot++) {
    const calls = valueAt(offered, slot);
    if (calls > 0) sum += calls * Math.log(Math.max(valueAt(shape, slot), 1e-12));
  }
  return sum;
}

function weightsOf(trials: readonly Trial[]): readonly number[] {
  const best = Math.max(...trials.map(({ evidence }) => evidence));
  const raw = trials.map(({ evidence }) => Math.exp((evidence - best) / TRIAL_OVERDISPERSION));
  const sum = raw.reduce((all, weight) => all + weight, 0);
  return raw.map((weight) => weight / sum);
}

function mixed(
  trials: readonly Trial[],
  weights: readonly number[],
  memories: readonly ShapeMemory[],
  weekday: Weekday,
  slots: number,
): Float64Array {
  const profile = new Float64Array(slots);
  for (const [index, trial] of trials.entries()) {
    const weight = valueAt(weights, index);
    const shape = weight > NEGLIGIBLE ? memories[trial.memory]?.shape(weekday, trial) : undefined;
    if (shape === undefined) continue;
    const calm = averaged(shape, trial.share);
    for (let slot = 0; slot < slots; slot++)
      profile[slot] = valueAt(profile, slot) + weight * valueAt(calm, slot);
  }
  const sum = profile.reduce((all, value) => all + value, 0);
  return profile.map((value) => (sum > 0 ? value / sum : 1 / slots));
}

/** Calls per slot, of all weekdays and of each, that fade with the days. */
class ShapeMemory {
  readonly #halfLifeDays: number;
  readonly #all: Float64Array;
  readonly #own = new Map<Weekday, Float64Array>();
  readonly #related = new Map<Weekday, Float64Array>();
  #day: PlainDate | undefined;

  constructor(slots: number, halfLifeDays: number) {
    this.#halfLifeDays = halfLifeDays;
    this.#all = new Float64Array(slots);
  }

  forgetUntil(day: PlainDate): void {
    if (this.#day !== undefined) {
      const kept = 0.5 ** (daysBetween(this.#day, day) / this.#halfLifeDays);
      for (const curve of [this.#all, ...this.#own.values(), ...this.#related.values()])
        for (let slot = 0; slot < curve.length; slot++) curve[slot] = valueAt(curve, slot) * kept;
    }
    this.#day = day;
  }

  /** @param related calls of related queues on the same day */
  add(weekday: Weekday, offered: Float64Array, related: Float64Array | undefined): void {
    addTo(this.#all, offered);
    addTo(curveOf(this.#own, weekday, this.#all.length), offered);
    if (related !== undefined) addTo(curveOf(this.#related, weekday, this.#all.length), related);
  }

  /**
   * A weekday's shares of its calls. The shape of all weekdays stands for `doubt` calls, and the related queues' shape of
   * the weekday for `related` calls.
   */
  shape(weekday: Weekday, { doubt, related }: Pick<Trial, 'doubt' | 'related'>): Float64Array {
    const { length } = this.#all;
    const own = this.#own.get(weekday);
    const pool = related > 0 ? this.#related.get(weekday) : undefined;
    const poolCalls = pool === undefined ? 0 : sum(pool);
    const borrowed = poolCalls > 0 ? related : 0;
    const shared = sum(this.#all);
    const ownCalls = own === undefined ? 0 : sum(own);
    return this.#all.map((calls, slot) => {
      // half a call in all keeps a slot that has never had one from being thought impossible
      const usual = (calls + 0.5 / length) / (shared + 0.5);
      const neighbour = borrowed > 0 ? (pool?.[slot] ?? 0) / poolCalls : 0;
      return ((own?.[slot] ?? 0) + doubt * usual + borrowed * neighbour) / (ownCalls + doubt + borrowed);
    });
  }
}

function curveOf(curves: Map<Weekday, Float64Array>, weekday: Weekday, slots: number): Float64Array {
  const known = curves.get(weekday) ?? new Float64Array(slots);
  curves.set(weekday, known);
  return known;
}

function addTo(curve: Float64Array, calls: Float64Array): void {
  for (let slot = 0; slot < curve.length; slot++) curve[slot] = valueAt(curve, slot) + valueAt(calls, slot);
}

function averaged(curve: Float64Array, share: number): Float64Array {
  if (share === 0) return curve;
  return curve.map((own, slot) => {
    const neighbours = (curve[slot - 1] ?? own) + (curve[slot + 1] ?? own);
    return (1 - 2 * share) * own + share * neighbours;
  });
}

function sum(curve: Float64Array): number {
  let all = 0;
  for (const value of curve) all += value;
  return all;
}
