import type { AgentRecord } from '../queue/agent-state.ts';
import type { CallRecord, Visit } from '../queue/call-state.ts';
import type { IntervalLedger } from '../queue/interval-ledger.ts';
import type { QueueState, SourceRecord } from '../queue/queue-state.ts';
import {
  STATE_RECORD_VERSION,
  type AgentRow,
  type CallRow,
  type LedgerRows,
  type SourceRow,
  type StateRecord,
  type VisitName,
  type VisitRow,
} from './state-record.ts';

/** A queue state as plain data, from which `restoreState` makes the same state again. Shares sums with `state`. */
export function describeState(state: QueueState): StateRecord {
  const { calls, dueAt, head } = state.reviews;
  return {
    version: STATE_RECORD_VERSION,
    clock: finite(state.clock),
    events: state.events,
    refused: state.refused,
    repairs: state.repairs,
    agentTime: [...state.agentTime],
    sources: [...state.sources.values()].map(describeSource),
    cities: [...state.cities].map(([id, { ledger, lastCalls }]) => ({
      id,
      sums: rowsOf(ledger),
      lastCalls: [...lastCalls].map(([caller, call]) => [caller, call.source.id, call.id] as const),
    })),
    reviews: calls
      .slice(head)
      .map((call, index) => [call.source.id, call.id, dueAt[head + index] ?? 0] as const),
  };
}

function describeSource(source: SourceRecord): SourceRow {
  return {
    id: source.id,
    restartedAt: finite(source.restartedAt),
    tellsWrapUp: source.tellsWrapUp,
    queues: [...source.queues.values()].map(({ name, listed, ledger }) => ({
      name,
      listed,
      sums: rowsOf(ledger),
    })),
    calls: [...source.calls.values()].map(describeCall),
    agents: [...source.agents.values()].map(describeAgent),
  };
}

function rowsOf(ledger: IntervalLedger): LedgerRows {
  return [...ledger.intervals];
}

function describeCall(call: CallRecord): CallRow {
  return {
    id: call.id,
    caller: call.caller,
    solved: call.solvedAtFirstContact,
    wrongNumber: call.wrongNumber,
    repeated: call.repeated,
    asked: call.asked,
    mark: call.mark,
    visits: call.visits.map(describeVisit),
  };
}

function describeVisit(visit: Visit): VisitRow {
  return {
    queue: visit.queue.name,
    number: visit.number,
    enteredAt: visit.enteredAt,
    enteredTold: visit.enteredTold,
    outcome: visit.outcome,
    outcomeAt: visit.outcomeAt,
    outcomeTold: visit.outcomeTold,
    toldWaitMs: visit.toldWaitMs,
    reason: visit.reason,
    agent: visit.agent?.name ?? null,
    conversation: visit.conversation,
    heldSince: visit.heldSince,
    heldMs: visit.heldMs,
    completedAt: visit.completedAt,
    toldTalkMs: visit.toldTalkMs,
    toldHoldMs: visit.toldHoldMs,
    wrapUpMs: visit.wrapUpMs,
    endedBy: visit.endedBy,
  };
}

function describeAgent(agent: AgentRecord): AgentRow {
  return {
    name: agent.name,
    memberships: [...agent.memberships].map(
      ([queue, { signedIn, paused, toldAt }]) => [queue, signedIn, paused, finite(toldAt)] as const,
    ),
    reachable: agent.reachable,
    reachableToldAt: finite(agent.reachableToldAt),
    ringing: [...agent.ringing].map(nameOf),
    conversations: [...agent.conversations].map(nameOf),
    wrapUp: describeWrapUp(agent.wrapUpUntil),
    lastLeg: agent.lastLeg === null ? null : nameOf(agent.lastLeg),
    accruedTo: finite(agent.accruedTo),
  };
}

function describeWrapUp(until: number): AgentRow['wrapUp'] {
  if (until === Number.POSITIVE_INFINITY) return 'untold';
  return until === Number.NEGATIVE_INFINITY ? 'none' : until;
}

function nameOf(visit: Visit): VisitName {
  return [visit.call.id, visit.queue.name, visit.number];
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}
