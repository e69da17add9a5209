import { type Instant, SECOND_MS } from '../../../forecasting/time/index.ts';
import type { CallEvent } from '../events/call-event.ts';
import { applyEvent } from './apply-event.ts';
import type { QueueState } from './queue-state.ts';

/** A source's clock may be ahead of ours by this much before we stop believing it. */
export const FUTURE_TOLERANCE_MS = 10 * SECOND_MS;

/**
 * Applies an event as it stands in the log. An event from the future is taken as happening when it was received: one
 * source with a wrong clock must not move everybody's day on. The log keeps what was reported.
 */
export function applyLogged(state: QueueState, event: CallEvent, receivedAt: Instant): QueueState {
  const at = instantOf(event, receivedAt);
  if (at === event.at) return applyEvent(state, event);
  state.repairs.fromTheFuture += 1;
  return applyEvent(state, { ...event, at });
}

/** The instant at which a logged event counts as happening: the log is searched and thinned by it. */
export function instantOf({ at }: CallEvent, receivedAt: Instant): Instant {
  return at <= receivedAt + FUTURE_TOLERANCE_MS ? at : receivedAt;
}
