import type { AgentTime } from '../queue/agent-time.ts';
import type { Conversation, VisitOutcome } from '../queue/call-state.ts';
import type { IntervalTotals } from '../queue/interval-totals.ts';
import type {
  AgentName,
  CallEnd,
  CallerHash,
  CallId,
  FlowOutReason,
  QueueName,
  SourceId,
} from '../telephony/call-event.ts';

/** Changes with every change of the record's shape; a record of another version is not read, the log is. */
export const STATE_RECORD_VERSION = 3;

/** A queue state as plain data, for a checkpoint. Infinite instants are `null`. */
export interface StateRecord {
  readonly version: number;
  readonly clock: number | null;
  readonly events: number;
  readonly refused: number;
  readonly repairs: Readonly<Record<string, number>>;
  readonly agentTime: readonly (readonly [number, AgentTime])[];
  readonly sources: readonly SourceRow[];
  readonly cities: readonly CityRow[];
  /** Calls under review, by source and id. */
  readonly reviews: readonly (readonly [source: SourceId, call: CallId, dueAt: number])[];
}

export interface CityRow {
  readonly id: string;
  readonly sums: LedgerRows;
  readonly lastCalls: readonly (readonly [caller: CallerHash, source: SourceId, call: CallId])[];
}

export type LedgerRows = readonly (readonly [number, IntervalTotals])[];

export interface SourceRow {
  readonly id: SourceId;
  readonly restartedAt: number | null;
  readonly tellsWrapUp: boolean;
  readonly queues: readonly {
    readonly name: QueueName;
    readonly listed: boolean;
    readonly sums: LedgerRows;
  }[];
  readonly calls: readonly CallRow[];
  readonly agents: readonly AgentRow[];
}

export interface CallRow {
  readonly id: CallId;
  readonly caller: CallerHash | null;
  readonly solved: boolean | null;
  readonly wrongNumber: boolean;
  readonly repeated: boolean;
  readonly asked: boolean;
  readonly mark: number;
  readonly visits: readonly VisitRow[];
}

export interface VisitRow {
  readonly queue: QueueName;
  readonly number: number;
  readonly enteredAt: number;
  readonly enteredTold: boolean;
  readonly outcome: VisitOutcome;
  readonly outcomeAt: number;
  readonly outcomeTold: boolean;
  readonly toldWaitMs: number | null;
  readonly reason: FlowOutReason;
  readonly agent: AgentName | null;
  readonly conversation: Conversation;
  readonly heldSince: number;
  readonly heldMs: number;
  readonly completedAt: number;
  readonly toldTalkMs: number | null;
  readonly toldHoldMs: number | null;
  readonly wrapUpMs: number;
  readonly endedBy: CallEnd;
}

export type VisitName = readonly [CallId, QueueName, number];

export interface AgentRow {
  readonly name: AgentName;
  readonly memberships: readonly (readonly [QueueName, boolean, boolean, number | null])[];
  readonly reachable: boolean;
  readonly reachableToldAt: number | null;
  readonly ringing: readonly VisitName[];
  readonly conversations: readonly VisitName[];
  readonly wrapUp: 'none' | 'untold' | number;
  readonly lastLeg: VisitName | null;
  readonly accruedTo: number | null;
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
