import { instant, type Instant, MINUTE_MS, QUARTER_HOUR_MS } from '../../../forecasting/time/index.ts';
import { headCounts, presentAgents } from '../../live/board/head-counts.ts';
import type { QueueState } from '../../live/state/queue-state.ts';

/** Agents on the phones: of the whole pool, or able to take one city's calls. */
export type PresenceScope = 'joint' | { readonly city: string };

interface MeanSoFar {
  sum: number;
  count: number;
}

const SAMPLE_MS = MINUTE_MS;
/** Today and the evening before; older means are forgotten. */
const KEPT_INTERVALS = (36 * 60) / 15;

/**
 * How many were on the phones in each interval, as the mean of one look a minute. Head-counts alone: nobody can be identified
 * from it.
 */
export class PresenceSamples {
  readonly #means = new Map<number, Map<string, MeanSoFar>>();
  #sampledTo = Number.NEGATIVE_INFINITY;

  /**
   * Looks at the state once a minute at most; call it as often as you like, in the order of time.
   *
   * @param at moment up to which the state has received everything
   */
  look(state: QueueState, at: Instant): void {
    const minute = Math.floor(at / SAMPLE_MS) * SAMPLE_MS;
    if (minute <= this.#sampledTo) return;
    this.#sampledTo = minute;
    const { cities, pool } = headCounts(state, minute);
    const interval = Math.floor(minute / QUARTER_HOUR_MS);
    const known = this.#means.get(interval) ?? new Map<string, MeanSoFar>();
    this.#means.set(interval, known);
    add(known, '', presentAgents(pool));
    for (const [city, counts] of cities) add(known, city, presentAgents(counts));
    for (const old of this.#means.keys()) if (old < interval - KEPT_INTERVALS) this.#means.delete(old);
  }

  /** Looks at every minute between the last look and `at`, over which the state did not change. */
  lookUpTo(state: QueueState, at: Instant): void {
    const from = Math.max(this.#sampledTo + SAMPLE_MS, at - KEPT_INTERVALS * QUARTER_HOUR_MS);
    for (let minute = Math.ceil(from / SAMPLE_MS) * SAMPLE_MS; minute <= at; minute += SAMPLE_MS)
      this.look(state, instant(minute));
  }

  /** Begins with the minute after `at`: what lies before was never looked at. */
  startAt(at: Instant): void {
    this.#sampledTo = Math.floor(at / SAMPLE_MS) * SAMPLE_MS;
  }

  /** @returns `null` for an interval in which nobody looked */
  presentIn(startsAt: Instant, scope: PresenceScope): number | null {
    const mean = this.#means
      .get(Math.floor(startsAt / QUARTER_HOUR_MS))
      ?.get(scope === 'joint' ? '' : scope.city);
    return mean === undefined ? null : mean.sum / mean.count;
  }
}

function add(known: Map<string, MeanSoFar>, key: string, value: number): void {
  const mean = known.get(key) ?? { sum: 0, count: 0 };
  known.set(key, { sum: mean.sum + value, count: mean.count + 1 });
}
