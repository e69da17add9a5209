import { queueA } from '../erlang/erlang-a.ts';
import type { ServiceLevelVariant } from '../erlang/service-level.ts';

/** One interval of a day that is to be staffed as a whole. */
export interface DayRules {
  readonly intervalSeconds: number;
  /** Left out: nobody hangs up. */
  readonly patienceSeconds?: number | undefined;
  readonly serviceLevel: number;
  readonly answerThresholdSeconds: number;
  readonly variant?: ServiceLevelVariant | undefined;
}

/** Numerator and denominator of the contract's service level, as shares of the offered calls. */
export interface LevelParts {
  readonly good: number;
  readonly counted: number;
}

/**
 * The two parts of a service level in steady state. A day's level is the ratio of their sums over the intervals,
 * weighted by calls; a mean of the interval levels would be another figure.
 */
export function levelParts(
  calls: number,
  averageHandleTimeSeconds: number,
  agents: number,
  rules: DayRules,
): LevelParts {
  if (calls === 0) return { good: 1, counted: 1 };
  const queue = queueA({
    callsPerSecond: calls / rules.intervalSeconds,
    agents,
    averageHandleTimeSeconds,
    patienceSeconds: rules.patienceSeconds ?? Infinity,
    answerThresholdSeconds: rules.answerThresholdSeconds,
  });
  const { strict, abandonedWithinCredited, virtualWaitWithin } = queue.serviceLevel;
  switch (rules.variant) {
    case 'answeredOnly':
      return { good: strict, counted: 1 - queue.abandonShare - queue.blockedShare };
    case 'abandonedWithinExcluded':
      return { good: strict, counted: 1 - (abandonedWithinCredited - strict) };
    case 'abandonedWithinCredited':
      return { good: abandonedWithinCredited, counted: 1 };
    case 'virtualWaitWithin':
      return { good: virtualWaitWithin, counted: 1 };
    case 'strict':
    case undefined:
      return { good: strict, counted: 1 };
    default:
      return rules.variant satisfies never;
  }
}
