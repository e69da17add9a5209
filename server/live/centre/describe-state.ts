import type { AgentRecord } from '../state/agent-state.ts';
import { bookAgentTime } from '../state/book-agent-time.ts';
import {
  toldLostAtOf,
  type CallRecord,
  type ToldAnswer,
  type ToldCompletion,
  type Visit,
} from '../state/call-state.ts';
import type { IntervalLedger } from '../state/interval-ledger.ts';
import { settleLongestWaits } from '../state/longest-waits.ts';
import type { QueueState, SourceRecord } from '../state/queue-state.ts';
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

/**
 * A queue state as plain data, from which `restoreState` makes the same state again: what was reported, and the sums. What
 * follows from what was reported is not in it. Shares sums with `state`.
 */
export function describeState(state: QueueState): StateRecord {
  bookAgentTime(state);
  settleLongestWaits(state);
  return {
    version: STATE_RECORD_VERSION,
    clock: finite(state.clock),
    rulesSince: finite(state.rulesSince),
    events: state.events,
    refused: state.refused,
    repairs: state.repairs,
    touched: [...state.touched],
    strangers: [...state.strangers].map(({ source, id }) => [source.id, id]),
    agentTime: [...state.agentTime],
    sources: [...state.sources.values()].map(describeSource),
    cities: [...state.cities].map(([id, { ledger }]) => ({ id, sums: rowsOf(ledger) })),
  };
}

function describeSource(source: SourceRecord): SourceRow {
  return {
    id: source.id,
    restarts: source.restarts,
    wrapUpsToldFrom: toldFrom(source.wrapUpsToldFrom),
    queues: [...source.queues.values()].map(({ name, listed, listings, ledger }) => ({
      name,
      listed,
      listings: listings.map(({ at, waiting, members }) => [at, [...waiting], [...members]]),
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
    callerBefore: call.callerBefore,
    callerToldAt: finite(call.callerToldAt),
    classifiedAt: finite(call.classifiedAt),
    solved: call.solvedAtFirstContact,
    wrongNumber: call.wrongNumber,
    asked: call.satisfaction?.asked ?? false,
    markedAt: call.satisfaction === null ? null : finite(call.satisfaction.markedAt),
    mark: call.satisfaction?.mark ?? 0,
    visits: call.visits.map(describeVisit),
    unseen: call.unseen === null ? null : call.unseen.map(describeVisit),
  };
}

function describeVisit(visit: Visit): VisitRow {
  return {
    queue: visit.queue.name,
    number: visit.number,
    toldEntry: finite(visit.toldEntry),
    answer: visit.answer === null ? null : named<ToldAnswer>(visit.answer),
    abandonment: visit.abandonment,
    flowOut: visit.flowOut,
    toldLostAt: finite(toldLostAtOf(visit)),
    completion: visit.completion === null ? null : named<ToldCompletion>(visit.completion),
    rungAt: visit.seldom === null ? null : finite(visit.seldom.rungAt),
    held: visit.seldom?.held ?? null,
    resumed: visit.seldom?.resumed ?? null,
  };
}

function named<T extends { readonly agent: AgentRecord }>(told: T) {
  return { ...told, agent: told.agent.name };
}

function describeAgent(agent: AgentRecord): AgentRow {
  return {
    name: agent.name,
    memberships: [...agent.memberships].map(
      ([queue, { signedIn, paused, toldAt }]) => [queue, signedIn, paused, finite(toldAt)] as const,
    ),
    reachable: agent.reachable,
    reachableToldAt: finite(agent.reachableToldAt),
    ringing: [...agent.ringing].filter(({ outcome }) => outcome === 'waiting').map(nameOf),
    wrapUpEnds: agent.wrapUpEnds,
    departures: agent.departures,
    freeAt: [...agent.freeAt],
    changes: agent.changes,
    before: {
      at: finite(agent.before.at),
      queues: [...agent.before.queues],
      reachable: agent.before.reachable,
    },
  };
}

function nameOf(visit: Visit): VisitName {
  return [visit.call.id, visit.queue.name, visit.number];
}

function toldFrom(at: number): SourceRow['wrapUpsToldFrom'] {
  if (at === Number.POSITIVE_INFINITY) return 'never';
  return at === Number.NEGATIVE_INFINITY ? 'always' : at;
}

function finite(instant: number): number | null {
  return Number.isFinite(instant) ? instant : null;
}
