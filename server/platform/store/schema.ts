import type { Generated, Kysely } from 'kysely';
import type { AccountTables } from './account-tables.ts';
import type { DisplayTables } from './display-tables.ts';
import type { HistoryTables } from './history-tables.ts';
import type { JobTables } from './job-tables.ts';
import type { PeopleTables } from './people-tables.ts';
import type { PlanTables } from './plan-tables.ts';

/**
 * Tables of both engines. Instants are integer milliseconds, days are `YYYY-MM-DD`, structured values are JSON as text,
 * truth values 0 or 1: so every query is written once. Rooms that own tables add their interface here.
 */
export interface Schema
  extends AccountTables, DisplayTables, HistoryTables, JobTables, PeopleTables, PlanTables {
  migration: MigrationTable;
  event_log: EventLogTable;
  interval_sums: IntervalSumsTable;
  sums_position: SumsPositionTable;
  day_to_recount: DayToRecountTable;
  checkpoint: CheckpointTable;
  centre_version: CentreVersionTable;
  erasure: ErasureTable;
}

/** The store's tables, outside or inside a transaction. */
export type Db = Kysely<Schema>;

interface MigrationTable {
  name: string;
  applied_at: number;
}

/** Append-only: what telephone systems reported, once per source and key. */
interface EventLogTable {
  sequence: Generated<number>;
  source: string;
  key: string;
  /** When it happened as the source reported, or when it was received where that lies in the future. */
  at: number;
  /** When it was written, by our clock. */
  received_at: number;
  kind: string;
  payload: string;
}

/** Sums per quarter hour of one queue (`queue:SOURCE/NAME`), one city (`city:ID`) or all agents (`agents`). */
interface IntervalSumsTable {
  subject: string;
  starts_at: number;
  sums: string;
}

/** One row: the event up to which the interval sums count. */
interface SumsPositionTable {
  id: number;
  sequence: number;
}

/** A day whose interval sums are to be counted anew from the log, and the newest event when it was marked. */
interface DayToRecountTable {
  day: string;
  sequence: number;
}

/** The queue state after the event with this sequence, so that a start reads only what came since. */
interface CheckpointTable {
  sequence: number;
  taken_at: number;
  /** The configuration it was counted by, as JSON. */
  centre: string;
  state: string;
}

/** How the centre was configured, from which instant on: a recount of a past day uses what held then. */
interface CentreVersionTable {
  effective_at: number;
  centre: string;
}

/** How far a class of data was deleted because its time of keeping is over. */
interface ErasureTable {
  class: string;
  /** Of what happened before this instant nothing is sure to be there. */
  before_at: number;
  ran_at: number;
  /** What of the deleted later days still rest on, as JSON; `null` for most classes. */
  standing: string;
}
