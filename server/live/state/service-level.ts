import type { Ratio, ServiceLevelVariant } from '../../contract/wall.ts';
import type { IntervalTotals } from './interval-totals.ts';

type Sums = Readonly<
  Pick<
    IntervalTotals,
    | 'answered'
    | 'answeredWithinThreshold'
    | 'abandoned'
    | 'shortAbandoned'
    | 'abandonedWithinThreshold'
    | 'flowedOut'
  >
>;

/**
 * Service level of a span by one of six published variants, always from sums.
 *
 * A = answered, A_T = answered within the threshold, B = abandoned, B_s = short, B_T = within the threshold, F = flowed
 * out. Lost calls and calls outside opening hours are in none of them.
 *
 * @see docs/formulas.md#service-level for the variants and their check values
 */
export function serviceLevel(variant: ServiceLevelVariant, sums: Sums): Ratio {
  const within = sums.answeredWithinThreshold;
  switch (variant) {
    case 'strict':
      return ratio(within, sums.answered + sums.abandoned);
    case 'answeredOnly':
      return ratio(within, sums.answered);
    case 'shortExcluded':
      return ratio(within, sums.answered + sums.abandoned - sums.shortAbandoned);
    case 'abandonedWithinExcluded':
      return ratio(within, sums.answered + sums.abandoned - sums.abandonedWithinThreshold);
    case 'abandonedWithinCredited':
      return ratio(within + sums.abandonedWithinThreshold, sums.answered + sums.abandoned);
    case 'withFlowOuts':
      return ratio(within, sums.answered + sums.abandoned + sums.flowedOut);
    default:
      throw new RangeError(`there is no such variant: ${String(variant satisfies never)}`);
  }
}

/** Share of the offered calls with a known end that an agent took: A / (A + B + F). */
export function answerRate(sums: Sums): Ratio {
  return ratio(sums.answered, sums.answered + sums.abandoned + sums.flowedOut);
}

/** B / (A + B). */
export function abandonRate(sums: Sums): Ratio {
  return ratio(sums.abandoned, sums.answered + sums.abandoned);
}

/** A share with the sums it came from; `null` without a denominator, never 0 % or 100 %. */
export function ratio(numerator: number, denominator: number): Ratio {
  return { value: denominator > 0 ? numerator / denominator : null, numerator, denominator };
}
