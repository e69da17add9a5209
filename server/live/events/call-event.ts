import type { Instant } from '../../../forecasting/time/index.ts';

/** A telephone system or another origin of events, as named in the configuration (`pbx1`, `simulator`). */
export type SourceId = string & { readonly __brand: 'SourceId' };
/** Unique within its source for ever: the same happening reported twice carries the same key. */
export type EventKey = string & { readonly __brand: 'EventKey' };
/** A queue as its telephone system names it; the configuration maps it to a city. */
export type QueueName = string & { readonly __brand: 'QueueName' };
/** One caller's way through the house, unique within its source. */
export type CallId = string & { readonly __brand: 'CallId' };
/** An agent as the telephone system names them. */
export type AgentName = string & { readonly __brand: 'AgentName' };
/** Keyed hash of a caller's number. The number itself never leaves the adapter. */
export type CallerHash = string & { readonly __brand: 'CallerHash' };

/** Why a caller left a queue without being answered and without hanging up. */
export type FlowOutReason =
  'timeout' | 'key' | 'overflow' | 'noAgents' | 'queueClosed' | 'callback' | 'unknown';

/** Who ended a conversation. A transfer ends this leg; what follows is another visit or invisible. */
export type CallEnd = 'caller' | 'agent' | 'transfer' | 'unknown';

interface Told {
  readonly source: SourceId;
  readonly key: EventKey;
  /** When it happened, by the source's clock where it reports one, else when we received it. */
  readonly at: Instant;
}

/**
 * A visit of a caller to a queue: the same caller may visit several, or one twice.
 * A visit is named by call, queue and number together, because a source of which we missed a part can still number the
 * visits to one queue rightly, but not those to all.
 */
interface OfVisit extends Told {
  readonly call: CallId;
  /** How many times this call had entered this queue before: 0 for the first visit. */
  readonly visit: number;
  readonly queue: QueueName;
}

interface OfAgent extends Told {
  readonly agent: AgentName;
}

interface OfAgentInQueue extends OfAgent {
  /** `null`: in all queues of this agent. */
  readonly queue: QueueName | null;
}

/** Turned away at the door (queue full, nobody signed in): never entered, in no figure of the queue, shown apart. */
export interface CallRefused extends Told {
  readonly kind: 'CallRefused';
  readonly call: CallId;
  /** `null` where the source does not report which queue refused. */
  readonly queue: QueueName | null;
  readonly reason: 'full' | 'noAgents' | 'unknown';
}

export interface CallEntered extends OfVisit {
  readonly kind: 'CallEntered';
  /** `null`: withheld or unknown. */
  readonly caller: CallerHash | null;
  /** The same caller under the key before, reported for a day after a rotation so that repeat calls are still found. */
  readonly callerBefore?: CallerHash;
}

export interface CallAnswered extends OfVisit {
  readonly kind: 'CallAnswered';
  readonly agent: AgentName;
  /** As the source reports it, ringing included; `null`: infer it from the instants. */
  readonly waitSeconds: number | null;
}

export interface CallAbandoned extends OfVisit {
  readonly kind: 'CallAbandoned';
  readonly waitSeconds: number | null;
}

export interface CallFlowedOut extends OfVisit {
  readonly kind: 'CallFlowedOut';
  readonly reason: FlowOutReason;
  readonly waitSeconds: number | null;
}

/** The end of a call was never reported: its telephone system died or restarted. */
export interface CallLost extends OfVisit {
  readonly kind: 'CallLost';
}

/** An agent's telephone began to ring for this caller; several ring at once where the queue rings all. */
export interface AgentRung extends OfVisit {
  readonly kind: 'AgentRung';
  readonly agent: AgentName;
}

/** Stopped ringing unanswered. Not reported when the visit ends or another agent answers: that ends all its ringing. */
export interface AgentRingEnded extends OfVisit {
  readonly kind: 'AgentRingEnded';
  readonly agent: AgentName;
}

export interface CallHeld extends OfVisit {
  readonly kind: 'CallHeld';
}

export interface CallResumed extends OfVisit {
  readonly kind: 'CallResumed';
}

export interface CallCompleted extends OfVisit {
  readonly kind: 'CallCompleted';
  readonly agent: AgentName;
  readonly endedBy: CallEnd;
  /** As the source reports it; `null`: infer it from the instants. Hold time is within talk time unless distinguished. */
  readonly talkSeconds: number | null;
  readonly holdSeconds: number | null;
  /** Wrap-up that follows for this agent at once; `null`: until `WrapUpEnded` or the source's own rule. */
  readonly wrapUpSeconds: number | null;
}

/** The agent's work after the call is done (or was taken as done after the source's wrap-up time). */
export interface WrapUpEnded extends OfAgent {
  readonly kind: 'WrapUpEnded';
}

/** An agent's closing code. Wrong numbers count in no denominator. */
export interface CallClassified extends Told {
  readonly kind: 'CallClassified';
  readonly call: CallId;
  readonly closingCode: string;
  readonly solvedAtFirstContact: boolean | null;
  readonly wrongNumber: boolean;
}

/** A caller's mark for the service, 1 (very good) to 6. */
export interface SatisfactionGiven extends Told {
  readonly kind: 'SatisfactionGiven';
  readonly call: CallId;
  readonly mark: 1 | 2 | 3 | 4 | 5 | 6;
}

/** A caller was asked for a mark; the response rate's denominator. */
export interface SatisfactionAsked extends Told {
  readonly kind: 'SatisfactionAsked';
  readonly call: CallId;
}

export interface AgentSignedIn extends OfAgentInQueue {
  readonly kind: 'AgentSignedIn';
}

export interface AgentSignedOut extends OfAgentInQueue {
  readonly kind: 'AgentSignedOut';
}

export interface AgentPaused extends OfAgentInQueue {
  readonly kind: 'AgentPaused';
  readonly reason: string | null;
}

export interface AgentResumed extends OfAgentInQueue {
  readonly kind: 'AgentResumed';
}

/** The agent's telephone can or cannot be rung. No proof of a call. */
export interface AgentDeviceChanged extends OfAgent {
  readonly kind: 'AgentDeviceChanged';
  readonly reachable: boolean;
}

/** One member of a queue in a list of what is true now. */
export interface MemberNow {
  readonly agent: AgentName;
  readonly paused: boolean;
  readonly pauseReason: string | null;
  readonly reachable: boolean;
  /**
   * The agent was in no call of this queue at this instant: talks that began before are over, even if nobody reported their
   * end. Reported where ends may have been missed, as after an outage; absent: nothing is known.
   */
  readonly freeAt?: Instant;
}

/** One waiting call in a list of what is true now. */
export interface WaitingNow {
  readonly call: CallId;
  readonly caller: CallerHash | null;
  readonly enteredAt: Instant;
}

/**
 * The source reported the whole truth of one queue at this instant (Asterisk `QueueStatus`). What we believed and it does
 * not hold is repaired and counted: members silently changed, calls gone while we were deaf.
 */
export interface QueueListed extends Told {
  readonly kind: 'QueueListed';
  readonly queue: QueueName;
  readonly members: readonly MemberNow[];
  readonly waiting: readonly WaitingNow[];
}

/**
 * The source lost all its calls: killed or restarted at this instant. Whatever entered before it and is still open is
 * over without a reported end; what entered since then stays. May be received late (from a log) and more than once.
 */
export interface SourceRestarted extends Told {
  readonly kind: 'SourceRestarted';
  /** Members added while running keep their membership and pause over a restart, members by configuration lose pauses. */
  readonly queue: null;
}

/** What a telephone system may say: past tense, closed. `parse-call-event.ts` is the one way in from outside. */
export type CallEvent =
  | CallRefused
  | CallEntered
  | AgentRung
  | AgentRingEnded
  | CallAnswered
  | CallAbandoned
  | CallFlowedOut
  | CallLost
  | CallHeld
  | CallResumed
  | CallCompleted
  | WrapUpEnded
  | CallClassified
  | SatisfactionAsked
  | SatisfactionGiven
  | AgentSignedIn
  | AgentSignedOut
  | AgentPaused
  | AgentResumed
  | AgentDeviceChanged
  | QueueListed
  | SourceRestarted;

export type CallEventKind = CallEvent['kind'];
