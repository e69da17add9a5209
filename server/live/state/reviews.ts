import { HOUR_MS } from '../../../forecasting/time/index.ts';
import type { CallRecord } from './call-state.ts';
import { LEDGER_INTERVAL_MS } from './interval-ledger.ts';
import type { QueueState } from './queue-state.ts';

/** An open call is taken as lost after this time: longer than any call lasts. */
export const LOST_AFTER_MS = 13 * HOUR_MS;

/** Interval at whose start a visit that is still open is taken as lost. It depends on its entry alone. */
export function dueForLoss(enteredAt: number): number {
  return intervalAfter(enteredAt + LOST_AFTER_MS);
}

/** The first interval that begins after an instant. */
export function intervalAfter(at: number): number {
  return Math.floor(at / LEDGER_INTERVAL_MS) + 1;
}

/** Whether the clock has reached an interval. */
export function isReached(state: QueueState, interval: number): boolean {
  return interval <= state.reviewedTo;
}

/** Has a call looked at again once the clock reaches an interval. What is reached already is settled by its call's facts. */
export function scheduleReview(state: QueueState, call: CallRecord, interval: number): void {
  const due = Math.max(interval, state.reviewedTo + 1);
  const calls = state.reviews.get(due);
  if (calls === undefined) state.reviews.set(due, [call]);
  else calls.push(call);
}

/**
 * Has a call looked at again once everything since `from` is too old to be remembered: its entry, or for a call of which
 * no entry is ever reported the newest instant that was.
 */
export function scheduleForgetting(state: QueueState, call: CallRecord, from: number): void {
  const { rememberMs } = state.rules;
  if (Number.isFinite(rememberMs) && Number.isFinite(from))
    scheduleReview(state, call, intervalAfter(from + rememberMs));
}
