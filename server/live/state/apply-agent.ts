import type {
  AgentDeviceChanged,
  AgentPaused,
  AgentResumed,
  AgentSignedIn,
  AgentSignedOut,
  QueueName,
  WrapUpEnded,
} from '../events/call-event.ts';
import { agentOf, isSignedIn, type AgentRecord, type Membership } from './agent-state.ts';
import { departuresOf, insertChange, standingOf, type AgentChange } from './agent-timeline.ts';
import { insertInOrder } from './in-order.ts';
import {
  agentChanged,
  queueOf,
  rememberedFrom,
  sourceOf,
  type QueueState,
  type SourceRecord,
} from './queue-state.ts';
import { settleWrapUps } from './wrap-ups.ts';

/** Telephone systems step back by some milliseconds between neighbours; within this, the order of reporting counts. */
export const CLOCK_TOLERANCE_MS = 2_000;

type OfAgentInQueue = AgentSignedIn | AgentSignedOut | AgentPaused | AgentResumed;

export function applyAgentSignedIn(state: QueueState, event: AgentSignedIn): void {
  change(state, event, 'signedIn', (membership) => {
    if (!membership.signedIn) membership.paused = false;
    membership.signedIn = true;
  });
}

export function applyAgentSignedOut(state: QueueState, event: AgentSignedOut): void {
  change(state, event, 'signedOut', (membership) => {
    membership.signedIn = false;
    membership.paused = false;
  });
}

export function applyAgentPaused(state: QueueState, event: AgentPaused): void {
  change(state, event, 'paused', (membership) => {
    membership.paused = true;
  });
}

export function applyAgentResumed(state: QueueState, event: AgentResumed): void {
  change(state, event, 'resumed', (membership) => {
    membership.paused = false;
  });
}

export function applyAgentDeviceChanged(state: QueueState, event: AgentDeviceChanged): void {
  const { at, reachable } = event;
  const agent = agentOf(sourceOf(state, event.source), event.agent);
  if (at < agent.reachableToldAt - CLOCK_TOLERANCE_MS) {
    state.repairs.staleAgentEvent += 1;
    noteChange(state, agent, { at, kind: 'device', reachable });
    return;
  }
  agent.reachable = reachable;
  agent.reachableToldAt = Math.max(at, agent.reachableToldAt);
  noteChange(state, agent, { at: agent.reachableToldAt, kind: 'device', reachable });
}

export function applyWrapUpEnded(state: QueueState, event: WrapUpEnded): void {
  const source = sourceOf(state, event.source);
  const agent = agentOf(source, event.agent);
  insertInOrder(agent.wrapUpEnds, event.at);
  agentChanged(state, agent, event.at);
  settleWrapUps(state, agent, event.at, null);
  if (event.at >= source.wrapUpsToldFrom) return;
  source.wrapUpsToldFrom = event.at;
  for (const other of source.agents.values()) settleWrapUps(state, other, Number.NEGATIVE_INFINITY, null);
}

/**
 * Notes a change of where an agent stands, for the time of agents, and what it says about wrap-ups: whoever leaves the
 * last queue has no more. After one that came late, where the agent stands now follows from all changes anew.
 */
export function noteChange(state: QueueState, agent: AgentRecord, change: AgentChange): void {
  agentChanged(state, agent, change.at);
  if (insertChange(agent, change)) {
    agent.departures.splice(0, agent.departures.length, ...departuresOf(agent));
    standByChanges(agent);
    settleWrapUps(state, agent, Number.NEGATIVE_INFINITY, null);
  } else if (change.kind === 'signedOut' && !isSignedIn(agent, () => true)) {
    insertInOrder(agent.departures, change.at);
    settleWrapUps(state, agent, change.at, null);
  }
}

function standByChanges(agent: AgentRecord): void {
  const { queues, reachable } = standingOf(agent);
  agent.reachable = reachable;
  for (const [queue, membership] of agent.memberships) {
    membership.signedIn = queues.has(queue);
    membership.paused = queues.get(queue) === true;
  }
}

export function membershipOf(agent: AgentRecord, queue: QueueName): Membership {
  const known = agent.memberships.get(queue);
  if (known !== undefined) return known;
  const fresh = { signedIn: false, paused: false, toldAt: Number.NEGATIVE_INFINITY };
  agent.memberships.set(queue, fresh);
  return fresh;
}

function change(
  state: QueueState,
  event: OfAgentInQueue,
  kind: 'signedIn' | 'signedOut' | 'paused' | 'resumed',
  apply: (membership: Membership) => void,
): void {
  const source = sourceOf(state, event.source);
  const agent = agentOf(source, event.agent);
  for (const queue of queuesMeant(state, source, agent, event.queue)) {
    const membership = membershipOf(agent, queue);
    const isStale = event.at < membership.toldAt - CLOCK_TOLERANCE_MS;
    if (isStale) state.repairs.staleAgentEvent += 1;
    // Before everything that is remembered only where nothing newer is known does it say something.
    if (isStale && event.at < rememberedFrom(state)) continue;
    const at = isStale ? event.at : Math.max(event.at, membership.toldAt);
    if (!isStale) {
      membership.toldAt = at;
      apply(membership);
    }
    noteChange(state, agent, { at, kind, queue });
    const list = source.queues.get(queue)?.listings.find((listing) => listing.at > at);
    if (list?.members.has(agent.name) === false)
      noteChange(state, agent, { at: list.at, kind: 'signedOut', queue });
  }
}

/** `null` means all queues of the agent; of one we know nothing about, all queues of the source. */
function queuesMeant(
  state: QueueState,
  source: SourceRecord,
  agent: AgentRecord,
  queue: QueueName | null,
): readonly QueueName[] {
  if (queue !== null) return [queueOf(state, source, queue).name];
  if (agent.memberships.size > 0) return [...agent.memberships.keys()];
  for (const name of state.rules.queuesOf(source.id)) queueOf(state, source, name);
  return [...source.queues.keys()];
}
