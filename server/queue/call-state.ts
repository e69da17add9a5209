import type { CallEnd, CallId, FlowOutReason, CallerHash } from '../telephony/call-event.ts';
import type { AgentRecord } from './agent-state.ts';
import type { DayRules } from './counting-rules.ts';
import type { IntervalTotals } from './interval-totals.ts';
import type { CityRecord, QueueRecord, SourceRecord } from './queue-state.ts';

/**
 * How a visit to a queue stands. `assumedFlowedOut`: the caller was in the next queue already and no end was told.
 * Later in the list wins where two ends contradict each other, so the result does not depend on their order.
 */
export type VisitOutcome = 'waiting' | 'lost' | 'assumedFlowedOut' | 'abandoned' | 'flowedOut' | 'answered';

const RANK: Readonly<Record<VisitOutcome, number>> = {
  waiting: 0,
  lost: 1,
  assumedFlowedOut: 2,
  abandoned: 3,
  flowedOut: 4,
  answered: 5,
};

export function outranks(outcome: VisitOutcome, other: VisitOutcome): boolean {
  return RANK[outcome] > RANK[other];
}

/** Where the conversation of an answered visit stands. `lost`: its end was never told. */
export type Conversation = 'none' | 'talking' | 'onHold' | 'completed' | 'lost';

/** One visit of a caller to a queue. Owned and written in place by the reducer. */
export interface Visit {
  readonly call: CallRecord;
  readonly queue: QueueRecord;
  /** How many times the call had entered this queue before. */
  readonly number: number;
  enteredAt: number;
  /** False: reckoned from a later event. */
  enteredTold: boolean;
  outcome: VisitOutcome;
  outcomeAt: number;
  /** False: reckoned from the end of the conversation. */
  outcomeTold: boolean;
  /** As the source told it; `null`: from the instants. */
  toldWaitMs: number | null;
  reason: FlowOutReason;
  agent: AgentRecord | null;
  conversation: Conversation;
  heldSince: number;
  heldMs: number;
  completedAt: number;
  toldTalkMs: number | null;
  toldHoldMs: number | null;
  wrapUpMs: number;
  endedBy: CallEnd;
  /** Rules and interval sums of the instant it entered. */
  day: DayRules;
  inHours: boolean;
  totals: IntervalTotals;
  /** Sums of the queue's own city, for talk and wrap-up; `null`: no city knows the queue. */
  cityTotals: IntervalTotals | null;
}

/** One caller's way through the house. */
export interface CallRecord {
  readonly id: CallId;
  readonly source: SourceRecord;
  /** In the order in which they were entered. */
  visits: Visit[];
  caller: CallerHash | null;
  /** City of the first queue, and its sums of the interval in which the caller entered there. */
  home: CityRecord | null;
  homeTotals: IntervalTotals | null;
  solvedAtFirstContact: boolean | null;
  wrongNumber: boolean;
  /** The same caller came back to the same city within 24 hours. */
  repeated: boolean;
  asked: boolean;
  /** 0: none given. */
  mark: number;
}

/** How long the caller waited in this visit; 0 while waiting. Clocks that step back never make it negative. */
export function waitMsOf(visit: Visit): number {
  if (visit.outcome === 'waiting') return 0;
  return visit.toldWaitMs ?? Math.max(0, visit.outcomeAt - visit.enteredAt);
}

/**
 * Time on hold; taken out of the talk time unless the source told both apart. Then it is no longer than the whole,
 * which may be told in whole seconds only.
 */
export function holdMsOf(visit: Visit): number {
  return visit.toldHoldMs ?? Math.min(visit.heldMs, wholeTalkMsOf(visit));
}

export function talkMsOf(visit: Visit): number {
  const whole = wholeTalkMsOf(visit);
  return visit.toldHoldMs !== null && visit.toldTalkMs !== null
    ? whole
    : Math.max(0, whole - holdMsOf(visit));
}

function wholeTalkMsOf(visit: Visit): number {
  return visit.toldTalkMs ?? Math.max(0, visit.completedAt - visit.outcomeAt);
}

/** Waits of all visits that are over. */
export function waitMsOfCall(call: CallRecord): number {
  let sum = 0;
  for (const visit of call.visits) sum += waitMsOf(visit);
  return sum;
}

/** Since when the caller waits, earlier queues included: now minus this is the whole wait. */
export function waitingSince(visit: Visit): number {
  return visit.enteredAt - waitMsOfCall(visit.call);
}
