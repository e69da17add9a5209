import {
  UNTOLD,
  type CallRecord,
  type Satisfaction,
  type SeldomFacts,
  type ToldAnswer,
  type ToldCompletion,
  type ToldEnd,
  type ToldFlowOut,
  type Visit,
} from './call-state.ts';
import { insertInOrder } from './in-order.ts';
import type { Repairs } from './repairs.ts';

/**
 * Notes what was reported about a visit. Of each kind the earliest fact counts, at one instant the one that sorts first: so it
 * does not matter which was reported first, and a happening that is reported twice counts once.
 */
export function noteEntry(visit: Visit, at: number): void {
  if (at < visit.toldEntry) visit.toldEntry = at;
}

export function noteRinging(visit: Visit, at: number): void {
  // Only a visit without a reported entry rests on it.
  if (visit.toldEntry !== UNTOLD) return;
  const seldom = seldomOf(visit);
  if (at < seldom.rungAt) seldom.rungAt = at;
}

export function noteAnswer(visit: Visit, told: ToldAnswer, repairs: Repairs): void {
  const { answer } = visit;
  if (answer !== null) {
    repairs.toldTwice += 1;
    if (answer.agent !== told.agent) repairs.agentDiffers += 1;
  }
  if (answer === null || isBefore(told, answer, told.agent.name, answer.agent.name)) visit.answer = told;
}

export function noteAbandonment(visit: Visit, told: ToldEnd, repairs: Repairs): void {
  if (visit.abandonment !== null) repairs.toldTwice += 1;
  if (visit.abandonment === null || isBefore(told, visit.abandonment, '', '')) visit.abandonment = told;
}

export function noteFlowOut(visit: Visit, told: ToldFlowOut, repairs: Repairs): void {
  const { flowOut } = visit;
  if (flowOut !== null) repairs.toldTwice += 1;
  if (flowOut === null || isBefore(told, flowOut, told.reason, flowOut.reason)) visit.flowOut = told;
}

export function noteLoss(visit: Visit, at: number, repairs: Repairs): void {
  const seldom = seldomOf(visit);
  if (seldom.lostAt !== UNTOLD) repairs.toldTwice += 1;
  if (at < seldom.lostAt) seldom.lostAt = at;
}

/** An end that says who ended the talk goes before one that was only taken from a hang-up, however early that one is. */
export function noteCompletion(visit: Visit, told: ToldCompletion, repairs: Repairs): void {
  const { completion } = visit;
  if (completion !== null) repairs.toldTwice += 1;
  if (completion === null || goesBefore(told, completion)) visit.completion = told;
}

function goesBefore(told: ToldCompletion, known: ToldCompletion): boolean {
  const isTold = told.endedBy !== 'unknown';
  if (isTold !== (known.endedBy !== 'unknown')) return isTold;
  return told.at === known.at ? rankOf(told) < rankOf(known) : told.at < known.at;
}

export function noteHold(visit: Visit, at: number): void {
  insertInOrder(seldomOf(visit).held, at);
}

export function noteResume(visit: Visit, at: number): void {
  insertInOrder(seldomOf(visit).resumed, at);
}

function seldomOf(visit: Visit): SeldomFacts {
  visit.seldom ??= { lostAt: UNTOLD, rungAt: UNTOLD, held: [], resumed: [] };
  return visit.seldom;
}

/** Of several closing codes the newest counts: agents correct them. */
export function noteClosingCode(
  call: CallRecord,
  at: number,
  solved: boolean | null,
  wrongNumber: boolean,
): void {
  const isNewer =
    at > call.classifiedAt ||
    (at === call.classifiedAt &&
      rankOfCode(solved, wrongNumber) > rankOfCode(call.solvedAtFirstContact, call.wrongNumber));
  if (!isNewer) return;
  call.classifiedAt = at;
  call.solvedAtFirstContact = solved;
  call.wrongNumber = wrongNumber;
}

function rankOfCode(solved: boolean | null, wrongNumber: boolean): string {
  return `${wrongNumber}${solved}`;
}

/** A newer mark replaces an older one. Whether the caller was asked is distinguished. */
export function noteMark(call: CallRecord, at: number, mark: number): void {
  const satisfaction = satisfactionOf(call);
  if (at < satisfaction.markedAt || (at === satisfaction.markedAt && mark <= satisfaction.mark)) return;
  satisfaction.markedAt = at;
  satisfaction.mark = mark;
}

export function noteAsked(call: CallRecord): void {
  satisfactionOf(call).asked = true;
}

function satisfactionOf(call: CallRecord): Satisfaction {
  call.satisfaction ??= { asked: false, markedAt: Number.NEGATIVE_INFINITY, mark: 0 };
  return call.satisfaction;
}

function isBefore(told: ToldEnd, known: ToldEnd, name: string, knownName: string): boolean {
  if (told.at !== known.at) return told.at < known.at;
  const [wait, knownWait] = [told.waitMs ?? UNTOLD, known.waitMs ?? UNTOLD];
  return wait === knownWait ? name < knownName : wait < knownWait;
}

/** Two completions at one instant: the one that reports more, then the one that sorts first. */
function rankOf({ agent, talkMs, holdMs, wrapUpMs, endedBy }: ToldCompletion): string {
  const told = [talkMs, holdMs, wrapUpMs].map((ms) => (ms === null ? '~' : String(ms).padStart(12, '0')));
  return [...told, endedBy, agent.name].join('\n');
}
