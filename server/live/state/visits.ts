import type { CallId, QueueName } from '../events/call-event.ts';
import { UNTOLD, type CallRecord, type Visit } from './call-state.ts';
import { ALWAYS_OPEN } from './counting-rules.ts';
import { zeroTotals } from './interval-totals.ts';
import { queueOf, type QueueRecord, type QueueState, type SourceRecord } from './queue-state.ts';

/** The call of an event; made where nobody reported about it yet. */
export function callOf(source: SourceRecord, id: CallId): CallRecord {
  const known = source.calls.get(id);
  if (known !== undefined) return known;
  const fresh = newCall(source, id);
  source.calls.set(id, fresh);
  return fresh;
}

export function findVisit(call: CallRecord, queue: QueueName, number: number): Visit | undefined {
  for (const visit of call.visits) if (visit.number === number && visit.queue.name === queue) return visit;
  return undefined;
}

/** The visit an event speaks of, among those that count. The call is in no sum at this moment. */
export function visitOf(state: QueueState, call: CallRecord, queue: QueueName, number: number): Visit {
  const known = findVisit(call, queue, number);
  if (known !== undefined) return known;
  const visit = takeUnseen(call, queue, number) ?? newVisit(call, queueOf(state, call.source, queue), number);
  // Nearly every call has one visit, and a literal is as long as it must be where a grown array keeps room for more.
  if (call.visits.length === 0) call.visits = [visit];
  else call.visits.push(visit);
  return visit;
}

/** The visit a hold speaks of: it counts nothing until somebody reports about the visit itself. */
export function heldVisitOf(state: QueueState, call: CallRecord, queue: QueueName, number: number): Visit {
  const known = findVisit(call, queue, number) ?? findUnseen(call, queue, number);
  if (known !== undefined) return known;
  const visit = newVisit(call, queueOf(state, call.source, queue), number);
  call.unseen = [...(call.unseen ?? []), visit];
  return visit;
}

function findUnseen(call: CallRecord, queue: QueueName, number: number): Visit | undefined {
  return call.unseen?.find((visit) => visit.number === number && visit.queue.name === queue);
}

function takeUnseen(call: CallRecord, queue: QueueName, number: number): Visit | undefined {
  const visit = call.unseen === null ? undefined : findUnseen(call, queue, number);
  if (visit === undefined) return undefined;
  const rest = call.unseen?.filter((other) => other !== visit) ?? [];
  call.unseen = rest.length === 0 ? null : rest;
  return visit;
}

export function newCall(source: SourceRecord, id: CallId): CallRecord {
  return {
    id,
    source,
    visits: [],
    unseen: null,
    caller: null,
    callerBefore: null,
    callerToldAt: UNTOLD,
    home: null,
    homeTotals: null,
    classifiedAt: Number.NEGATIVE_INFINITY,
    solvedAtFirstContact: null,
    wrongNumber: false,
    listedHome: null,
    listedAt: UNTOLD,
    repeated: false,
    satisfaction: null,
    isForgotten: false,
  };
}

/** Sums of nobody: a visit has them until its entry is set. */
const NOWHERE = zeroTotals();

/** A visit of which nothing is known and that nobody counts yet. */
export function newVisit(call: CallRecord, queue: QueueRecord, number: number): Visit {
  return {
    call,
    queue,
    number,
    toldEntry: UNTOLD,
    answer: null,
    abandonment: null,
    flowOut: null,
    completion: null,
    seldom: null,
    enteredAt: UNTOLD,
    outcome: 'waiting',
    end: null,
    agent: null,
    conversation: 'none',
    heldMs: 0,
    talkEnd: null,
    wrapUpMs: 0,
    talkListed: null,
    legListed: null,
    day: ALWAYS_OPEN,
    inHours: true,
    totals: NOWHERE,
    cityTotals: null,
  };
}
