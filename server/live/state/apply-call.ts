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
  CallId,
  CallLost,
  CallRefused,
  CallResumed,
  SatisfactionAsked,
  SatisfactionGiven,
  SourceId,
} from '../events/call-event.ts';
import { agentOf } from './agent-state.ts';
import { toldLostAtOf, UNTOLD, type CallRecord, type Visit } from './call-state.ts';
import {
  putInLeg,
  putInQuality,
  putInWhole,
  takeOutLeg,
  takeOutQuality,
  takeOutWhole,
} from './count-calls.ts';
import { totalsAt } from './interval-ledger.ts';
import { queueOf, sourceOf, type QueueState } from './queue-state.ts';
import { noteCaller } from './repeat-calls.ts';
import { isTalkAlone, settleCall, settleTalkAlone } from './settle-call.ts';
import {
  noteAbandonment,
  noteAnswer,
  noteAsked,
  noteClosingCode,
  noteCompletion,
  noteEntry,
  noteFlowOut,
  noteHold,
  noteLoss,
  noteMark,
  noteResume,
  noteRinging,
} from './told-facts.ts';
import { scheduleForgetting } from './reviews.ts';
import { callOf, findVisit, heldVisitOf, visitOf } from './visits.ts';

type OfVisit =
  CallEntered | AgentRung | CallAnswered | CallAbandoned | CallFlowedOut | CallLost | CallCompleted;

/** Each of these notes what was reported and has everything that follows from it settled anew: `settle-call.ts`. */
export function applyCallEntered(state: QueueState, event: CallEntered): void {
  const visit = openVisit(state, event);
  if (visit.toldEntry !== UNTOLD) state.repairs.toldTwice += 1;
  else if (visit.enteredAt !== UNTOLD) state.repairs.enteredLate += 1;
  noteEntry(visit, event.at);
  noteCaller(visit.call, event.at, event.caller, event.callerBefore);
  closeVisit(state, visit);
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

/** A telephone rings as long as its caller waits: the end of the waiting ends it without being reported. */
export function applyAgentRung(state: QueueState, event: AgentRung): void {
  const source = sourceOf(state, event.source);
  const agent = agentOf(source, event.agent);
  const known = source.calls.get(event.call);
  let visit = known === undefined ? undefined : findVisit(known, event.queue, event.visit);
  // What rings rests on a reported entry nearly always, and then it is in no figure.
  if (visit === undefined || visit.toldEntry === UNTOLD) {
    visit = openVisit(state, event);
    noteRinging(visit, event.at);
    closeVisit(state, visit);
  } else noteRinging(visit, event.at);
  for (const other of agent.ringing) if (other.outcome !== 'waiting') agent.ringing.delete(other);
  agent.ringing.add(visit);
}

export function applyAgentRingEnded(state: QueueState, event: AgentRingEnded): void {
  const source = sourceOf(state, event.source);
  const call = source.calls.get(event.call);
  const visit = call === undefined ? undefined : findVisit(call, event.queue, event.visit);
  if (visit !== undefined) agentOf(source, event.agent).ringing.delete(visit);
}

export function applyCallAnswered(state: QueueState, event: CallAnswered): void {
  const visit = openVisit(state, event);
  if (visit.completion !== null && visit.answer === null) state.repairs.answeredLate += 1;
  const agent = agentOf(visit.call.source, event.agent);
  if (visit.answer === null) noteContradiction(state, visit);
  noteAnswer(visit, { at: event.at, waitMs: milliseconds(event.waitSeconds), agent }, state.repairs);
  closeVisit(state, visit);
}

export function applyCallAbandoned(state: QueueState, event: CallAbandoned): void {
  const visit = openVisit(state, event);
  if (visit.abandonment === null) noteContradiction(state, visit);
  noteAbandonment(visit, { at: event.at, waitMs: milliseconds(event.waitSeconds) }, state.repairs);
  closeVisit(state, visit);
}

export function applyCallFlowedOut(state: QueueState, event: CallFlowedOut): void {
  const visit = openVisit(state, event);
  if (visit.flowOut === null) noteContradiction(state, visit);
  const { at, reason } = event;
  noteFlowOut(visit, { at, waitMs: milliseconds(event.waitSeconds), reason }, state.repairs);
  closeVisit(state, visit);
}

export function applyCallLost(state: QueueState, event: CallLost): void {
  const visit = openVisit(state, event);
  if (toldLostAtOf(visit) === UNTOLD && visit.conversation === 'completed')
    state.repairs.contradictoryEnd += 1;
  noteLoss(visit, event.at, state.repairs);
  closeVisit(state, visit);
}

export function applyCallHeld(state: QueueState, event: CallHeld): void {
  holdOrResume(state, event, noteHold);
}

export function applyCallResumed(state: QueueState, event: CallResumed): void {
  holdOrResume(state, event, noteResume);
}

export function applyCallCompleted(state: QueueState, event: CallCompleted): void {
  const visit = openTalk(state, event);
  const { at, endedBy } = event;
  const agent = agentOf(visit.call.source, event.agent);
  if (visit.answer === null) state.repairs.answeredMissing += 1;
  else if (visit.answer.agent !== agent) state.repairs.agentDiffers += 1;
  const told = {
    at,
    agent,
    talkMs: milliseconds(event.talkSeconds),
    holdMs: milliseconds(event.holdSeconds),
    wrapUpMs: milliseconds(event.wrapUpSeconds),
    endedBy,
  };
  noteCompletion(visit, told, state.repairs);
  closeTalk(state, visit);
}

export function applyCallClassified(state: QueueState, event: CallClassified): void {
  const call = openCall(state, event.source, event.call);
  noteClosingCode(call, event.at, event.solvedAtFirstContact, event.wrongNumber);
  putInQuality(call);
}

export function applySatisfactionAsked(state: QueueState, event: SatisfactionAsked): void {
  const call = openCall(state, event.source, event.call);
  noteAsked(call);
  putInQuality(call);
}

export function applySatisfactionGiven(state: QueueState, event: SatisfactionGiven): void {
  const call = openCall(state, event.source, event.call);
  noteMark(call, event.at, event.mark);
  putInQuality(call);
}

/** Takes the visit's call out of the sums; the visit is made where nobody reported about it yet, its entry then reckoned. */
function openVisit(state: QueueState, event: OfVisit): Visit {
  const call = callOf(sourceOf(state, event.source), event.call);
  takeOutWhole(call);
  return visitOf(state, call, event.queue, event.visit);
}

function closeVisit(state: QueueState, visit: Visit): void {
  if (visit.toldEntry === UNTOLD) {
    if (visit.enteredAt === UNTOLD) state.repairs.enteredMissing += 1;
    state.strangers.add(visit.call);
  }
  settleCall(state, visit.call);
  putInWhole(visit.call);
}

/** Takes no more out of the sums than the talk, where nothing else can change: as nearly always at its end. */
function openTalk(state: QueueState, event: OfVisit): Visit {
  const known = findVisit(callOf(sourceOf(state, event.source), event.call), event.queue, event.visit);
  if (known === undefined || !isTalkAlone(known)) return openVisit(state, event);
  takeOutLeg(known);
  takeOutQuality(known.call);
  return known;
}

function closeTalk(state: QueueState, visit: Visit): void {
  if (!isTalkAlone(visit)) {
    closeVisit(state, visit);
    return;
  }
  settleTalkAlone(state, visit);
  putInLeg(visit);
  putInQuality(visit.call);
}

/** Takes out what closing codes and marks can change. */
function openCall(state: QueueState, source: SourceId, id: CallId): CallRecord {
  const call = callOf(sourceOf(state, source), id);
  takeOutQuality(call);
  if (call.visits.length === 0) {
    state.repairs.callUnknown += 1;
    state.strangers.add(call);
    scheduleForgetting(state, call, state.clock);
  }
  return call;
}

function holdOrResume(
  state: QueueState,
  event: CallHeld | CallResumed,
  note: (visit: Visit, at: number) => void,
): void {
  const call = callOf(sourceOf(state, event.source), event.call);
  takeOutWhole(call);
  const visit = heldVisitOf(state, call, event.queue, event.visit);
  if (visit.conversation === 'none' || visit.conversation === 'lost')
    state.repairs.holdWithoutConversation += 1;
  note(visit, event.at);
  if (visit.toldEntry === UNTOLD) state.strangers.add(call);
  if (call.visits.length === 0) scheduleForgetting(state, call, state.clock);
  settleCall(state, call);
  putInWhole(call);
}

/** Another end was reported already: the heavier one counts. */
function noteContradiction(state: QueueState, { answer, abandonment, flowOut }: Visit): void {
  if (answer !== null || abandonment !== null || flowOut !== null) state.repairs.contradictoryEnd += 1;
}

/** Whole milliseconds: sums of fractions would depend on the order of adding. */
function milliseconds(seconds: number | null): number | null {
  return seconds === null ? null : Math.round(seconds * 1_000);
}
