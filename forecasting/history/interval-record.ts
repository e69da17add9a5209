import type { Instant } from '../time/instant.ts';

/** Length of an interval of history in minutes; 1440 is a whole local day. */
export type HistoryMinutes = 5 | 15 | 30 | 60 | 1440;

/**
 * What happened in one queue in one half-open interval [start, start + minutes), by the interval a call entered in.
 *
 * Figures other than `offered` are absent where a source does not tell them; absent is not 0.
 */
export interface IntervalRecord {
  readonly queue: string;
  readonly start: Instant;
  readonly minutes: HistoryMinutes;
  readonly offered: number;
  readonly answered?: number;
  readonly abandoned?: number;
  /** Answered calls whose wait was within the contract's threshold. */
  readonly answeredWithinThreshold?: number;
  /** Sum of talk, hold and wrap-up of the answered calls. */
  readonly handleSeconds?: number;
  /** Sum of the waits of answered and abandoned calls. */
  readonly waitSeconds?: number;
}
