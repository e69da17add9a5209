import type { MemberNow, QueueListed, SourceRestarted, WaitingNow } from '../telephony/call-event.ts';
import type { Instant } from '../../forecasting/time/instant.ts';
import { accrue, agentOf, type AgentRecord } from './agent-state.ts';
import { CLOCK_TOLERANCE_MS, membershipOf } from './apply-agent.ts';
import { queueOf, sourceOf, type QueueRecord, type QueueState, type SourceRecord } from './queue-state.ts';
import { loseVisit, noteCaller, openVisit } from './visits.ts';

/** The source told the whole truth of one queue: what we believed otherwise is repaired and counted. */
export function applyQueueListed(state: QueueState, event: QueueListed): void {
  const source = sourceOf(state, event.source);
  const queue = queueOf(state, source, event.queue);
  for (const member of event.members) correctMember(state, source, queue, member, event.at);
  signOutOthers(state, source, queue, event);
  for (const caller of event.waiting) addWaiting(state, source, queue, caller, event.at);
  const listed = new Set(event.waiting.map(({ call }) => call));
  for (const visit of [...queue.waiting]) {
    if (listed.has(visit.call.id) || visit.enteredAt > event.at) continue;
    state.repairs.waitingGone += 1;
    loseVisit(state, visit, event.at);
  }
  queue.listed = true;
}

/** Everything that was open at the source is over; calls that entered after it belong to its new life. */
export function applySourceRestarted(state: QueueState, event: SourceRestarted): void {
  const source = sourceOf(state, event.source);
  source.restartedAt = Math.max(source.restartedAt, event.at);
  for (const call of source.calls.values())
    for (const visit of call.visits) if (visit.enteredAt < event.at) loseVisit(state, visit, event.at);
}

function correctMember(
  state: QueueState,
  source: SourceRecord,
  queue: QueueRecord,
  member: MemberNow,
  at: number,
): void {
  const agent = agentOf(source, member.agent);
  const membership = membershipOf(agent, queue.name);
  if (at < membership.toldAt - CLOCK_TOLERANCE_MS) return;
  if (member.freeAt !== undefined) endTalksBefore(state, agent, queue, member.freeAt);
  accrue(state, agent, at);
  if (queue.listed) {
    if (!membership.signedIn) state.repairs.memberFound += 1;
    else if (membership.paused !== member.paused) state.repairs.pauseCorrected += 1;
    if (agent.reachable !== member.reachable) state.repairs.deviceCorrected += 1;
  }
  membership.signedIn = true;
  membership.paused = member.paused;
  membership.toldAt = Math.max(at, membership.toldAt);
  if (at < agent.reachableToldAt) return;
  agent.reachable = member.reachable;
  agent.reachableToldAt = at;
}

/** A talk that has just begun crosses the list on its way, so that it is left alone. */
function endTalksBefore(state: QueueState, agent: AgentRecord, queue: QueueRecord, freeAt: Instant): void {
  for (const visit of [...agent.conversations]) {
    if (visit.queue !== queue || visit.outcomeAt >= freeAt - CLOCK_TOLERANCE_MS) continue;
    if (loseVisit(state, visit, freeAt)) state.repairs.talkGone += 1;
  }
}

function signOutOthers(
  state: QueueState,
  source: SourceRecord,
  queue: QueueRecord,
  { at, members }: QueueListed,
): void {
  const listed = new Set(members.map(({ agent }) => agent));
  for (const agent of source.agents.values()) {
    const membership = agent.memberships.get(queue.name);
    if (membership === undefined || !membership.signedIn || listed.has(agent.name)) continue;
    if (at < membership.toldAt - CLOCK_TOLERANCE_MS) continue;
    accrue(state, agent, at);
    membership.signedIn = false;
    membership.paused = false;
    membership.toldAt = at;
    state.repairs.memberGone += 1;
  }
}

/** A caller in the list whom we do not know to wait there has entered while we were deaf. */
function addWaiting(
  state: QueueState,
  source: SourceRecord,
  queue: QueueRecord,
  waiting: WaitingNow,
  at: number,
): void {
  const last = source.calls.get(waiting.call)?.visits.at(-1);
  if (last !== undefined) {
    if (last.outcome === 'waiting' && last.queue === queue) return;
    if (last.enteredAt >= waiting.enteredAt || last.outcomeAt >= at) return;
  }
  if (queue.listed) state.repairs.waitingFound += 1;
  const visit = openVisit(
    state,
    source,
    waiting.call,
    queue.name,
    timesEntered(source, queue, waiting),
    waiting.enteredAt,
    true,
  );
  noteCaller(state, visit.call, waiting.caller);
}

function timesEntered(source: SourceRecord, queue: QueueRecord, { call }: WaitingNow): number {
  return source.calls.get(call)?.visits.filter((visit) => visit.queue === queue).length ?? 0;
}
