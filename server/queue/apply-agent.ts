import type {
  AgentDeviceChanged,
  AgentPaused,
  AgentResumed,
  AgentSignedIn,
  AgentSignedOut,
  QueueName,
  WrapUpEnded,
} from '../telephony/call-event.ts';
import {
  accrue,
  agentOf,
  isSignedIn,
  WRAP_UP_LIMIT_MS,
  type AgentRecord,
  type Membership,
} from './agent-state.ts';
import { endWrapUp } from './conversations.ts';
import { queueOf, sourceOf, type QueueState, type SourceRecord } from './queue-state.ts';

/** Telephone systems step back by some milliseconds between neighbours; within this, the order of telling counts. */
export const CLOCK_TOLERANCE_MS = 2_000;

type OfAgentInQueue = AgentSignedIn | AgentSignedOut | AgentPaused | AgentResumed;

export function applyAgentSignedIn(state: QueueState, event: AgentSignedIn): void {
  change(state, event, (membership) => {
    if (!membership.signedIn) membership.paused = false;
    membership.signedIn = true;
  });
}

export function applyAgentSignedOut(state: QueueState, event: AgentSignedOut): void {
  const agent = change(state, event, (membership) => {
    membership.signedIn = false;
    membership.paused = false;
  });
  if (!isSignedIn(agent, () => true)) endWrapUp(state, agent, event.at, false);
}

export function applyAgentPaused(state: QueueState, event: AgentPaused): void {
  change(state, event, (membership) => {
    membership.paused = true;
  });
}

export function applyAgentResumed(state: QueueState, event: AgentResumed): void {
  change(state, event, (membership) => {
    membership.paused = false;
  });
}

export function applyAgentDeviceChanged(state: QueueState, event: AgentDeviceChanged): void {
  const agent = agentOf(sourceOf(state, event.source), event.agent);
  if (event.at < agent.reachableToldAt - CLOCK_TOLERANCE_MS) {
    state.repairs.staleAgentEvent += 1;
    return;
  }
  accrue(state, agent, event.at);
  agent.reachable = event.reachable;
  agent.reachableToldAt = event.at;
}

export function applyWrapUpEnded(state: QueueState, event: WrapUpEnded): void {
  const source = sourceOf(state, event.source);
  source.tellsWrapUp = true;
  const agent = agentOf(source, event.agent);
  const { lastLeg } = agent;
  const sinceCompletion = event.at - (lastLeg?.completedAt ?? Number.NEGATIVE_INFINITY);
  if (lastLeg === null || sinceCompletion < -CLOCK_TOLERANCE_MS || sinceCompletion > WRAP_UP_LIMIT_MS) {
    state.repairs.staleAgentEvent += 1;
    return;
  }
  agent.wrapUpUntil = event.at;
  accrue(state, agent, event.at);
  endWrapUp(state, agent, event.at, true);
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
  apply: (membership: Membership) => void,
): AgentRecord {
  const source = sourceOf(state, event.source);
  const agent = agentOf(source, event.agent);
  accrue(state, agent, event.at);
  for (const queue of queuesMeant(state, source, agent, event.queue)) {
    const membership = membershipOf(agent, queue);
    if (event.at < membership.toldAt - CLOCK_TOLERANCE_MS) {
      state.repairs.staleAgentEvent += 1;
      continue;
    }
    membership.toldAt = Math.max(event.at, membership.toldAt);
    apply(membership);
  }
  return agent;
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
