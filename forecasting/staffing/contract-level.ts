import { queueA } from '../erlang/erlang-a.ts';
import { percentageHint, requireNotNegative } from '../erlang/require-argument.ts';
import type { ServiceLevelVariant } from '../erlang/service-level.ts';

/** The six variants of a contract, and the model's own `virtualWaitWithin`. */
export type ContractVariant = ServiceLevelVariant | 'shortExcluded' | 'withFlowOuts';

/** What a contract counts, and how. */
export interface ContractLevel {
  readonly answerThresholdSeconds: number;
  /** `strict` unless given. */
  readonly variant?: ContractVariant | undefined;
  /** Callers who hang up sooner are "short" (variant `shortExcluded`); 5 unless given. */
  readonly shortAbandonSeconds?: number | undefined;
  /**
   * Share of the offered calls that leave the queue otherwise: time-out, overflow, key press, callback. They never
   * reach an agent; only the variant `withFlowOuts` counts them. 0 unless given.
   */
  readonly flowOutShare?: number | undefined;
}

export const SHORT_ABANDON_SECONDS = 5;

/** Calls of a queue in steady state; calls per second without those that flow out. */
export interface SteadyQueue {
  readonly callsPerSecond: number;
  readonly agents: number;
  readonly averageHandleTimeSeconds: number;
  /** Infinity: nobody hangs up. */
  readonly patienceSeconds: number;
}

/** Numerator and denominator of the contract's service level, as shares of the calls that do not flow out. */
export interface LevelParts {
  readonly good: number;
  readonly counted: number;
}

/**
 * The two parts of a contract's service level in steady state.
 *
 * A day's level is the ratio of their sums over the intervals, weighted by calls; a mean of the interval levels would
 * be another figure.
 */
export function contractParts(queue: SteadyQueue, contract: ContractLevel): LevelParts {
  const { answerThresholdSeconds, variant = 'strict' } = contract;
  const { serviceLevel, abandonShare } = queueA({ ...queue, answerThresholdSeconds });
  const { strict, abandonedWithinCredited, virtualWaitWithin } = serviceLevel;
  switch (variant) {
    case 'answeredOnly':
      return { good: strict, counted: 1 - abandonShare };
    case 'shortExcluded':
      return { good: strict, counted: 1 - shortAbandonShare(queue, contract.shortAbandonSeconds) };
    case 'abandonedWithinExcluded':
      return { good: strict, counted: 1 - (abandonedWithinCredited - strict) };
    case 'abandonedWithinCredited':
      return { good: abandonedWithinCredited, counted: 1 };
    case 'virtualWaitWithin':
      return { good: virtualWaitWithin, counted: 1 };
    case 'withFlowOuts':
      return { good: strict, counted: 1 / (1 - flowOuts(contract)) };
    case 'strict':
      return { good: strict, counted: 1 };
    default:
      return variant satisfies never;
  }
}

/** Share of the calls whose callers hang up before `seconds` have passed. */
function shortAbandonShare(queue: SteadyQueue, seconds = SHORT_ABANDON_SECONDS): number {
  requireNotNegative('shortAbandonSeconds', seconds);
  if (queue.patienceSeconds === Infinity) return 0;
  const { serviceLevel } = queueA({ ...queue, answerThresholdSeconds: seconds });
  return serviceLevel.abandonedWithinCredited - serviceLevel.strict;
}

/** A contract's flow-out share, checked. @throws RangeError outside [0, 1) */
export function flowOuts({ flowOutShare = 0 }: Pick<ContractLevel, 'flowOutShare'>): number {
  if (flowOutShare >= 0 && flowOutShare < 1) return flowOutShare;
  throw new RangeError(
    `flowOutShare must be a share in [0, 1), got ${flowOutShare}${percentageHint(flowOutShare)}`,
  );
}
