import {
  outcomeAtOf,
  toldLostAtOf,
  UNTOLD,
  type CallRecord,
  type Conversation,
  type ToldAnswer,
  type ToldEnd,
  type Visit,
  type VisitOutcome,
} from './call-state.ts';
import { putInWhole, settleHome, takeOutWhole } from './count-calls.ts';
import { ALWAYS_OPEN, isOpenAt } from './counting-rules.ts';
import { heldMsWithin, isHeld } from './holds.ts';
import { firstAfter } from './in-order.ts';
import { LEDGER_INTERVAL_MS, totalsAt } from './interval-ledger.ts';
import type { QueueState } from './queue-state.ts';
import { settleRepeats } from './repeat-calls.ts';
import { dueForLoss, isReached, scheduleForgetting } from './reviews.ts';
import { removeTalk, settleTalk } from './wrap-ups.ts';

/** A talk that has just begun crosses a list on its way, so that it is left alone. */
const CROSSING_MS = 2_000;

/**
 * Everything about a call that follows from what was reported about it, of its source, of its queues' lists and of the calls of
 * its agents. The same facts give the same call, whatever order they came in. The call is in no sum meanwhile.
 */
export function settleCall(state: QueueState, call: CallRecord): void {
  const { visits } = call;
  for (const visit of visits) {
    const enteredAt = visit.toldEntry === UNTOLD ? reckonedEntry(visit) : visit.toldEntry;
    if (enteredAt !== visit.enteredAt) enterAt(state, visit, enteredAt);
  }
  if (visits.length > 1) visits.sort(byEntry);
  for (let place = 0; place < visits.length; place += 1) {
    const visit = visits[place];
    if (visit !== undefined) settleVisit(state, visit, visits[place + 1]?.enteredAt ?? UNTOLD);
  }
  settleHome(call);
  settleRepeats(call);
}

/** Settles a call that is in the sums, because something it depends on has changed. */
export function settleAnew(state: QueueState, call: CallRecord): void {
  takeOutWhole(call);
  settleCall(state, call);
  putInWhole(call);
}

/** Places a visit where it entered: rules, hours and interval sums of that instant. Counts nothing. */
export function enterAt(state: QueueState, visit: Visit, enteredAt: number): void {
  const { city, ledger } = visit.queue;
  const { keepMs } = state.rules;
  visit.enteredAt = enteredAt;
  visit.day = city === null ? ALWAYS_OPEN : city.rules.dayAt(enteredAt);
  visit.inHours = isOpenAt(visit.day, enteredAt);
  visit.totals = totalsAt(ledger, enteredAt, keepMs);
  visit.cityTotals = city === null ? null : totalsAt(city.ledger, enteredAt, keepMs);
  scheduleForgetting(state, visit.call, enteredAt);
}

/** Where no entry was reported, the caller was there at the latest when the first of the rest began. */
function reckonedEntry({ answer, abandonment, flowOut, completion, seldom }: Visit): number {
  let entry = seldom === null ? UNTOLD : Math.min(seldom.lostAt, seldom.rungAt);
  for (const end of [answer, abandonment, flowOut])
    if (end !== null) entry = Math.min(entry, end.at - (end.waitMs ?? 0));
  return completion === null ? entry : Math.min(entry, completion.at - (completion.talkMs ?? 0));
}

/** Entries at one instant: the visit that was over first came first. */
function byEntry(a: Visit, b: Visit): number {
  return (
    a.enteredAt - b.enteredAt ||
    finite(firstTold(a)) - finite(firstTold(b)) ||
    a.number - b.number ||
    (a.queue.name < b.queue.name ? -1 : 1)
  );
}

function firstTold(visit: Visit): number {
  const { answer, abandonment, flowOut, completion } = visit;
  return Math.min(
    answer?.at ?? UNTOLD,
    abandonment?.at ?? UNTOLD,
    flowOut?.at ?? UNTOLD,
    toldLostAtOf(visit),
    completion?.at ?? UNTOLD,
  );
}

function finite(at: number): number {
  return at === UNTOLD ? Number.MAX_SAFE_INTEGER : at;
}

function settleVisit(state: QueueState, visit: Visit, nextEntry: number): void {
  const { answer, completion, flowOut, abandonment } = visit;
  const { outcome: before, conversation: talkBefore } = visit;
  const toldLostAt = toldLostAtOf(visit);
  if (answer !== null) end(visit, 'answered', answer);
  else if (completion !== null) end(visit, 'answered', inferred(completion.at - (completion.talkMs ?? 0)));
  else if (flowOut !== null) end(visit, 'flowedOut', flowOut);
  else if (abandonment !== null) end(visit, 'abandoned', abandonment);
  else if (toldLostAt !== UNTOLD) end(visit, 'lost', inferred(toldLostAt));
  else endUntold(state, visit, nextEntry);
  if (before === 'lost' && visit.outcome !== 'lost') state.repairs.foundAgain += 1;
  if (visit.outcome === 'answered') settleConversation(state, visit, answer);
  else if (talkBefore !== 'none') endConversation(state, visit);
}

function end(visit: Visit, outcome: VisitOutcome, told: ToldEnd | null): void {
  visit.outcome = outcome;
  visit.end = told;
}

function inferred(at: number): ToldEnd {
  return { at, waitMs: null };
}

/**
 * No end was reported. Callers are in one queue at a time, so the next entry ends this visit; the death of the source, a list
 * without the caller and the time that no call lasts make it lost. What happened first counts.
 */
function endUntold(state: QueueState, visit: Visit, nextEntry: number): void {
  const { enteredAt, outcome: before } = visit;
  const gone = goneFromList(visit);
  const overdue = overdueAt(state, enteredAt);
  const lostAt = Math.min(firstAfter(visit.call.source.restarts, enteredAt), gone, overdue);
  if (nextEntry <= lostAt && nextEntry !== UNTOLD) {
    if (before !== 'assumedFlowedOut') state.repairs.endMissing += 1;
    end(visit, 'assumedFlowedOut', inferred(nextEntry));
  } else if (lostAt !== UNTOLD) {
    if (before === 'waiting' && lostAt === gone) state.repairs.waitingGone += 1;
    if (before === 'waiting' && lostAt === overdue) state.repairs.neverEnded += 1;
    end(visit, 'lost', inferred(lostAt));
  } else end(visit, 'waiting', null);
}

/** When a list of the queue first came without a caller who had entered. */
function goneFromList({ queue, enteredAt, call }: Visit): number {
  let gone = UNTOLD;
  for (let place = queue.listings.length - 1; place >= 0; place -= 1) {
    const listing = queue.listings[place];
    if (listing === undefined || listing.at < enteredAt) break;
    if (!listing.waiting.has(call.id)) gone = listing.at;
  }
  return gone;
}

/**
 * Whether what is reported about a visit's talk can change the talk alone: entry and answer were reported, so neither the entry nor
 * the outcome rests on anything else, and there is no other visit to stand before or behind it.
 */
export function isTalkAlone({ toldEntry, answer, call }: Visit): boolean {
  return toldEntry !== UNTOLD && answer !== null && call.visits.length === 1;
}

/** `settleCall` for a visit of which only the talk can have changed. */
export function settleTalkAlone(state: QueueState, visit: Visit): void {
  settleConversation(state, visit, visit.answer);
}

function settleConversation(state: QueueState, visit: Visit, answer: ToldAnswer | null): void {
  const { completion, conversation: before, agent: agentBefore, talkEnd: endBefore } = visit;
  const agent = answer?.agent ?? completion?.agent ?? null;
  visit.agent = agent;
  if (completion !== null) {
    visit.conversation = 'completed';
    visit.talkEnd = completion;
    if (before === 'lost') state.repairs.foundAgain += 1;
  } else {
    const lostAt = talkLostAt(state, visit);
    visit.talkEnd = lostAt === UNTOLD ? null : { at: lostAt };
    if (lostAt !== UNTOLD) visit.conversation = 'lost';
    else visit.conversation = isHeld(visit) ? 'onHold' : 'talking';
  }
  visit.heldMs = visit.seldom === null || visit.talkEnd === null ? 0 : heldMsWithin(visit);
  if (agentBefore !== null && agentBefore !== agent) removeTalk(state, agentBefore, visit);
  if (agent === null) return;
  if (isOpen(visit.conversation)) agent.conversations.add(visit);
  else if (isOpen(before)) agent.conversations.delete(visit);
  settleTalk(state, agent, visit, endBefore);
}

/** It was answered only as long as nobody reported otherwise: nothing of a talk is left. */
function endConversation(state: QueueState, visit: Visit): void {
  if (visit.agent !== null) removeTalk(state, visit.agent, visit);
  visit.agent = null;
  visit.conversation = 'none';
  visit.heldMs = 0;
  visit.talkEnd = null;
  visit.wrapUpMs = 0;
}

/** The end of a talk was not reported: the death of its source, a list that shows its agent free, or the time no call lasts. */
function talkLostAt(state: QueueState, visit: Visit): number {
  const { call, queue, agent, enteredAt } = visit;
  const outcomeAt = outcomeAtOf(visit);
  const toldLostAt = toldLostAtOf(visit);
  const restart = firstAfter(call.source.restarts, outcomeAt);
  const told = toldLostAt !== UNTOLD && toldLostAt >= outcomeAt ? toldLostAt : UNTOLD;
  const listedFree = agent === null || agent.freeAt.size === 0 ? undefined : agent.freeAt.get(queue.name);
  const free = listedFree === undefined ? UNTOLD : firstAfter(listedFree, outcomeAt + CROSSING_MS);
  return Math.min(restart, told, free, Math.max(overdueAt(state, enteredAt), outcomeAt));
}

function overdueAt(state: QueueState, enteredAt: number): number {
  const due = dueForLoss(enteredAt);
  return isReached(state, due) ? due * LEDGER_INTERVAL_MS : UNTOLD;
}

function isOpen(conversation: Conversation): boolean {
  return conversation === 'talking' || conversation === 'onHold';
}
