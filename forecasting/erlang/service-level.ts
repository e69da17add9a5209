/**
 * The service levels that a queueing model can state; the first four are contract variants of the key figures.
 * They differ by several points, so a figure without its variant says little.
 */
export type ServiceLevelVariant =
  'strict' | 'answeredOnly' | 'abandonedWithinExcluded' | 'abandonedWithinCredited' | 'virtualWaitWithin';

/** One value per variant, for one threshold T. */
export interface ServiceLevels {
  /** Answered within T ÷ offered. */
  readonly strict: number;
  /** Answered within T ÷ answered. */
  readonly answeredOnly: number;
  /** Answered within T ÷ (offered − abandoned within T). */
  readonly abandonedWithinExcluded: number;
  /** (Answered or abandoned within T) ÷ offered. */
  readonly abandonedWithinCredited: number;
  /** Share of calls whose wait would be within T if they never hung up. */
  readonly virtualWaitWithin: number;
}

/** What the variants are made of, as shares of the offered calls. */
export interface WaitShares {
  readonly answeredWithin: number;
  readonly answered: number;
  readonly abandonedWithin: number;
  readonly virtualWaitWithin: number;
}

/** All variants from their parts; a variant without any call in its denominator is 0. */
export function serviceLevels(shares: WaitShares): ServiceLevels {
  const { answeredWithin, answered, abandonedWithin, virtualWaitWithin } = shares;
  return {
    strict: answeredWithin,
    answeredOnly: ratio(answeredWithin, answered),
    abandonedWithinExcluded: ratio(answeredWithin, 1 - abandonedWithin),
    abandonedWithinCredited: answeredWithin + abandonedWithin,
    virtualWaitWithin,
  };
}

function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
