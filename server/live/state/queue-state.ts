import type { AgentName, CallerHash, CallId, QueueName, SourceId } from '../events/call-event.ts';
import type { AgentRecord } from './agent-state.ts';
import type { AgentTime } from './agent-time.ts';
import type { CallRecord, Visit } from './call-state.ts';
import type { CityRules, CountingRules } from './counting-rules.ts';
import { LEDGER_INTERVAL_MS, newLedger, type IntervalLedger } from './interval-ledger.ts';
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
  /** Agents of whom something was reported since their time was booked last. */
  readonly unbooked: Set<AgentRecord>;
  /** Interval at which everybody's time was booked. */
  bookedTo: number;
  /** Calls to be looked at again once the clock reaches an interval: to be forgotten, or taken as lost if still open. */
  readonly reviews: Map<number, CallRecord[]>;
  /** Interval up to which calls were looked at. */
  reviewedTo: number;
  /** Hours since 1970 around which the figures are to be counted from the log: what was reported about them came too late. */
  readonly touched: Set<number>;
  /** Calls whose entry is not known here: the log may know an earlier one. */
  readonly strangers: Set<CallRecord>;
  readonly repairs: Repairs;
  /** Sums before this instant were counted by other rules: they belong to the log. */
  rulesSince: number;
  /** Newest instant that was reported. */
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
  /** Instants at which it lost all its calls, in order of time. */
  readonly restarts: number[];
  /** Since when it reports the ends of wrap-ups, so that they may be waited for; `Infinity`: it does not. */
  wrapUpsToldFrom: number;
  /** Wrap-up where it reports none (`CountingRules.wrapUpMs`). */
  readonly wrapUpRuleMs: number | null;
}

export interface QueueRecord {
  readonly name: QueueName;
  /** `null`: no city knows this queue. */
  readonly city: CityRecord | null;
  readonly ledger: IntervalLedger;
  readonly waiting: Set<Visit>;
  /** It has been listed once: what a later list adds or takes away is a repair. */
  listed: boolean;
  /** Who waited and who was a member when, as its source listed it; in order of time. */
  readonly listings: Listing[];
}

export interface Listing {
  readonly at: number;
  readonly waiting: ReadonlySet<CallId>;
  readonly members: ReadonlySet<AgentName>;
}

export interface CityRecord {
  readonly rules: CityRules;
  readonly ledger: IntervalLedger;
  /** Last visits of the callers of this city who wait now, in whichever queue. */
  readonly waiting: Set<Visit>;
  /**
   * The calls of each caller to this city, in order of entry, for repeat calls. Most callers call once, and tens of
   * thousands of lists of one would be copied by every collection of garbage: a single call stands there itself.
   */
  readonly callers: Map<CallerHash, CallRecord | CallRecord[]>;
}

export function newQueueState(rules: CountingRules): QueueState {
  const touched = new Set<number>();
  return {
    rules,
    sources: new Map(),
    cities: new Map(rules.cities.map((city) => [city.id, newCity(city, touched)])),
    agentTime: new Map(),
    unbooked: new Set(),
    bookedTo: Number.NEGATIVE_INFINITY,
    reviews: new Map(),
    reviewedTo: Number.NEGATIVE_INFINITY,
    rulesSince: Number.NEGATIVE_INFINITY,
    touched,
    strangers: new Set(),
    repairs: noRepairs(),
    clock: Number.NEGATIVE_INFINITY,
    events: 0,
    refused: 0,
  };
}

/** Calls that entered before this instant are forgotten. */
export function rememberedFrom({ reviewedTo, rules }: QueueState): number {
  return reviewedTo * LEDGER_INTERVAL_MS - rules.rememberMs;
}

/** The sums of intervals from this instant on are known here; those before it belong to the log. */
export function ownedFrom({ reviewedTo, rules }: QueueState): number {
  return reviewedTo * LEDGER_INTERVAL_MS - rules.ownMs;
}

/** The sums of intervals from this instant on may be stored as they are here. */
export function storableFrom(state: QueueState): number {
  return Math.max(ownedFrom(state), state.rulesSince);
}

export function sourceOf(state: QueueState, id: SourceId): SourceRecord {
  const known = state.sources.get(id);
  if (known !== undefined) return known;
  const fresh: SourceRecord = {
    id,
    calls: new Map(),
    queues: new Map(),
    agents: new Map(),
    restarts: [],
    wrapUpsToldFrom: Number.POSITIVE_INFINITY,
    wrapUpRuleMs: state.rules.wrapUpMs(id),
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
    ledger: newLedger(state.touched),
    waiting: new Set(),
    listed: false,
    listings: [],
  };
  source.queues.set(name, fresh);
  return fresh;
}

function cityOf(state: QueueState, rules: CityRules): CityRecord {
  const known = state.cities.get(rules.id);
  if (known !== undefined) return known;
  const fresh = newCity(rules, state.touched);
  state.cities.set(rules.id, fresh);
  return fresh;
}

function newCity(rules: CityRules, touched: Set<number>): CityRecord {
  return { rules, ledger: newLedger(touched), waiting: new Set(), callers: new Map() };
}

/**
 * The agent's time is to be booked anew.
 *
 * @param from the first instant at which what the agent did may be another than was known
 */
export function agentChanged(state: QueueState, agent: AgentRecord, from: number): void {
  if (from >= agent.changedFrom) return;
  agent.changedFrom = from;
  state.unbooked.add(agent);
}
