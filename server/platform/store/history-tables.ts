/** Tables of call history and forecasts, as created by migration 030. Structured values are JSON as text. */
export interface HistoryTables {
  /** History from elsewhere, one row per queue and interval. Measured history is in `interval_sums`. */
  call_history: CallHistoryTable;
  /** Imports of files; the rows of one that has not ended are not there for anybody. */
  history_import: {
    id: string;
    /** Machine and process that are at work on it. */
    owner: string;
    begun_at: number;
    alive_at: number;
    ended_at: number | null;
    file_name: string | null;
    /** Account that imported at the desk; `null`: the command. */
    author: string | null;
    /** Names under which its rows are stored, as a JSON list. */
    queues: string | null;
    added: number | null;
    /** First and last start of its rows. */
    from_at: number | null;
    until_at: number | null;
    /** Removed, or replaced by another: its rows are not there any more and are being deleted. */
    gone_at: number | null;
  };
  /** City of a queue name, as people gave it; `null`: the queue is left out; the name itself: kept without a city. */
  queue_mapping: { queue: string; city: string | null; mapped_at: number };
  /** How a file's header was mapped to columns, remembered for the next file with the same header. */
  history_mapping: { header: string; columns: string; mapped_at: number };
  /** What planners decided about days: exclude, like normal, special, keep. */
  day_decision: { queue: string; day: string; decision: string; author: string; decided_at: number };
  /** Days that planners named, with an effect they gave or that is to be learnt (`null`). Queue `*`: all. */
  calendar_event: {
    id: string;
    queue: string;
    from_day: string;
    until_day: string;
    name: string;
    factor: number | null;
    author: string;
    created_at: number;
  };
  /** Every forecast ever made, with what it was made from. */
  forecast_version: {
    id: string;
    queue: string;
    created_at: number;
    from_day: string;
    until_day: string;
    /** Model, data span, calendar, seed: the same inputs give the same result. */
    inputs: string;
    result: string;
    /** The run that made it, with those of the other cities. */
    run_id: string | null;
    /** Account that asked for the run; `null`: the run that every day makes by itself. */
    author: string | null;
  };
  /** Planners' changes, apart from the model's figures; withdrawn ones stay for the record. */
  forecast_adjustment: {
    id: string;
    queue: string;
    from_at: number;
    until_at: number;
    change: string;
    reason: string;
    author: string;
    created_at: number;
    withdrawn_at: number | null;
  };
}

export interface CallHistoryTable {
  queue: string;
  starts_at: number;
  minutes: number;
  offered: number;
  answered: number | null;
  abandoned: number | null;
  within_threshold: number | null;
  handle_seconds: number | null;
  wait_seconds: number | null;
  /** The import that wrote it; `null`: whole by itself. */
  import_id: string | null;
}
