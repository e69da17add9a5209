import { HOUR_MS } from '../../../forecasting/time/index.ts';
import { bookAgentTime } from './book-agent-time.ts';
import { dropBefore } from './in-order.ts';
import { enteredAtOf, type CallRecord, type Visit } from './call-state.ts';
import { takeOutWhole } from './count-calls.ts';
import { LEDGER_INTERVAL_MS } from './interval-ledger.ts';
import { rememberedFrom, type QueueState } from './queue-state.ts';
import { forgetCaller } from './repeat-calls.ts';
import { dueForLoss, isReached, scheduleForgetting } from './reviews.ts';
import { settleAnew } from './settle-call.ts';
import { wrapsUpWithoutEnd } from './wrap-ups.ts';

/** Somewhat less than sums are owned for (`CountingRules.ownMs`). */
const BOOKED_WITHIN_MS = 24 * HOUR_MS;

/** Takes open calls as lost and forgets those whose time is over. Cost: constant per event on the average. */
export function reviewCalls(state: QueueState): void {
  const now = Math.floor(state.clock / LEDGER_INTERVAL_MS);
  if (now <= state.reviewedTo) return;
  // Time that is not booked by now would leave what is remembered.
  if (now - state.bookedTo > BOOKED_WITHIN_MS / LEDGER_INTERVAL_MS) {
    bookAgentTime(state);
    state.bookedTo = now;
  }
  const due = [...state.reviews.keys()].filter((interval) => interval <= now).sort((a, b) => a - b);
  state.reviewedTo = now;
  loseOverdue(state);
  for (const interval of due) {
    const calls = state.reviews.get(interval) ?? [];
    state.reviews.delete(interval);
    for (const call of calls) review(state, call);
  }
  if (Number.isFinite(state.rules.rememberMs)) dropOldFacts(state, rememberedFrom(state));
}

/** Open calls are few and stand apart: to look at all of them costs less than to come back to every call. */
function loseOverdue(state: QueueState): void {
  const overdue = new Set<CallRecord>();
  const look = (visit: Visit) => {
    if (isReached(state, dueForLoss(visit.enteredAt))) overdue.add(visit.call);
  };
  for (const { queues, agents } of state.sources.values()) {
    for (const { waiting } of queues.values()) waiting.forEach(look);
    for (const { conversations } of agents.values()) conversations.forEach(look);
  }
  for (const call of overdue) settleAnew(state, call);
}

function review(state: QueueState, call: CallRecord): void {
  if (call.isForgotten) return;
  if (call.visits.some(wrapsUpWithoutEnd)) settleAnew(state, call);
  const enteredAt = enteredAtOf(call);
  if (call.visits.length === 0 || enteredAt < rememberedFrom(state)) {
    forget(state, call);
    return;
  }
  scheduleForgetting(state, call, enteredAt);
}

/** What a call stands for stays in the sums; what is reported about it from now on is counted from the log. */
function forget(state: QueueState, call: CallRecord): void {
  call.isForgotten = true;
  call.source.calls.delete(call.id);
  state.strangers.delete(call);
  forgetCaller(call);
  for (const visit of call.visits) {
    if (visit.outcome === 'waiting') visit.queue.waiting.delete(visit);
    const { agent } = visit;
    if (agent === null) continue;
    if (visit.talkEnd === null) agent.conversations.delete(visit);
    drop(agent.talks, visit);
    drop(agent.legs, visit);
  }
}

/** Takes a call out of the sums and forgets it: it belongs to a time before everything that is remembered. */
export function discardCall(state: QueueState, call: CallRecord): void {
  if (call.isForgotten) return;
  takeOutWhole(call);
  forget(state, call);
}

/** The oldest stand first, and taking the first costs nothing. */
function drop(visits: Visit[], visit: Visit): void {
  if (visits[0] === visit) {
    visits.shift();
    return;
  }
  const place = visits.indexOf(visit);
  if (place >= 0) visits.splice(place, 1);
}

function dropOldFacts(state: QueueState, before: number): void {
  for (const source of state.sources.values()) {
    dropBefore(source.restarts, before);
    for (const { listings } of source.queues.values()) {
      const keep = listings.findIndex(({ at }) => at >= before);
      if (keep > 0) listings.splice(0, keep);
    }
    for (const agent of source.agents.values()) {
      dropBefore(agent.wrapUpEnds, before);
      dropBefore(agent.departures, before);
      for (const free of agent.freeAt.values()) dropBefore(free, before);
    }
  }
}
