import type { AgentName, QueueName } from '../events/call-event.ts';
import type { AgentChange, AgentStanding } from './agent-timeline.ts';
import type { AgentTime } from './agent-time.ts';
import type { Visit } from './call-state.ts';
import type { SourceRecord } from './queue-state.ts';
import { wrapUpEnd } from './wrap-ups.ts';

/** What an agent is doing. */
export type AgentActivity =
  'ready' | 'ringing' | 'talking' | 'onHold' | 'wrapUp' | 'onBreak' | 'unreachable' | 'loggedOut';

/** An agent in one queue. */
export interface Membership {
  signedIn: boolean;
  paused: boolean;
  /** Instant of the newest change that was reported. */
  toldAt: number;
}

export interface AgentRecord {
  readonly name: AgentName;
  readonly memberships: Map<QueueName, Membership>;
  reachable: boolean;
  reachableToldAt: number;
  /** Visits this agent's telephone was rung for; it still rings for those that wait. */
  readonly ringing: Set<Visit>;
  /** Open conversations: these, never a device state, say who talks. */
  readonly conversations: Set<Visit>;
  /** Answered visits by the instant of the answer, and those of them whose conversation has ended, by that instant. */
  readonly talks: Visit[];
  readonly legs: Visit[];
  /** Reported ends of wrap-ups, in order of time. */
  readonly wrapUpEnds: number[];
  /** Instants at which the agent left the last queue. */
  readonly departures: number[];
  /** Instants since which a queue was listed with the agent in no call of it. */
  readonly freeAt: Map<QueueName, number[]>;
  /** What changed where the agent stands, in order of time, and how they stood before the first of it. */
  readonly changes: AgentChange[];
  readonly before: AgentStanding;
  /** What of the agent's time is in the sums, by interval. */
  booked: Map<number, AgentTime>;
  /** The newest instant that was reported about the agent when their time was booked last. */
  bookedTo: number;
  /** Nothing before this instant has changed since. */
  changedFrom: number;
}

export function agentOf(source: SourceRecord, name: AgentName): AgentRecord {
  const known = source.agents.get(name);
  if (known !== undefined) return known;
  const fresh: AgentRecord = {
    name,
    memberships: new Map(),
    reachable: true,
    reachableToldAt: Number.NEGATIVE_INFINITY,
    ringing: new Set(),
    conversations: new Set(),
    talks: [],
    legs: [],
    wrapUpEnds: [],
    departures: [],
    freeAt: new Map(),
    changes: [],
    before: { at: Number.NEGATIVE_INFINITY, queues: new Map(), reachable: true },
    booked: new Map(),
    bookedTo: Number.NEGATIVE_INFINITY,
    changedFrom: Number.POSITIVE_INFINITY,
  };
  source.agents.set(name, fresh);
  return fresh;
}

/**
 * What an agent is doing at `at`, seen from the queues that `counts` accepts (a city's, or all): paused in one queue
 * and ready in another is a break for the one city and ready for the other.
 */
export function activityAt(
  agent: AgentRecord,
  at: number,
  counts: (queue: QueueName) => boolean = everyQueue,
): AgentActivity {
  if (agent.conversations.size > 0) return conversationOf(agent);
  const lastLeg = agent.legs.at(-1);
  if (lastLeg !== undefined && at < wrapUpEnd(agent, lastLeg)) return 'wrapUp';
  let signedIn = false;
  let paused = true;
  for (const [queue, membership] of agent.memberships) {
    if (!membership.signedIn || !counts(queue)) continue;
    signedIn = true;
    if (!membership.paused) paused = false;
  }
  if (!signedIn) return 'loggedOut';
  if (paused) return 'onBreak';
  for (const visit of agent.ringing) if (visit.outcome === 'waiting') return 'ringing';
  return agent.reachable ? 'ready' : 'unreachable';
}

/** Can this agent be offered calls of the queues that `counts` accepts, now or after the break? */
export function isSignedIn(agent: AgentRecord, counts: (queue: QueueName) => boolean): boolean {
  for (const [queue, { signedIn }] of agent.memberships) if (signedIn && counts(queue)) return true;
  return false;
}

function conversationOf(agent: AgentRecord): 'talking' | 'onHold' {
  for (const visit of agent.conversations) if (visit.conversation === 'talking') return 'talking';
  return 'onHold';
}

function everyQueue(): boolean {
  return true;
}
