import type {
  AgentRingEnded,
  AgentRung,
  CallAbandoned,
  CallAnswered,
  CallClassified,
  CallCompleted,
  CallEntered,
  CallFlowedOut,
  CallHeld,
  CallLost,
  CallRefused,
  CallResumed,
  SatisfactionAsked,
  SatisfactionGiven,
} from '../telephony/call-event.ts';
import { accrue, agentOf } from './agent-state.ts';
import type { CallRecord, Visit } from './call-state.ts';
import { endIdleTime, releaseAgent, startWrapUp } from './conversations.ts';
import { putIn, putInCall, takeOut, takeOutCall } from './count-calls.ts';
import { totalsAt } from './interval-ledger.ts';
import { queueOf, sourceOf, type QueueState } from './queue-state.ts';
import { endWaiting, findVisit, loseVisit, moveEntry, noteCaller, openVisit } from './visits.ts';

type OfVisit =
  | CallEntered
  | AgentRung
  | CallAnswered
  | CallAbandoned
  | CallFlowedOut
  | CallLost
  | CallHeld
  | CallResumed
  | CallCompleted;

export function applyCallEntered(state: QueueState, event: CallEntered): void {
  const source = sourceOf(state, event.source);
  const known = findVisit(source, event.call, event.queue, event.visit);
  const visit = known ?? openVisit(state, source, event.call, event.queue, event.visit, event.at, true);
  if (known !== undefined) {
    if (known.enteredTold) state.repairs.toldTwice += 1;
    else {
      state.repairs.enteredLate += 1;
      moveEntry(state, known, event.at);
    }
  }
  noteCaller(state, visit.call, event.caller, event.callerBefore);
}

export function applyCallRefused(state: QueueState, event: CallRefused): void {
  state.refused += 1;
  if (event.queue === null) return;
  const { ledger, city } = queueOf(state, sourceOf(state, event.source), event.queue);
  for (const counted of city === null ? [ledger] : [ledger, city.ledger]) {
    const totals = totalsAt(counted, event.at, state.rules.keepMs);
    totals.refused += 1;
    totals.changed = true;
  }
}

/** A telephone rings as long as its caller waits: the end of the waiting ends it without being told. */
export function applyAgentRung(state: QueueState, event: AgentRung): void {
  const visit = visitOf(state, event, event.at);
  const agent = agentOf(visit.call.source, event.agent);
  for (const other of agent.ringing) if (other.outcome !== 'waiting') agent.ringing.delete(other);
  agent.ringing.add(visit);
}

export function applyAgentRingEnded(state: QueueState, event: AgentRingEnded): void {
  const source = sourceOf(state, event.source);
  const visit = findVisit(source, event.call, event.queue, event.visit);
  if (visit !== undefined) agentOf(source, event.agent).ringing.delete(visit);
}

export function applyCallAnswered(state: QueueState, event: CallAnswered): void {
  const visit = visitOf(state, event, event.at - (event.waitSeconds ?? 0) * 1_000);
  if (visit.outcome === 'answered' && !visit.outcomeTold) {
    state.repairs.answeredLate += 1;
    takeOut(visit);
    visit.outcomeAt = event.at;
    visit.outcomeTold = true;
    visit.toldWaitMs = event.waitSeconds === null ? null : event.waitSeconds * 1_000;
    putIn(visit);
    return;
  }
  const { at, waitSeconds } = event;
  const agent = agentOf(visit.call.source, event.agent);
  if (visit.outcome !== 'answered') endIdleTime(state, agent, at);
  if (!endWaiting(state, visit, { outcome: 'answered', at, waitSeconds, agent })) return;
  const { restartedAt } = visit.call.source;
  if (at < restartedAt) loseVisit(state, visit, restartedAt);
}

export function applyCallAbandoned(state: QueueState, event: CallAbandoned): void {
  const { at, waitSeconds } = event;
  const visit = visitOf(state, event, at - (waitSeconds ?? 0) * 1_000);
  endWaiting(state, visit, { outcome: 'abandoned', at, waitSeconds });
}

export function applyCallFlowedOut(state: QueueState, event: CallFlowedOut): void {
  const { at, waitSeconds, reason } = event;
  const visit = visitOf(state, event, at - (waitSeconds ?? 0) * 1_000);
  endWaiting(state, visit, { outcome: 'flowedOut', at, waitSeconds, reason });
}

export function applyCallLost(state: QueueState, event: CallLost): void {
  const visit = visitOf(state, event, event.at);
  if (loseVisit(state, visit, event.at)) return;
  if (visit.outcome === 'lost' || visit.conversation === 'lost') state.repairs.toldTwice += 1;
  else state.repairs.contradictoryEnd += 1;
}

export function applyCallHeld(state: QueueState, event: CallHeld): void {
  const visit = conversationOf(state, event);
  if (visit?.conversation !== 'talking') return;
  if (visit.agent !== null) accrue(state, visit.agent, event.at);
  visit.conversation = 'onHold';
  visit.heldSince = event.at;
}

export function applyCallResumed(state: QueueState, event: CallResumed): void {
  const visit = conversationOf(state, event);
  if (visit?.conversation !== 'onHold') return;
  if (visit.agent !== null) accrue(state, visit.agent, event.at);
  endHold(visit, event.at);
  visit.conversation = 'talking';
}

export function applyCallCompleted(state: QueueState, event: CallCompleted): void {
  const { at, talkSeconds, holdSeconds } = event;
  const answeredAt = at - (talkSeconds ?? 0) * 1_000;
  const visit = visitOf(state, event, answeredAt);
  if (visit.conversation === 'completed') {
    state.repairs.toldTwice += 1;
    return;
  }
  if (visit.outcome !== 'answered') {
    state.repairs.answeredMissing += 1;
    endWaiting(state, visit, { outcome: 'answered', at: answeredAt, waitSeconds: null, told: false });
  }
  if (visit.conversation === 'lost') state.repairs.foundAgain += 1;
  const agent = visit.agent ?? agentOf(visit.call.source, event.agent);
  if (agent.name !== event.agent) state.repairs.agentDiffers += 1;
  visit.agent = agent;
  releaseAgent(state, visit, at);
  takeOut(visit);
  if (visit.conversation === 'onHold') endHold(visit, at);
  visit.conversation = 'completed';
  visit.completedAt = at;
  visit.toldTalkMs = talkSeconds === null ? null : talkSeconds * 1_000;
  visit.toldHoldMs = holdSeconds === null ? null : holdSeconds * 1_000;
  visit.endedBy = event.endedBy;
  startWrapUp(state, visit, agent, event.wrapUpSeconds);
  putIn(visit);
}

export function applyCallClassified(state: QueueState, event: CallClassified): void {
  const call = callOf(state, event);
  if (call === undefined) return;
  takeOutCall(call);
  call.solvedAtFirstContact = event.solvedAtFirstContact;
  call.wrongNumber = event.wrongNumber;
  putInCall(call);
}

export function applySatisfactionAsked(state: QueueState, event: SatisfactionAsked): void {
  const call = callOf(state, event);
  if (call === undefined) return;
  takeOutCall(call);
  call.asked = true;
  putInCall(call);
}

/** A second mark of the same call replaces the first; who gave a mark was asked. */
export function applySatisfactionGiven(state: QueueState, event: SatisfactionGiven): void {
  const call = callOf(state, event);
  if (call === undefined) return;
  takeOutCall(call);
  call.asked = true;
  call.mark = event.mark;
  putInCall(call);
}

/** The visit an event speaks of; opened with a reckoned entry where nobody told of it yet. */
function visitOf(state: QueueState, event: OfVisit, enteredAt: number): Visit {
  const source = sourceOf(state, event.source);
  const known = findVisit(source, event.call, event.queue, event.visit);
  if (known !== undefined) return known;
  state.repairs.enteredMissing += 1;
  return openVisit(state, source, event.call, event.queue, event.visit, enteredAt, false);
}

function conversationOf(state: QueueState, event: CallHeld | CallResumed): Visit | undefined {
  const visit = findVisit(sourceOf(state, event.source), event.call, event.queue, event.visit);
  if (visit?.conversation === 'talking' || visit?.conversation === 'onHold') return visit;
  state.repairs.holdWithoutConversation += 1;
  return undefined;
}

function callOf(
  state: QueueState,
  event: CallClassified | SatisfactionAsked | SatisfactionGiven,
): CallRecord | undefined {
  const call = sourceOf(state, event.source).calls.get(event.call);
  if (call === undefined) state.repairs.callUnknown += 1;
  return call;
}

function endHold(visit: Visit, at: number): void {
  visit.heldMs += Math.max(0, at - visit.heldSince);
}
