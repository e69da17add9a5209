import { total } from '../../history/day-history.ts';
import { valueAt } from '../../maths/value-at.ts';

/** Days are more uneven than calls drawn one by one would make them; so much is no difference of shape. */
const USUAL_OVERDISPERSION = 1.5;

/**
 * How much of a related queue's shape may be borrowed, by empirical Bayes: the share of the difference between the two
 * shapes that chance explains. Two queues with one shape give 1; the surer the difference, the nearer to 0.
 *
 * @param own calls per slot of the queue over some weeks
 * @param related calls per slot of the related queues over the same weeks
 */
export function shapeLikeness(own: Float64Array, related: Float64Array): number {
  const ownCalls = total(own);
  const relatedCalls = total(related);
  if (ownCalls <= 0 || relatedCalls <= 0) return 0;
  let difference = 0;
  let slots = 0;
  for (let slot = 0; slot < own.length; slot++) {
    const together = (valueAt(own, slot) + valueAt(related, slot)) / (ownCalls + relatedCalls);
    if (together <= 0) continue;
    const apart = valueAt(own, slot) / ownCalls - valueAt(related, slot) / relatedCalls;
    difference += apart ** 2 / (together * (1 / ownCalls + 1 / relatedCalls));
    slots += 1;
  }
  return slots < 2 ? 1 : Math.min(1, (USUAL_OVERDISPERSION * (slots - 1)) / Math.max(difference, 1e-9));
}
