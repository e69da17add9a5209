import { agentOf, type AgentRecord } from '../state/agent-state.ts';
import { timeOf } from '../state/agent-timeline.ts';
import { UNTOLD, type CallRecord, type SeldomFacts, type Visit } from '../state/call-state.ts';
import { putInWhole } from '../state/count-calls.ts';
import type { CountingRules } from '../state/counting-rules.ts';
import { LEDGER_INTERVAL_MS, totalsAt, type IntervalLedger } from '../state/interval-ledger.ts';
import { TOTAL_NAMES } from '../state/interval-totals.ts';
import {
  newQueueState,
  ownedFrom,
  queueOf,
  sourceOf,
  type QueueState,
  type SourceRecord,
} from '../state/queue-state.ts';
import { REPAIR_KINDS } from '../state/repairs.ts';
import { settleCall } from '../state/settle-call.ts';
import { scheduleForgetting } from '../state/reviews.ts';
import { findVisit, newCall, newVisit } from '../state/visits.ts';
import type { AgentRow, CallRow, LedgerRows, SourceRow, StateRecord, VisitRow } from './state-record.ts';

/**
 * The state that a record describes, under `rules`. What was reported is taken over and everything else follows from it anew.
 *
 * @param recountFrom an interval's start: calls that entered from then on are counted anew by `rules`, sums before it
 *   stay as they were. `Infinity` where the rules are those of the record. This is how a new city or contract takes hold
 *   while the centre runs, and why it never changes the figures of days before.
 */
export function restoreState(record: StateRecord, rules: CountingRules, recountFrom: number): QueueState {
  const state = newQueueState(rules);
  state.clock = record.clock ?? Number.NEGATIVE_INFINITY;
  state.reviewedTo = Math.floor(state.clock / LEDGER_INTERVAL_MS);
  state.bookedTo = state.reviewedTo;
  state.rulesSince = record.rulesSince ?? Number.NEGATIVE_INFINITY;
  if (Number.isFinite(recountFrom)) state.rulesSince = Math.max(state.rulesSince, recountFrom);
  for (const row of record.sources) restoreSource(state, row);
  restoreSums(state, record, recountFrom);
  for (const [interval, time] of record.agentTime) state.agentTime.set(interval, { ...time });
  state.unbooked.clear();
  for (const source of state.sources.values())
    for (const agent of source.agents.values()) noteBooked(state, agent);
  state.touched.clear();
  for (const hour of record.touched) state.touched.add(hour);
  for (const [source, call] of record.strangers) {
    const known = state.sources.get(source)?.calls.get(call);
    if (known !== undefined) state.strangers.add(known);
  }
  state.events = record.events;
  state.refused = record.refused;
  for (const kind of REPAIR_KINDS) state.repairs[kind] = record.repairs[kind] ?? 0;
  return state;
}

/** What was booked of an agent when the record was made: everything was. */
function noteBooked(state: QueueState, agent: AgentRecord): void {
  const oldest = Math.floor(ownedFrom(state) / LEDGER_INTERVAL_MS);
  const { time, toldTo } = timeOf(agent, ownedFrom(state));
  agent.booked = new Map([...time].filter(([interval]) => interval >= oldest));
  agent.bookedTo = toldTo;
  agent.changedFrom = Number.POSITIVE_INFINITY;
}

/** Sums before `recountFrom` are those of the record; of the others only who was turned away is taken over. */
function restoreSums(state: QueueState, record: StateRecord, recountFrom: number): void {
  for (const row of record.sources)
    for (const { name, sums } of row.queues) {
      const { ledger, city } = queueOf(state, sourceOf(state, row.id), name);
      keepSums(ledger, sums, recountFrom);
      for (const [interval, { refused }] of sums) {
        const at = interval * LEDGER_INTERVAL_MS;
        if (at < recountFrom || refused === 0) continue;
        totalsAt(ledger, at, state.rules.keepMs).refused += refused;
        if (city !== null) totalsAt(city.ledger, at, state.rules.keepMs).refused += refused;
      }
    }
  for (const { id, sums } of record.cities) {
    const city = state.cities.get(id);
    if (city !== undefined) keepSums(city.ledger, sums, recountFrom);
  }
}

/** Writes into the very sums that the calls refer to. */
function keepSums(ledger: IntervalLedger, sums: LedgerRows, recountFrom: number): void {
  for (const [interval, kept] of sums) {
    if (interval * LEDGER_INTERVAL_MS >= recountFrom) continue;
    const totals = totalsAt(ledger, interval * LEDGER_INTERVAL_MS, Number.POSITIVE_INFINITY);
    for (const name of TOTAL_NAMES) totals[name] = kept[name];
    totals.answeredByWait.splice(0, totals.answeredByWait.length, ...kept.answeredByWait);
    totals.changed = kept.changed;
    totals.longestIsGone = kept.longestIsGone;
  }
}

/** Facts first, then the calls: they follow from the facts. */
function restoreSource(state: QueueState, row: SourceRow): void {
  const source = sourceOf(state, row.id);
  source.restarts.push(...row.restarts);
  if (row.wrapUpsToldFrom === 'always') source.wrapUpsToldFrom = Number.NEGATIVE_INFINITY;
  else if (row.wrapUpsToldFrom !== 'never') source.wrapUpsToldFrom = row.wrapUpsToldFrom;
  for (const { name, listed, listings } of row.queues) {
    const queue = queueOf(state, source, name);
    queue.listed = listed;
    for (const [at, waiting, members] of listings)
      queue.listings.push({ at, waiting: new Set(waiting), members: new Set(members) });
  }
  for (const agent of row.agents) restoreAgent(source, agent);
  for (const call of row.calls) restoreCall(state, source, call);
  for (const agent of row.agents) restoreRinging(source, agent);
}

function restoreCall(state: QueueState, source: SourceRecord, row: CallRow): void {
  const call = newCall(source, row.id);
  call.caller = row.caller;
  call.callerBefore = row.callerBefore;
  call.callerToldAt = row.callerToldAt ?? UNTOLD;
  call.classifiedAt = row.classifiedAt ?? Number.NEGATIVE_INFINITY;
  call.solvedAtFirstContact = row.solved;
  call.wrongNumber = row.wrongNumber;
  if (row.asked || row.markedAt !== null)
    call.satisfaction = {
      asked: row.asked,
      markedAt: row.markedAt ?? Number.NEGATIVE_INFINITY,
      mark: row.mark,
    };
  call.visits = row.visits.map((visit) => restoreVisit(state, call, visit));
  call.unseen = row.unseen === null ? null : row.unseen.map((visit) => restoreVisit(state, call, visit));
  source.calls.set(row.id, call);
  if (call.visits.length === 0) scheduleForgetting(state, call, state.clock);
  settleCall(state, call);
  putInWhole(call);
}

function restoreVisit(state: QueueState, call: CallRecord, row: VisitRow): Visit {
  const { source } = call;
  const visit = newVisit(call, queueOf(state, source, row.queue), row.number);
  visit.toldEntry = row.toldEntry ?? UNTOLD;
  visit.answer = row.answer === null ? null : { ...row.answer, agent: agentOf(source, row.answer.agent) };
  visit.abandonment = row.abandonment;
  visit.flowOut = row.flowOut;
  visit.completion =
    row.completion === null ? null : { ...row.completion, agent: agentOf(source, row.completion.agent) };
  visit.seldom = seldomOf(row);
  return visit;
}

function seldomOf({ toldLostAt, rungAt, held, resumed }: VisitRow): SeldomFacts | null {
  if (toldLostAt === null && rungAt === null && held === null && resumed === null) return null;
  return {
    lostAt: toldLostAt ?? UNTOLD,
    rungAt: rungAt ?? UNTOLD,
    held: [...(held ?? [])],
    resumed: [...(resumed ?? [])],
  };
}

function restoreAgent(source: SourceRecord, row: AgentRow): void {
  const agent = agentOf(source, row.name);
  for (const [queue, signedIn, paused, toldAt] of row.memberships)
    agent.memberships.set(queue, { signedIn, paused, toldAt: toldAt ?? Number.NEGATIVE_INFINITY });
  agent.reachable = row.reachable;
  agent.reachableToldAt = row.reachableToldAt ?? Number.NEGATIVE_INFINITY;
  agent.wrapUpEnds.push(...row.wrapUpEnds);
  agent.departures.push(...row.departures);
  for (const [queue, at] of row.freeAt) agent.freeAt.set(queue, [...at]);
  agent.changes.push(...row.changes);
  agent.before.at = row.before.at ?? Number.NEGATIVE_INFINITY;
  agent.before.reachable = row.before.reachable;
  for (const [queue, paused] of row.before.queues) agent.before.queues.set(queue, paused);
}

function restoreRinging(source: SourceRecord, row: AgentRow): void {
  for (const [call, queue, number] of row.ringing) {
    const known = source.calls.get(call);
    const visit = known === undefined ? undefined : findVisit(known, queue, number);
    if (visit !== undefined) agentOf(source, row.name).ringing.add(visit);
  }
}
