import { agentOf, type AgentRecord } from '../queue/agent-state.ts';
import type { CallRecord } from '../queue/call-state.ts';
import { putInCall, putInVisit, settleHome } from '../queue/count-calls.ts';
import type { CountingRules } from '../queue/counting-rules.ts';
import { LEDGER_INTERVAL_MS, totalsAt, type IntervalLedger } from '../queue/interval-ledger.ts';
import {
  newQueueState,
  queueOf,
  sourceOf,
  type QueueState,
  type SourceRecord,
} from '../queue/queue-state.ts';
import { REPAIR_KINDS } from '../queue/repairs.ts';
import { findVisit, newVisit, setEntry } from '../queue/visits.ts';
import type { AgentRow, CallRow, LedgerRows, SourceRow, StateRecord, VisitName } from './state-record.ts';

/**
 * The state that a record describes, under `rules`.
 *
 * @param recountFrom an interval's start: calls that entered from then on are counted anew by `rules`, sums before it
 *   stay as they were. `Infinity` where the rules are those of the record. This is how a new city or contract takes hold
 *   while the centre runs, and why it never changes the figures of days before.
 */
export function restoreState(record: StateRecord, rules: CountingRules, recountFrom: number): QueueState {
  const state = newQueueState(rules);
  state.clock = record.clock ?? Number.NEGATIVE_INFINITY;
  state.events = record.events;
  state.refused = record.refused;
  for (const kind of REPAIR_KINDS) state.repairs[kind] = record.repairs[kind] ?? 0;
  for (const [interval, time] of record.agentTime) state.agentTime.set(interval, time);
  for (const row of record.sources) restoreSums(state, row, recountFrom);
  for (const { id, sums } of record.cities) {
    const city = state.cities.get(id);
    if (city !== undefined) keepSums(city.ledger, sums, recountFrom);
  }
  for (const row of record.sources) restoreSource(state, row, recountFrom);
  for (const [sourceId, callId, dueAt] of record.reviews) {
    const call = state.sources.get(sourceId)?.calls.get(callId);
    if (call === undefined) continue;
    state.reviews.calls.push(call);
    state.reviews.dueAt.push(dueAt);
  }
  for (const { id, lastCalls } of record.cities) {
    for (const [caller, sourceId, callId] of lastCalls) {
      const call = state.sources.get(sourceId)?.calls.get(callId);
      if (call !== undefined) state.cities.get(id)?.lastCalls.set(caller, call);
    }
  }
  return state;
}

/** Queues in the order in which they were heard of, with their sums up to `recountFrom`. */
function restoreSums(state: QueueState, row: SourceRow, recountFrom: number): void {
  const source = sourceOf(state, row.id);
  for (const { name, listed, sums } of row.queues) {
    const queue = queueOf(state, source, name);
    queue.listed = listed;
    keepSums(queue.ledger, sums, recountFrom);
    for (const [interval, { refused }] of sums) {
      const at = interval * LEDGER_INTERVAL_MS;
      if (at < recountFrom || refused === 0) continue;
      totalsAt(queue.ledger, at, state.rules.keepMs).refused += refused;
      if (queue.city !== null) totalsAt(queue.city.ledger, at, state.rules.keepMs).refused += refused;
    }
  }
}

function keepSums(ledger: IntervalLedger, sums: LedgerRows, recountFrom: number): void {
  for (const [interval, totals] of sums) {
    if (interval * LEDGER_INTERVAL_MS >= recountFrom) continue;
    ledger.intervals.set(interval, totals);
    ledger.newest = Math.max(ledger.newest, interval);
  }
}

function restoreSource(state: QueueState, row: SourceRow, recountFrom: number): void {
  const source = sourceOf(state, row.id);
  source.restartedAt = row.restartedAt ?? Number.NEGATIVE_INFINITY;
  source.tellsWrapUp = row.tellsWrapUp;
  for (const { name } of row.agents) agentOf(source, name);
  for (const call of row.calls) restoreCall(state, source, call, recountFrom);
  for (const agent of row.agents) restoreAgent(source, agent);
}

function restoreCall(state: QueueState, source: SourceRecord, row: CallRow, recountFrom: number): void {
  const call: CallRecord = {
    id: row.id,
    source,
    visits: [],
    caller: row.caller,
    home: null,
    homeTotals: null,
    solvedAtFirstContact: row.solved,
    wrongNumber: row.wrongNumber,
    repeated: row.repeated,
    asked: row.asked,
    mark: row.mark,
  };
  for (const { queue, agent, ...fields } of row.visits) {
    const visit = newVisit(call, queueOf(state, source, queue), fields.number, fields.enteredTold);
    Object.assign(visit, fields, { agent: agent === null ? null : agentOf(source, agent) });
    setEntry(state, visit, fields.enteredAt);
    call.visits.push(visit);
  }
  source.calls.set(row.id, call);
  recount(call, recountFrom);
}

/** Counts what lies in sums that were not kept; the rest is only put on the waiting lists. */
function recount(call: CallRecord, recountFrom: number): void {
  settleHome(call);
  for (const visit of call.visits) {
    if (visit.enteredAt >= recountFrom) putInVisit(visit);
    else if (visit.outcome === 'waiting') visit.queue.waiting.add(visit);
  }
  const first = call.visits[0];
  const last = call.visits.at(-1);
  if (first !== undefined && first.enteredAt >= recountFrom) putInCall(call);
  else if (last?.outcome === 'waiting') call.home?.waiting.add(last);
}

function restoreAgent(source: SourceRecord, row: AgentRow): void {
  const agent: AgentRecord = agentOf(source, row.name);
  for (const [queue, signedIn, paused, toldAt] of row.memberships)
    agent.memberships.set(queue, { signedIn, paused, toldAt: toldAt ?? Number.NEGATIVE_INFINITY });
  agent.reachable = row.reachable;
  agent.reachableToldAt = row.reachableToldAt ?? Number.NEGATIVE_INFINITY;
  agent.accruedTo = row.accruedTo ?? Number.NEGATIVE_INFINITY;
  agent.wrapUpUntil = wrapUpUntil(row.wrapUp);
  const visitOf = ([call, queue, number]: VisitName) => findVisit(source, call, queue, number);
  agent.lastLeg = row.lastLeg === null ? null : (visitOf(row.lastLeg) ?? null);
  for (const name of row.ringing) {
    const visit = visitOf(name);
    if (visit !== undefined) agent.ringing.add(visit);
  }
  for (const name of row.conversations) {
    const visit = visitOf(name);
    if (visit !== undefined) agent.conversations.add(visit);
  }
}

function wrapUpUntil(wrapUp: AgentRow['wrapUp']): number {
  if (wrapUp === 'none') return Number.NEGATIVE_INFINITY;
  return wrapUp === 'untold' ? Number.POSITIVE_INFINITY : wrapUp;
}
