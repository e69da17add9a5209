import { HOUR_MS } from '../../forecasting/time/instant.ts';
import type { CallerHash, CallId, FlowOutReason, QueueName } from '../telephony/call-event.ts';
import type { AgentRecord } from './agent-state.ts';
import { releaseAgent } from './conversations.ts';
import { outranks, type CallRecord, type Visit, type VisitOutcome } from './call-state.ts';
import { putIn, putInCall, takeOut, takeOutCall } from './count-calls.ts';
import { ALWAYS_OPEN, isOpenAt } from './counting-rules.ts';
import { totalsAt } from './interval-ledger.ts';
import { zeroTotals } from './interval-totals.ts';
import { queueOf, type QueueRecord, type QueueState, type SourceRecord } from './queue-state.ts';

/** A second call of one caller to one city within this time makes the first one unsolved. */
const REPEAT_WITHIN_MS = 24 * HOUR_MS;

/**
 * An open call is taken as lost after one of these, a closed one forgotten after two: longer than the longest day, so
 * that the calls of today are always at hand when the counting rules change.
 */
export const REVIEW_AFTER_MS = 13 * HOUR_MS;

export function findVisit(
  source: SourceRecord,
  call: CallId,
  queue: QueueName,
  number: number,
): Visit | undefined {
  const known = source.calls.get(call);
  if (known === undefined) return undefined;
  for (const visit of known.visits) if (visit.number === number && visit.queue.name === queue) return visit;
  return undefined;
}

/**
 * Opens a visit. Callers are in one queue at a time: a visit before it that still waits is taken as flowed out, and so
 * is this one if a later visit is known. A visit from before its source's last restart is lost until its end is told.
 */
export function openVisit(
  state: QueueState,
  source: SourceRecord,
  callId: CallId,
  queueName: QueueName,
  number: number,
  enteredAt: number,
  enteredTold: boolean,
): Visit {
  const call = source.calls.get(callId) ?? newCall(state, source, callId);
  const visit = newVisit(call, queueOf(state, source, queueName), number, enteredTold);
  setEntry(state, visit, enteredAt);
  const place = placeOf(call, enteredAt);
  for (let earlier = 0; earlier < place; earlier += 1)
    leaveUntold(state, call.visits[earlier], visit.enteredAt);
  takeOutCall(call);
  const next = call.visits[place];
  if (next !== undefined) {
    visit.outcome = 'assumedFlowedOut';
    visit.outcomeAt = next.enteredAt;
    state.repairs.endMissing += 1;
  } else if (enteredAt < source.restartedAt) {
    visit.outcome = 'lost';
    visit.outcomeAt = source.restartedAt;
  }
  // Nearly every call has one visit, and a literal is as long as it must be where a grown array keeps room for more.
  if (call.visits.length === 0) call.visits = [visit];
  else call.visits.splice(place, 0, visit);
  putIn(visit);
  return visit;
}

function leaveUntold(state: QueueState, visit: Visit | undefined, at: number): void {
  if (visit?.outcome !== 'waiting') return;
  takeOut(visit);
  visit.outcome = 'assumedFlowedOut';
  visit.outcomeAt = at;
  putIn(visit);
  state.repairs.endMissing += 1;
}

/** Corrects the entry of a visit, sums included. */
export function moveEntry(state: QueueState, visit: Visit, enteredAt: number): void {
  const { call } = visit;
  takeOut(visit);
  setEntry(state, visit, enteredAt);
  visit.enteredTold = true;
  call.visits.splice(call.visits.indexOf(visit), 1);
  call.visits.splice(placeOf(call, enteredAt), 0, visit);
  putIn(visit);
}

function placeOf(call: CallRecord, enteredAt: number): number {
  let place = call.visits.length;
  while (place > 0 && (call.visits[place - 1]?.enteredAt ?? enteredAt) > enteredAt) place -= 1;
  return place;
}

/** Ends the waiting of a visit, unless an end that weighs more is known. Returns whether it was taken. */
export function endWaiting(
  state: QueueState,
  visit: Visit,
  end: {
    readonly outcome: Exclude<VisitOutcome, 'waiting'>;
    readonly at: number;
    readonly waitSeconds: number | null;
    readonly reason?: FlowOutReason;
    readonly told?: boolean;
    /** Who answered: the conversation begins with the same change of the sums. */
    readonly agent?: AgentRecord;
  },
): boolean {
  if (visit.outcome === end.outcome) {
    state.repairs.toldTwice += 1;
    return false;
  }
  if (!outranks(end.outcome, visit.outcome)) {
    state.repairs.contradictoryEnd += 1;
    return false;
  }
  if (visit.outcome === 'lost') state.repairs.foundAgain += 1;
  else if (visit.outcome === 'abandoned' || visit.outcome === 'flowedOut')
    state.repairs.contradictoryEnd += 1;
  takeOut(visit);
  visit.outcome = end.outcome;
  visit.outcomeAt = end.at;
  visit.outcomeTold = end.told ?? true;
  visit.toldWaitMs = end.waitSeconds === null ? null : end.waitSeconds * 1_000;
  visit.reason = end.reason ?? 'unknown';
  if (end.agent !== undefined) {
    visit.agent = end.agent;
    visit.conversation = 'talking';
    end.agent.conversations.add(visit);
  }
  putIn(visit);
  return true;
}

/** The end of a visit will never be told. Returns false where it has ended already. */
export function loseVisit(state: QueueState, visit: Visit, at: number): boolean {
  if (visit.outcome === 'waiting') {
    takeOut(visit);
    visit.outcome = 'lost';
    visit.outcomeAt = at;
    putIn(visit);
    return true;
  }
  if (visit.conversation !== 'talking' && visit.conversation !== 'onHold') return false;
  releaseAgent(state, visit, at);
  takeOut(visit);
  visit.conversation = 'lost';
  visit.completedAt = at;
  putIn(visit);
  return true;
}

/**
 * Notes who calls, and that the call before was not the last about its matter.
 *
 * @param before the same caller under the key before, told for a day after the key was changed
 */
export function noteCaller(
  state: QueueState,
  call: CallRecord,
  caller: CallerHash | null,
  before?: CallerHash,
): void {
  if (caller === null || call.caller !== null) return;
  setCaller(call, caller);
  if (call.home === null) return;
  const { lastCalls } = call.home;
  const other = lastCalls.get(caller) ?? (before === undefined ? undefined : lastCalls.get(before));
  if (other === undefined) {
    lastCalls.set(caller, call);
    return;
  }
  const [earlier, later] = enteredAtOf(other) <= enteredAtOf(call) ? [other, call] : [call, other];
  lastCalls.set(caller, later);
  if (enteredAtOf(later) - enteredAtOf(earlier) > REPEAT_WITHIN_MS) return;
  takeOutCall(earlier);
  earlier.repeated = true;
  putInCall(earlier);
}

/** Who calls matters to the sums only once the call is answered. */
function setCaller(call: CallRecord, caller: CallerHash): void {
  if (call.visits.at(-1)?.outcome !== 'answered') {
    call.caller = caller;
    return;
  }
  takeOutCall(call);
  call.caller = caller;
  putInCall(call);
}

/** Forgets closed calls whose time is over and takes open ones as lost. Cost: constant per event on the average. */
export function reviewCalls(state: QueueState): void {
  const { reviews } = state;
  for (;;) {
    const call = reviews.calls[reviews.head];
    const dueAt = reviews.dueAt[reviews.head];
    if (call === undefined || dueAt === undefined || dueAt > state.clock) break;
    reviews.head += 1;
    let open = false;
    for (const visit of call.visits) {
      if (!loseVisit(state, visit, state.clock)) continue;
      state.repairs.neverEnded += 1;
      open = true;
    }
    if (open || dueAt < enteredForReview(call)) reviewLater(state, call);
    else forget(state, call);
  }
  if (reviews.head > 4_096 && reviews.head * 2 > reviews.calls.length) {
    reviews.calls = reviews.calls.slice(reviews.head);
    reviews.dueAt = reviews.dueAt.slice(reviews.head);
    reviews.head = 0;
  }
}

/** Before this instant a closed call may still be told about: closing codes, marks, repeat calls within 24 hours. */
function enteredForReview(call: CallRecord): number {
  return enteredAtOf(call) + 2 * REVIEW_AFTER_MS;
}

function forget(state: QueueState, call: CallRecord): void {
  call.source.calls.delete(call.id);
  const { caller, home } = call;
  if (caller !== null && home?.lastCalls.get(caller) === call) home.lastCalls.delete(caller);
}

function reviewLater(state: QueueState, call: CallRecord): void {
  state.reviews.calls.push(call);
  state.reviews.dueAt.push(state.clock + REVIEW_AFTER_MS);
}

function enteredAtOf(call: CallRecord): number {
  return call.visits[0]?.enteredAt ?? Number.NEGATIVE_INFINITY;
}

/** Places a visit where it entered: rules, hours and interval sums of that instant. Counts nothing. */
export function setEntry(state: QueueState, visit: Visit, enteredAt: number): void {
  const { queue } = visit;
  const { city } = queue;
  const { keepMs } = state.rules;
  visit.enteredAt = enteredAt;
  visit.day = city === null ? ALWAYS_OPEN : city.rules.dayAt(enteredAt);
  visit.inHours = isOpenAt(visit.day, enteredAt);
  visit.totals = totalsAt(queue.ledger, enteredAt, keepMs);
  visit.cityTotals = city === null ? null : totalsAt(city.ledger, enteredAt, keepMs);
}

function newCall(state: QueueState, source: SourceRecord, id: CallId): CallRecord {
  const call: CallRecord = {
    id,
    source,
    visits: [],
    caller: null,
    home: null,
    homeTotals: null,
    solvedAtFirstContact: null,
    wrongNumber: false,
    repeated: false,
    asked: false,
    mark: 0,
  };
  source.calls.set(id, call);
  reviewLater(state, call);
  return call;
}

/** Sums of nobody: a visit has them until its entry is set. */
const NOWHERE = zeroTotals();

/** A visit that nobody counts yet. */
export function newVisit(call: CallRecord, queue: QueueRecord, number: number, enteredTold: boolean): Visit {
  return {
    call,
    queue,
    number,
    enteredAt: 0,
    enteredTold,
    outcome: 'waiting',
    outcomeAt: 0,
    outcomeTold: true,
    toldWaitMs: null,
    reason: 'unknown',
    agent: null,
    conversation: 'none',
    heldSince: 0,
    heldMs: 0,
    completedAt: 0,
    toldTalkMs: null,
    toldHoldMs: null,
    wrapUpMs: 0,
    endedBy: 'unknown',
    day: ALWAYS_OPEN,
    inHours: true,
    totals: NOWHERE,
    cityTotals: null,
  };
}
