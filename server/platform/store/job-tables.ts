export interface JobTables {
  job: JobTable;
}

/** Long work that was asked for: what, by whom, how it stands and what it left. */
interface JobTable {
  id: string;
  kind: string;
  input: string;
  /** `null`: the house itself. */
  account_id: string | null;
  state: string;
  requested_at: number;
  started_at: number | null;
  ended_at: number | null;
  progress: string | null;
  result: string | null;
}
