import type { AgentName, QueueName } from '../telephony/call-event.ts';
import { addAgentTime } from './agent-time.ts';
import type { Visit } from './call-state.ts';
import type { QueueState, SourceRecord } from './queue-state.ts';

/** What an agent is doing. */
export type AgentActivity =
  'ready' | 'ringing' | 'talking' | 'onHold' | 'wrapUp' | 'onBreak' | 'unreachable' | 'loggedOut';

/** An agent in one queue. */
export interface Membership {
  signedIn: boolean;
  paused: boolean;
  /** Instant of the newest change that was told. */
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
  /** Instant at which wrap-up ends; `Infinity`: when it is told; `-Infinity`: none. */
  wrapUpUntil: number;
  /** The leg that the wrap-up belongs to. */
  lastLeg: Visit | null;
  /** Up to here the agent's time is in the sums. */
  accruedTo: number;
}

/** Wrap-up without a told end lasts no longer than this; then the agent counts as ready. */
export const WRAP_UP_LIMIT_MS = 30 * 60_000;

/** A longer silence of one agent is not booked as time: the source was away, nobody worked through it. */
const ACCRUAL_LIMIT_MS = 24 * 3_600_000;

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
    wrapUpUntil: Number.NEGATIVE_INFINITY,
    lastLeg: null,
    accruedTo: Number.NEGATIVE_INFINITY,
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
  if (at < wrapUpEnd(agent)) return 'wrapUp';
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

/** Books the agent's time up to `at` by what they did; called before every change of the agent. */
export function accrue(state: QueueState, agent: AgentRecord, at: number): void {
  const from = agent.accruedTo;
  if (at <= from) return;
  agent.accruedTo = at;
  if (at - from > ACCRUAL_LIMIT_MS) return;
  const wrapUpEnds = wrapUpEnd(agent);
  const change = agent.conversations.size === 0 && wrapUpEnds > from && wrapUpEnds < at ? wrapUpEnds : at;
  const { agentTime, rules } = state;
  addAgentTime(agentTime, activityAt(agent, from), from, change, rules.keepMs);
  if (change < at) addAgentTime(agentTime, activityAt(agent, change), change, at, rules.keepMs);
}

function wrapUpEnd(agent: AgentRecord): number {
  const { lastLeg, wrapUpUntil } = agent;
  if (lastLeg === null) return Number.NEGATIVE_INFINITY;
  return Math.min(wrapUpUntil, lastLeg.completedAt + WRAP_UP_LIMIT_MS);
}

function conversationOf(agent: AgentRecord): 'talking' | 'onHold' {
  for (const visit of agent.conversations) if (visit.conversation === 'talking') return 'talking';
  return 'onHold';
}

function everyQueue(): boolean {
  return true;
}
