import type {
  AgentName,
  CallId,
  MemberNow,
  QueueListed,
  SourceRestarted,
  WaitingNow,
} from '../events/call-event.ts';
import { agentOf } from './agent-state.ts';
import { CLOCK_TOLERANCE_MS, membershipOf, noteChange } from './apply-agent.ts';
import { outcomeAtOf, type CallRecord, type Visit } from './call-state.ts';
import { putInWhole, takeOutWhole } from './count-calls.ts';
import { insertInOrder } from './in-order.ts';
import {
  agentChanged,
  queueOf,
  sourceOf,
  type QueueRecord,
  type QueueState,
  type SourceRecord,
} from './queue-state.ts';
import { noteCaller } from './repeat-calls.ts';
import { settleAnew, settleCall } from './settle-call.ts';
import { noteEntry } from './told-facts.ts';
import { callOf, visitOf } from './visits.ts';

/** The source reported the whole truth of one queue: what we believed otherwise is repaired and counted. */
export function applyQueueListed(state: QueueState, event: QueueListed): void {
  const source = sourceOf(state, event.source);
  const queue = queueOf(state, source, event.queue);
  for (const member of event.members) correctMember(state, source, queue, member, event.at);
  signOutOthers(state, source, queue, event);
  for (const caller of event.waiting) addWaiting(state, source, queue, caller, event.at);
  const isLate = noteListing(queue, event);
  const touched = isLate ? untoldVisits(source, queue) : [...queue.waiting];
  for (const visit of touched) if (visit.enteredAt <= event.at) settleAnew(state, visit.call);
  queue.listed = true;
}

/** Everything that was open at the source is over; calls that entered after it belong to its new life. */
export function applySourceRestarted(state: QueueState, event: SourceRestarted): void {
  const source = sourceOf(state, event.source);
  insertInOrder(source.restarts, event.at);
  for (const call of source.calls.values()) if (call.visits.some(hangsOnSource)) settleAnew(state, call);
}

/** Nobody reported its end, or that of its conversation. */
function hangsOnSource({ outcome, conversation }: Visit): boolean {
  if (outcome === 'answered') return conversation !== 'completed';
  return outcome === 'waiting' || outcome === 'assumedFlowedOut' || outcome === 'lost';
}

function untoldVisits(source: SourceRecord, queue: QueueRecord): readonly Visit[] {
  return [...source.calls.values()].flatMap(({ visits }) =>
    visits.filter((visit) => visit.queue === queue && hangsOnSource(visit)),
  );
}

const NO_CALLS: ReadonlySet<CallId> = new Set();

/** Remembers a list. Members seldom change, so lists that name the same ones share them. @returns whether it came late */
function noteListing({ listings }: QueueRecord, { at, waiting, members }: QueueListed): boolean {
  let place = listings.length;
  while (place > 0 && (listings[place - 1]?.at ?? 0) > at) place -= 1;
  const named: ReadonlySet<AgentName> = new Set(members.map(({ agent }) => agent));
  const before = listings[place - 1]?.members;
  const isSame = before?.size === named.size && [...named].every((agent) => before.has(agent));
  listings.splice(place, 0, {
    at,
    waiting: waiting.length === 0 ? NO_CALLS : new Set(waiting.map(({ call }) => call)),
    members: isSame ? before : named,
  });
  return place < listings.length - 1;
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
  if (member.freeAt !== undefined) {
    insertInOrder(freeInstants(agent.freeAt, queue), member.freeAt);
    endTalksBefore(state, agent.talks, queue, member.freeAt);
    agentChanged(state, agent, member.freeAt);
  }
  noteChange(state, agent, { at, kind: 'listed', queue: queue.name, paused: member.paused });
  if (at >= agent.reachableToldAt)
    noteChange(state, agent, { at, kind: 'device', reachable: member.reachable });
  if (at < membership.toldAt - CLOCK_TOLERANCE_MS) return;
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

function freeInstants(freeAt: Map<QueueRecord['name'], number[]>, { name }: QueueRecord): number[] {
  const known = freeAt.get(name) ?? [];
  freeAt.set(name, known);
  return known;
}

/** Talks whose end nobody reported, of an agent who is listed as free since. */
function endTalksBefore(
  state: QueueState,
  talks: readonly Visit[],
  queue: QueueRecord,
  freeAt: number,
): void {
  for (const visit of [...talks]) {
    if (visit.queue !== queue || outcomeAtOf(visit) >= freeAt || !hangsOnSource(visit)) continue;
    const wasOpen = visit.conversation !== 'lost';
    settleAnew(state, visit.call);
    if (wasOpen && visit.conversation === 'lost') state.repairs.talkGone += 1;
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
    if (membership === undefined || listed.has(agent.name)) continue;
    const isStale = at < membership.toldAt - CLOCK_TOLERANCE_MS;
    if (!isStale && !membership.signedIn) continue;
    if (!isStale) {
      membership.signedIn = false;
      membership.paused = false;
      membership.toldAt = Math.max(at, membership.toldAt);
      state.repairs.memberGone += 1;
    }
    noteChange(state, agent, { at, kind: 'signedOut', queue: queue.name });
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
    if (last.enteredAt >= waiting.enteredAt || outcomeAtOf(last) >= at) return;
  }
  if (queue.listed) state.repairs.waitingFound += 1;
  const call = callOf(source, waiting.call);
  takeOutWhole(call);
  noteEntry(visitOf(state, call, queue.name, timesEntered(call, queue)), waiting.enteredAt);
  noteCaller(call, waiting.enteredAt, waiting.caller);
  settleCall(state, call);
  putInWhole(call);
}

function timesEntered({ visits }: CallRecord, queue: QueueRecord): number {
  return visits.filter((visit) => visit.queue === queue).length;
}
