import type { AgentChange } from '../state/agent-timeline.ts';
import type { AgentTime } from '../state/agent-time.ts';
import type { ToldAnswer, ToldCompletion, ToldEnd, ToldFlowOut } from '../state/call-state.ts';
import type { IntervalTotals } from '../state/interval-totals.ts';
import type { AgentName, CallerHash, CallId, QueueName, SourceId } from '../events/call-event.ts';

/** Changes with every change of the record's shape; a record of another version is not read, the log is. */
export const STATE_RECORD_VERSION = 4;

/** A queue state as plain data, for a checkpoint. Infinite instants are `null`. */
export interface StateRecord {
  readonly version: number;
  readonly clock: number | null;
  readonly rulesSince: number | null;
  readonly events: number;
  readonly refused: number;
  readonly repairs: Readonly<Record<string, number>>;
  /** What is still to be marked for a recount from the log. */
  readonly touched: readonly number[];
  readonly strangers: readonly (readonly [source: SourceId, call: CallId])[];
  readonly agentTime: readonly (readonly [number, AgentTime])[];
  readonly sources: readonly SourceRow[];
  readonly cities: readonly CityRow[];
}

interface CityRow {
  readonly id: string;
  readonly sums: LedgerRows;
}

export type LedgerRows = readonly (readonly [number, IntervalTotals])[];

export interface SourceRow {
  readonly id: SourceId;
  readonly restarts: readonly number[];
  readonly wrapUpsToldFrom: number | 'never' | 'always';
  readonly queues: readonly {
    readonly name: QueueName;
    readonly listed: boolean;
    readonly listings: readonly (readonly [
      at: number,
      waiting: readonly CallId[],
      members: readonly AgentName[],
    ])[];
    readonly sums: LedgerRows;
  }[];
  readonly calls: readonly CallRow[];
  readonly agents: readonly AgentRow[];
}

export interface CallRow {
  readonly id: CallId;
  readonly caller: CallerHash | null;
  readonly callerBefore: CallerHash | null;
  readonly callerToldAt: number | null;
  readonly classifiedAt: number | null;
  readonly solved: boolean | null;
  readonly wrongNumber: boolean;
  readonly asked: boolean;
  readonly markedAt: number | null;
  readonly mark: number;
  readonly visits: readonly VisitRow[];
  readonly unseen: readonly VisitRow[] | null;
}

/** What was reported about a visit (`VisitFacts`), agents by their names. */
export interface VisitRow {
  readonly queue: QueueName;
  readonly number: number;
  readonly toldEntry: number | null;
  readonly answer: Named<ToldAnswer> | null;
  readonly abandonment: ToldEnd | null;
  readonly flowOut: ToldFlowOut | null;
  readonly toldLostAt: number | null;
  readonly completion: Named<ToldCompletion> | null;
  readonly rungAt: number | null;
  readonly held: readonly number[] | null;
  readonly resumed: readonly number[] | null;
}

type Named<T> = Omit<T, 'agent'> & { readonly agent: AgentName };

export type VisitName = readonly [CallId, QueueName, number];

export interface AgentRow {
  readonly name: AgentName;
  readonly memberships: readonly (readonly [QueueName, boolean, boolean, number | null])[];
  readonly reachable: boolean;
  readonly reachableToldAt: number | null;
  readonly ringing: readonly VisitName[];
  readonly wrapUpEnds: readonly number[];
  readonly departures: readonly number[];
  readonly freeAt: readonly (readonly [QueueName, readonly number[]])[];
  readonly changes: readonly AgentChange[];
  readonly before: {
    readonly at: number | null;
    readonly queues: readonly (readonly [QueueName, boolean])[];
    readonly reachable: boolean;
  };
}

/** We wrote it ourselves, so its version is proof enough. */
export function isStateRecord(value: unknown): value is StateRecord {
  return (
    typeof value === 'object' &&
    value !== null &&
    'version' in value &&
    value.version === STATE_RECORD_VERSION
  );
}
