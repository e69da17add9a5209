import type { DaySpan, Instant } from '../../../forecasting/time/index.ts';
import type { AgentName, QueueName, SourceId } from '../../live/events/call-event.ts';

/** Half-open span of time. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** Calls that come for one city on one day, and how its callers are. */
export interface CityScenario {
  readonly queue: QueueName;
  /** Mean number of calls per interval, in order; arrivals are spread evenly within each. */
  readonly arrivals: readonly (Span & { readonly expectedCalls: number })[];
  readonly talkSeconds: { readonly mean: number; readonly deviation: number };
  readonly wrapUpSeconds: { readonly mean: number; readonly deviation: number };
  /** Mean patience of a caller who means to stay. */
  readonly patienceSeconds: number;
  /** Share of conversations that settle the matter. */
  readonly firstContactShare: number;
}

export interface AgentPause extends Span {
  readonly reason: string;
}

/** One generated agent on one day. */
export interface AgentScenario {
  readonly name: AgentName;
  /** Queues the agent answers. */
  readonly queues: readonly QueueName[];
  readonly shift: Span;
  /** Planned breaks in order; one that comes in the middle of a call begins when the call is done. */
  readonly breaks: readonly AgentPause[];
  /**
   * Time of the shift that the agent is not there for, in order: who falls ill goes home when the call is done. What happens
   * before such a time is the same without it.
   */
  readonly away?: readonly Span[];
}

/** A whole day of a centre: the same scenario gives the same events on every machine. */
export interface DayScenario {
  readonly source: SourceId;
  readonly day: DaySpan;
  readonly seed: number;
  readonly cities: readonly CityScenario[];
  readonly agents: readonly AgentScenario[];
}
