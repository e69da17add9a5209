import { percentageHint, requireNotNegative } from '../erlang/require-argument.ts';
import { flowOuts, type ContractVariant } from './contract-level.ts';

/** What the agents of an interval must achieve; a target left out is no target. */
export interface StaffingTarget {
  /** Share in [0, 1); needs `answerThresholdSeconds`. */
  readonly serviceLevel?: number | undefined;
  readonly answerThresholdSeconds?: number | undefined;
  /** Which share is meant when callers hang up; `strict` unless given. */
  readonly variant?: ContractVariant | undefined;
  /** Callers who hang up sooner are "short" (variant `shortExcluded`); 5 unless given. */
  readonly shortAbandonSeconds?: number | undefined;
  /** Share of the offered calls that leave the queue otherwise and need no agent, in [0, 1); 0 unless given. */
  readonly flowOutShare?: number | undefined;
  /** Share in (0, 1]. */
  readonly maxOccupancy?: number | undefined;
  readonly maxAverageSpeedOfAnswerSeconds?: number | undefined;
  /** Share in (0, 1]; needs patience. */
  readonly maxAbandonShare?: number | undefined;
}

/** @throws RangeError naming the first target that is no target or that no number of agents could meet */
export function requireReachable(target: StaffingTarget): void {
  const { serviceLevel, answerThresholdSeconds, maxOccupancy, maxAbandonShare } = target;
  if (serviceLevel !== undefined) {
    if (!(serviceLevel >= 0 && serviceLevel <= 1))
      throw new RangeError(
        `serviceLevel must be a share in [0, 1), got ${serviceLevel}${percentageHint(serviceLevel)}`,
      );
    if (serviceLevel === 1)
      throw new RangeError(
        'serviceLevel 1 (100 %) cannot be reached by any number of agents; choose less, for example 0.99',
      );
    if (answerThresholdSeconds === undefined)
      throw new RangeError(`serviceLevel ${serviceLevel} needs answerThresholdSeconds, the 20 of 80/20`);
  }
  if (answerThresholdSeconds !== undefined)
    requireNotNegative('answerThresholdSeconds', answerThresholdSeconds);
  if (target.shortAbandonSeconds !== undefined)
    requireNotNegative('shortAbandonSeconds', target.shortAbandonSeconds);
  const flowOutShare = flowOuts(target);
  if (target.variant === 'withFlowOuts' && serviceLevel !== undefined && serviceLevel >= 1 - flowOutShare)
    throw new RangeError(
      `serviceLevel ${serviceLevel} of the variant withFlowOuts cannot be reached by any number of agents: ` +
        `the share ${flowOutShare} of the calls flows out; choose less than ${1 - flowOutShare}`,
    );
  if (maxOccupancy !== undefined && !(maxOccupancy > 0 && maxOccupancy <= 1))
    throw new RangeError(
      `maxOccupancy must be a share in (0, 1], got ${maxOccupancy}${percentageHint(maxOccupancy)}`,
    );
  if (maxAbandonShare !== undefined && !(maxAbandonShare > 0 && maxAbandonShare <= 1))
    throw new RangeError(
      `maxAbandonShare must be a share in (0, 1], got ${maxAbandonShare}${percentageHint(maxAbandonShare)}` +
        (maxAbandonShare === 0 ? '; no number of agents keeps every caller, choose for example 0.01' : ''),
    );
  const speed = target.maxAverageSpeedOfAnswerSeconds;
  if (speed !== undefined && !(speed > 0 && speed < Infinity))
    throw new RangeError(
      `maxAverageSpeedOfAnswerSeconds must be > 0, got ${speed}; a mean wait of 0 needs endless agents`,
    );
}
