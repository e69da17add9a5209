import {
  holdMsOf,
  talkMsOf,
  waitMsOf,
  waitMsOfCall,
  type CallRecord,
  type Satisfaction,
  type Visit,
} from './call-state.ts';
import { waitPlace, type IntervalTotals } from './interval-totals.ts';
import type { DayRules } from './counting-rules.ts';

/**
 * Every figure of a call is put in and taken out by the same lines: a change is "take out, change, put in", so that
 * repairs can never leave a trace in the sums. `sign` is 1 to put in and −1 to take out.
 */
type Sign = 1 | -1;

/** Takes out everything that a call and its visits stand for; a call without visits stands for nothing. */
export function takeOutWhole(call: CallRecord): void {
  countWhole(call, -1);
}

/** Puts in everything that a call and its visits stand for now. */
export function putInWhole(call: CallRecord): void {
  countWhole(call, 1);
}

/** Takes out what a call stands for in its city, for changes that concern the call as a whole. */
export function takeOutCall(call: CallRecord): void {
  countCall(call, -1);
}

export function putInCall(call: CallRecord): void {
  countCall(call, 1);
}

/** Takes out what a call's closing code, mark and last talk stand for; how its waiting ended stays in. */
export function takeOutQuality(call: CallRecord): void {
  countQualityOf(call, -1);
}

export function putInQuality(call: CallRecord): void {
  countQualityOf(call, 1);
}

/** Takes out the conversation of a visit, in its queue and the queue's city. */
export function takeOutLeg(visit: Visit): void {
  countLegs(visit, -1);
}

export function putInLeg(visit: Visit): void {
  countLegs(visit, 1);
}

/** The city that counts the caller: that of the first queue. */
export function settleHome(call: CallRecord): void {
  const first = call.visits[0];
  call.home = first?.queue.city ?? null;
  call.homeTotals = first?.cityTotals ?? null;
}

function countWhole(call: CallRecord, sign: Sign): void {
  for (const visit of call.visits) countVisit(visit, sign);
  countCall(call, sign);
}

function countQualityOf(call: CallRecord, sign: Sign): void {
  const last = call.visits.at(-1);
  if (call.homeTotals === null || last === undefined) return;
  call.homeTotals.changed = true;
  countQuality(call.homeTotals, call, last, sign);
}

function countLegs(visit: Visit, sign: Sign): void {
  visit.totals.changed = true;
  countLeg(visit.totals, visit, sign);
  if (visit.cityTotals === null) return;
  visit.cityTotals.changed = true;
  countLeg(visit.cityTotals, visit, sign);
}

function countVisit(visit: Visit, sign: Sign): void {
  countOutcome(visit.totals, visit, visit.day, visit.inHours, waitMsOf(visit), sign);
  countLegs(visit, sign);
  if (visit.outcome === 'waiting') {
    if (sign === 1) visit.queue.waiting.add(visit);
    else visit.queue.waiting.delete(visit);
  }
}

/** A city counts a caller once: interval and hours of the first visit, all waits added up, the last outcome. */
function countCall(call: CallRecord, sign: Sign): void {
  const { home, homeTotals } = call;
  const first = call.visits[0];
  const last = call.visits.at(-1);
  if (home === null || homeTotals === null || first === undefined || last === undefined) return;
  countOutcome(homeTotals, last, first.day, first.inHours, waitMsOfCall(call), sign);
  countQuality(homeTotals, call, last, sign);
  if (last.outcome === 'waiting') {
    if (sign === 1) home.waiting.add(last);
    else home.waiting.delete(last);
  }
}

function countOutcome(
  totals: IntervalTotals,
  visit: Visit,
  day: DayRules,
  inHours: boolean,
  waitMs: number,
  sign: Sign,
): void {
  totals.changed = true;
  if (!inHours) {
    totals.outsideHours += sign;
    return;
  }
  totals.offered += sign;
  countLongest(totals, waitMs, sign);
  switch (visit.outcome) {
    case 'waiting':
      totals.waiting += sign;
      return;
    case 'answered': {
      totals.answered += sign;
      totals.answeredWaitMs += sign * waitMs;
      if (waitMs <= day.thresholdMs) totals.answeredWithinThreshold += sign;
      const place = waitPlace(waitMs);
      totals.answeredByWait[place] = (totals.answeredByWait[place] ?? 0) + sign;
      return;
    }
    case 'abandoned':
      totals.abandoned += sign;
      totals.abandonedWaitMs += sign * waitMs;
      if (waitMs < day.shortMs) totals.shortAbandoned += sign;
      if (waitMs <= day.thresholdMs) totals.abandonedWithinThreshold += sign;
      return;
    case 'lost':
      totals.lost += sign;
      return;
    case 'flowedOut':
    case 'assumedFlowedOut':
      countFlowOut(totals, visit, sign);
      return;
    default:
      assertNever(visit.outcome);
  }
}

/** A maximum cannot be taken out again: without its holder it is looked for anew, once somebody reads it. */
function countLongest(totals: IntervalTotals, waitMs: number, sign: Sign): void {
  if (sign === -1) {
    if (waitMs > 0 && waitMs >= totals.longestWaitMs) totals.longestIsGone = true;
  } else if (waitMs >= totals.longestWaitMs) {
    totals.longestWaitMs = waitMs;
    totals.longestIsGone = false;
  }
}

function countFlowOut(totals: IntervalTotals, visit: Visit, sign: Sign): void {
  totals.flowedOut += sign;
  switch ((visit.outcome === 'flowedOut' ? visit.flowOut?.reason : undefined) ?? 'unknown') {
    case 'timeout':
      totals.timedOut += sign;
      return;
    case 'key':
      totals.leftByKey += sign;
      return;
    case 'overflow':
      totals.overflowed += sign;
      return;
    case 'noAgents':
      totals.noAgents += sign;
      return;
    case 'queueClosed':
      totals.queueClosed += sign;
      return;
    case 'callback':
      totals.calledBack += sign;
      return;
    case 'unknown':
    default:
      totals.leftForUnknownReason += sign;
  }
}

function countLeg(totals: IntervalTotals, visit: Visit, sign: Sign): void {
  switch (visit.conversation) {
    case 'none':
      return;
    case 'talking':
    case 'onHold':
      totals.talking += sign;
      return;
    case 'lost':
      totals.lostTalking += sign;
      return;
    case 'completed':
      totals.handled += sign;
      totals.talkMs += sign * talkMsOf(visit);
      totals.holdMs += sign * holdMsOf(visit);
      totals.wrapUpMs += sign * visit.wrapUpMs;
      return;
    default:
      assertNever(visit.conversation);
  }
}

function countQuality(totals: IntervalTotals, call: CallRecord, last: Visit, sign: Sign): void {
  if (call.satisfaction !== null) countSatisfaction(totals, call.satisfaction, sign);
  if (call.wrongNumber) return;
  if (call.solvedAtFirstContact !== null) {
    totals.classified += sign;
    if (call.solvedAtFirstContact) totals.solvedAtFirstContact += sign;
  }
  if (last.outcome === 'answered' && call.caller !== null) {
    totals.traceable += sign;
    if (call.repeated) totals.repeated += sign;
  }
  if (last.conversation !== 'completed') return;
  totals.finished += sign;
  if (wasTransferred(call)) totals.transferred += sign;
}

function countSatisfaction(totals: IntervalTotals, { asked, mark }: Satisfaction, sign: Sign): void {
  if (asked) totals.askedForMark += sign;
  if (mark === 0) return;
  totals.marks += sign;
  totals.markSum += sign * mark;
  if (mark <= 2) totals.goodMarks += sign;
}

function wasTransferred(call: CallRecord): boolean {
  for (const visit of call.visits)
    if (visit.conversation === 'completed' && visit.completion?.endedBy === 'transfer') return true;
  return false;
}

function assertNever(outcome: never): never {
  throw new RangeError(`there is no such outcome: ${String(outcome)}`);
}
