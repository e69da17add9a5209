import type { AgentName, CallerHash, CallId, QueueName, SourceId } from '../telephony/call-event.ts';
import type { AgentRecord } from './agent-state.ts';
import type { AgentTime } from './agent-time.ts';
import type { CallRecord, Visit } from './call-state.ts';
import type { CityRules, CountingRules } from './counting-rules.ts';
import { newLedger, type IntervalLedger } from './interval-ledger.ts';
import { noRepairs, type Repairs } from './repairs.ts';

/**
 * What is known of the centre's queues, calls and agents after the events so far.
 *
 * Owned by whoever calls `applyEvent`, which writes it in place; everybody else reads it between two events and keeps
 * no reference into it.
 */
export interface QueueState {
  readonly rules: CountingRules;
  readonly sources: Map<SourceId, SourceRecord>;
  readonly cities: Map<string, CityRecord>;
  /** Time of all agents by state and interval, for occupancy and the ready time of the bill. */
  readonly agentTime: Map<number, AgentTime>;
  /** Calls in the order in which they are looked at again: to be forgotten, or taken as lost if still open. */
  readonly reviews: Reviews;
  readonly repairs: Repairs;
  /** Newest instant that was told. */
  clock: number;
  events: number;
  /** Callers turned away at the door, in whichever queue. */
  refused: number;
}

/** A telephone system: its calls, queues and agents carry names that are unique only within it. */
export interface SourceRecord {
  readonly id: SourceId;
  readonly calls: Map<CallId, CallRecord>;
  readonly queues: Map<QueueName, QueueRecord>;
  readonly agents: Map<AgentName, AgentRecord>;
  restartedAt: number;
  /** It has told the end of a wrap-up, so ends may be waited for. */
  tellsWrapUp: boolean;
}

export interface QueueRecord {
  readonly name: QueueName;
  /** `null`: no city knows this queue. */
  readonly city: CityRecord | null;
  readonly ledger: IntervalLedger;
  readonly waiting: Set<Visit>;
  /** It has been listed once: what a later list adds or takes away is a repair. */
  listed: boolean;
}

export interface CityRecord {
  readonly rules: CityRules;
  readonly ledger: IntervalLedger;
  /** Last visits of the callers of this city who wait now, in whichever queue. */
  readonly waiting: Set<Visit>;
  /** Last call of each caller to this city, for repeat calls. */
  readonly lastCalls: Map<CallerHash, CallRecord>;
}

/** First in, first out, without moving the rest on every take. */
export interface Reviews {
  calls: CallRecord[];
  dueAt: number[];
  head: number;
}

export function newQueueState(rules: CountingRules): QueueState {
  return {
    rules,
    sources: new Map(),
    cities: new Map(rules.cities.map((city) => [city.id, newCity(city)])),
    agentTime: new Map(),
    reviews: { calls: [], dueAt: [], head: 0 },
    repairs: noRepairs(),
    clock: Number.NEGATIVE_INFINITY,
    events: 0,
    refused: 0,
  };
}

export function sourceOf(state: QueueState, id: SourceId): SourceRecord {
  const known = state.sources.get(id);
  if (known !== undefined) return known;
  const fresh: SourceRecord = {
    id,
    calls: new Map(),
    queues: new Map(),
    agents: new Map(),
    restartedAt: Number.NEGATIVE_INFINITY,
    tellsWrapUp: false,
  };
  state.sources.set(id, fresh);
  return fresh;
}

export function queueOf(state: QueueState, source: SourceRecord, name: QueueName): QueueRecord {
  const known = source.queues.get(name);
  if (known !== undefined) return known;
  const city = state.rules.cityOf(source.id, name);
  const fresh: QueueRecord = {
    name,
    city: city === null ? null : cityOf(state, city),
    ledger: newLedger(),
    waiting: new Set(),
    listed: false,
  };
  source.queues.set(name, fresh);
  return fresh;
}

function cityOf(state: QueueState, rules: CityRules): CityRecord {
  const known = state.cities.get(rules.id);
  if (known !== undefined) return known;
  const fresh = newCity(rules);
  state.cities.set(rules.id, fresh);
  return fresh;
}

function newCity(rules: CityRules): CityRecord {
  return { rules, ledger: newLedger(), waiting: new Set(), lastCalls: new Map() };
}
