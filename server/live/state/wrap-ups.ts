import type { AgentRecord } from './agent-state.ts';
import { completedAtOf, outcomeAtOf, UNTOLD, type CallRecord, type End, type Visit } from './call-state.ts';
import { putInLeg, takeOutLeg } from './count-calls.ts';
import { firstAfter } from './in-order.ts';
import { agentChanged, type QueueState } from './queue-state.ts';
import { intervalAfter, isReached, scheduleReview } from './reviews.ts';

/** Wrap-up without a reported end lasts no longer than this; then the agent counts as ready. */
export const WRAP_UP_LIMIT_MS = 30 * 60_000;

/** A reported end of wrap-up belongs to a conversation that ended no longer ago: nobody wraps up over night. */
export const TOLD_WRAP_UP_LIMIT_MS = 13 * 3_600_000;

/** A source that steps back by some milliseconds may report the end of a wrap-up before the end of the talk. */
const CLOCK_TOLERANCE_MS = 2_000;

/**
 * Wrap-up after a conversation, from the agent's own calls and what was reported: as reported with the conversation; else until
 * the first end that was reported before the agent's next call; else the source's rule, cut by the next call and at 30 minutes.
 * Where the source has no rule but reports ends, one that it leaves out is inferred: until the next call or sign-out.
 */
export function wrapUpMsOf(state: QueueState, agent: AgentRecord, visit: Visit): number {
  const { completion, call } = visit;
  if (completion === null) return 0;
  if (completion.wrapUpMs !== null) return completion.wrapUpMs;
  const { at } = completion;
  const next = nextAnswer(agent, at);
  const told = firstAfter(agent.wrapUpEnds, at - 1);
  if (told <= next && told - at <= TOLD_WRAP_UP_LIMIT_MS) return told - at;
  const rule = call.source.wrapUpRuleMs;
  const cut = Math.min(next, firstAfter(agent.departures, at)) - at;
  if (rule !== null) return Math.min(rule, cut, WRAP_UP_LIMIT_MS);
  if (!isOpenEnded(visit)) return 0;
  if (endedEarly(agent, visit)) return 0;
  if (cut <= WRAP_UP_LIMIT_MS) return cut;
  return isReached(state, intervalAfter(at + WRAP_UP_LIMIT_MS)) ? WRAP_UP_LIMIT_MS : 0;
}

/** The source reported nothing and has no rule, but does report ends: the wrap-up goes on until one is reported. */
export function isOpenEnded({ completion, call }: Visit): boolean {
  if (completion === null || completion.wrapUpMs !== null) return false;
  return call.source.wrapUpsToldFrom <= completion.at && call.source.wrapUpRuleMs === null;
}

function endedEarly(agent: AgentRecord, visit: Visit): boolean {
  return firstEndOfWrapUp(agent, visit) <= completedAtOf(visit);
}

/** The first reported end of a wrap-up that can be the one after this conversation. */
function firstEndOfWrapUp({ wrapUpEnds }: AgentRecord, visit: Visit): number {
  return firstAfter(wrapUpEnds, Math.max(outcomeAtOf(visit), completedAtOf(visit) - CLOCK_TOLERANCE_MS));
}

/** When an agent's wrap-up after a conversation is over; for one that goes on, when it would be taken as over. */
export function wrapUpEnd(agent: AgentRecord, visit: Visit): number {
  const completedAt = completedAtOf(visit);
  const counted = completedAt + visit.wrapUpMs;
  if (visit.wrapUpMs > 0 || !isOpenEnded(visit)) return counted;
  if (firstEndOfWrapUp(agent, visit) !== UNTOLD) return counted;
  if (Math.min(nextAnswer(agent, completedAt), firstAfter(agent.departures, completedAt)) !== UNTOLD)
    return counted;
  return completedAt + WRAP_UP_LIMIT_MS;
}

/**
 * Takes a talk into its agent's calls, and settles the wrap-ups that it begins or cuts.
 *
 * @param endBefore the end of the talk before it was settled
 */
export function settleTalk(state: QueueState, agent: AgentRecord, visit: Visit, endBefore: End | null): void {
  const { talks, legs } = agent;
  const talkAt = talkAtOf(visit);
  const outcomeAt = outcomeAtOf(visit);
  agentChanged(state, agent, changeOfTalk(visit, endBefore));
  if (talkAt !== outcomeAt) {
    if (visit.talkListed !== null) remove(talks, visit);
    visit.talkListed = visit.end;
    insert(talks, visit, talkAtOf);
    settleWrapUps(state, agent, Math.min(talkAt, outcomeAt), visit.call);
  }
  if (visit.conversation === 'completed') {
    if (legAtOf(visit) !== completedAtOf(visit)) {
      if (visit.legListed !== null) remove(legs, visit);
      visit.legListed = visit.talkEnd;
      insert(legs, visit, legAtOf);
    }
    visit.wrapUpMs = wrapUpMsOf(state, agent, visit);
    awaitWrapUpEnd(state, visit);
  } else {
    if (visit.legListed !== null) remove(legs, visit);
    visit.legListed = null;
    visit.wrapUpMs = 0;
  }
}

/** From when on a talk may be another than its agent's time knows; where it was held, from its beginning. */
function changeOfTalk(visit: Visit, endBefore: End | null): number {
  const began = Math.min(talkAtOf(visit), outcomeAtOf(visit));
  if (visit.seldom !== null || talkAtOf(visit) !== outcomeAtOf(visit)) return began;
  return Math.min(endBefore?.at ?? UNTOLD, visit.talkEnd?.at ?? UNTOLD);
}

/** The wrap-up goes on: nothing of it is counted before its end is reported, or the time is over that it may last. */
export function wrapsUpWithoutEnd(visit: Visit): boolean {
  if (visit.wrapUpMs > 0 || visit.agent === null || !isOpenEnded(visit)) return false;
  return !endedEarly(visit.agent, visit);
}

function awaitWrapUpEnd(state: QueueState, visit: Visit): void {
  if (!wrapsUpWithoutEnd(visit)) return;
  const over = intervalAfter(completedAtOf(visit) + WRAP_UP_LIMIT_MS);
  if (!isReached(state, over)) scheduleReview(state, visit.call, over);
}

/** Takes a talk out of its agent's calls; the call that it had cut may wrap up longer. */
export function removeTalk(state: QueueState, agent: AgentRecord, visit: Visit): void {
  const talkAt = talkAtOf(visit);
  agentChanged(state, agent, talkAt);
  agent.conversations.delete(visit);
  if (visit.talkListed === null) return;
  remove(agent.talks, visit);
  if (visit.legListed !== null) remove(agent.legs, visit);
  visit.talkListed = null;
  visit.legListed = null;
  settleWrapUps(state, agent, talkAt, visit.call);
}

/**
 * Settles the wrap-ups of conversations that ended since the agent's last answer before `from`: something changed there.
 *
 * @param out a call that is in no sum at this moment
 */
export function settleWrapUps(
  state: QueueState,
  agent: AgentRecord,
  from: number,
  out: CallRecord | null,
): void {
  const since = lastAnswerBefore(agent, from);
  for (let place = agent.legs.length - 1; place >= 0; place -= 1) {
    const leg = agent.legs[place];
    if (leg === undefined || legAtOf(leg) < since) break;
    const wrapUpMs = wrapUpMsOf(state, agent, leg);
    if (wrapUpMs !== leg.wrapUpMs || isOpenEnded(leg))
      agentChanged(state, agent, completedAtOf(leg) + Math.min(wrapUpMs, leg.wrapUpMs));
    if (wrapUpMs !== leg.wrapUpMs) {
      if (leg.call !== out) takeOutLeg(leg);
      leg.wrapUpMs = wrapUpMs;
      if (leg.call !== out) putInLeg(leg);
    }
    awaitWrapUpEnd(state, leg);
  }
}

function nextAnswer({ talks }: AgentRecord, bound: number): number {
  let next = UNTOLD;
  for (let place = talks.length - 1; place >= 0; place -= 1) {
    const talk = talks[place];
    const at = talk === undefined ? bound : talkAtOf(talk);
    if (at <= bound) break;
    next = at;
  }
  return next;
}

function lastAnswerBefore({ talks }: AgentRecord, bound: number): number {
  for (let place = talks.length - 1; place >= 0; place -= 1) {
    const talk = talks[place];
    const at = talk === undefined ? UNTOLD : talkAtOf(talk);
    if (at < bound) return at;
  }
  return Number.NEGATIVE_INFINITY;
}

function talkAtOf({ talkListed }: Visit): number {
  return talkListed === null ? UNTOLD : talkListed.at;
}

function legAtOf({ legListed }: Visit): number {
  return legListed === null ? UNTOLD : legListed.at;
}

function insert(visits: Visit[], visit: Visit, at: (visit: Visit) => number): void {
  let place = visits.length;
  while (place > 0) {
    const before = visits[place - 1];
    if (before === undefined || at(before) <= at(visit)) break;
    place -= 1;
  }
  if (place === visits.length) visits.push(visit);
  else visits.splice(place, 0, visit);
}

function remove(visits: Visit[], visit: Visit): void {
  const place = visits.lastIndexOf(visit);
  if (place >= 0) visits.splice(place, 1);
}
