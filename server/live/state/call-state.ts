import type { CallEnd, CallId, FlowOutReason, CallerHash } from '../events/call-event.ts';
import type { AgentRecord } from './agent-state.ts';
import type { DayRules } from './counting-rules.ts';
import type { IntervalTotals } from './interval-totals.ts';
import type { CityRecord, QueueRecord, SourceRecord } from './queue-state.ts';

/**
 * How a visit to a queue stands. `assumedFlowedOut`: the caller was in the next queue already and no end was reported.
 * Where several ends were reported, the heaviest counts: answered before flowed out before abandoned before lost.
 */
export type VisitOutcome = 'waiting' | 'lost' | 'assumedFlowedOut' | 'abandoned' | 'flowedOut' | 'answered';

/** Where the conversation of an answered visit stands. `lost`: its end was never reported. */
export type Conversation = 'none' | 'talking' | 'onHold' | 'completed' | 'lost';

/** Instant of something that nobody reported (yet). */
export const UNTOLD = Number.POSITIVE_INFINITY;

/** When something was over. */
export interface End {
  readonly at: number;
}

/** An end of waiting as it was reported, or as it follows from what else was reported. */
export interface ToldEnd extends End {
  /** As the source reported it; `null`: from the instants. */
  readonly waitMs: number | null;
}

export interface ToldAnswer extends ToldEnd {
  readonly agent: AgentRecord;
}

export interface ToldFlowOut extends ToldEnd {
  readonly reason: FlowOutReason;
}

export interface ToldCompletion extends End {
  readonly agent: AgentRecord;
  readonly talkMs: number | null;
  readonly holdMs: number | null;
  readonly wrapUpMs: number | null;
  readonly endedBy: CallEnd;
}

/** What is reported about few visits only. */
export interface SeldomFacts {
  lostAt: number;
  /** A telephone rang for the caller before any entry was reported. */
  rungAt: number;
  /** Instants at which the caller was put on hold, and taken back, in order of time. */
  readonly held: number[];
  readonly resumed: number[];
}

/**
 * What was reported about a visit, whenever it was reported: of each kind one fact, the earliest, so that the same events give the
 * same facts in any order. Everything else about a visit follows from facts (`settle-call.ts`).
 */
export interface VisitFacts {
  /** `UNTOLD`: its entry is reckoned from the rest. */
  toldEntry: number;
  answer: ToldAnswer | null;
  abandonment: ToldEnd | null;
  flowOut: ToldFlowOut | null;
  completion: ToldCompletion | null;
  seldom: SeldomFacts | null;
}

/**
 * One visit of a caller to a queue. Owned and written in place by the reducer.
 *
 * Tens of thousands are remembered, and a number with fractions or beyond 31 bits costs an object of its own in every
 * field that holds one. So an instant stands once, in the fact that reported it, and what follows from it refers to the fact.
 */
export interface Visit extends VisitFacts {
  readonly call: CallRecord;
  readonly queue: QueueRecord;
  /** How many times the call had entered this queue before. */
  readonly number: number;
  enteredAt: number;
  outcome: VisitOutcome;
  /** How the waiting ended; `null`: it goes on. */
  end: ToldEnd | null;
  agent: AgentRecord | null;
  conversation: Conversation;
  heldMs: number;
  /** How the conversation ended; `null`: it goes on, or there was none. */
  talkEnd: End | null;
  wrapUpMs: number;
  /** Ends under whose instants it stands among its agent's talks and ended conversations; `null`: it does not. */
  talkListed: End | null;
  legListed: End | null;
  /** Rules and interval sums of the instant it entered. */
  day: DayRules;
  inHours: boolean;
  totals: IntervalTotals;
  /** Sums of the queue's own city, for talk and wrap-up; `null`: no city knows the queue. */
  cityTotals: IntervalTotals | null;
}

export interface Satisfaction {
  asked: boolean;
  markedAt: number;
  /** 0: none given. */
  mark: number;
}

/** One caller's way through the house. */
export interface CallRecord {
  readonly id: CallId;
  readonly source: SourceRecord;
  /** In the order in which they were entered. */
  visits: Visit[];
  /** Only hold or resume was reported about them so far: they are in no figure until somebody reports more. */
  unseen: Visit[] | null;
  caller: CallerHash | null;
  /** The same caller under the key before, for a day after the key was changed. */
  callerBefore: CallerHash | null;
  /** When the entry happened that reported who calls: the earliest counts. */
  callerToldAt: number;
  /** City of the first queue, and its sums of the interval in which the caller entered there. */
  home: CityRecord | null;
  homeTotals: IntervalTotals | null;
  /** Of several closing codes and marks the newest counts. */
  classifiedAt: number;
  solvedAtFirstContact: boolean | null;
  wrongNumber: boolean;
  /** Where and when it stands among the calls of its caller; `null`: nowhere. */
  listedHome: CityRecord | null;
  listedAt: number;
  /** The same caller came back to the same city within 24 hours. */
  repeated: boolean;
  /** `null`: the caller was neither asked nor gave a mark. */
  satisfaction: Satisfaction | null;
  /** Its time is over: whoever still refers to it leaves it alone. */
  isForgotten: boolean;
}

/** When the caller entered the first queue. */
export function enteredAtOf(call: CallRecord): number {
  return call.visits[0]?.enteredAt ?? UNTOLD;
}

/** When the waiting ended; 0 while it goes on. */
export function outcomeAtOf({ end }: Visit): number {
  return end === null ? 0 : end.at;
}

/** When the conversation ended; 0 while it goes on. */
export function completedAtOf({ talkEnd }: Visit): number {
  return talkEnd === null ? 0 : talkEnd.at;
}

/** When its source reported that the visit was lost; `UNTOLD`: never. */
export function toldLostAtOf({ seldom }: VisitFacts): number {
  return seldom === null ? UNTOLD : seldom.lostAt;
}

/** How long the caller waited in this visit; 0 while waiting. Clocks that step back never make it negative. */
export function waitMsOf(visit: Visit): number {
  if (visit.outcome === 'waiting') return 0;
  return visit.end?.waitMs ?? Math.max(0, outcomeAtOf(visit) - visit.enteredAt);
}

/**
 * Time on hold; taken out of the talk time unless the source reported both apart. Then it is no longer than the whole,
 * which may be reported in whole seconds only.
 */
export function holdMsOf(visit: Visit): number {
  return visit.completion?.holdMs ?? Math.min(visit.heldMs, wholeTalkMsOf(visit));
}

export function talkMsOf(visit: Visit): number {
  const whole = wholeTalkMsOf(visit);
  const { completion } = visit;
  return completion !== null && completion.holdMs !== null && completion.talkMs !== null
    ? whole
    : Math.max(0, whole - holdMsOf(visit));
}

function wholeTalkMsOf(visit: Visit): number {
  return visit.completion?.talkMs ?? Math.max(0, completedAtOf(visit) - outcomeAtOf(visit));
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
