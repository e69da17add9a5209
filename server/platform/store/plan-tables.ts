/** Tables of the planning room, as created by migration 022. Bodies are JSON as text. */
export interface PlanTables {
  requirement_run: {
    id: string;
    from_day: string;
    until_day: string;
    created_at: number;
    account_id: string | null;
    inputs: string;
    result: string;
  };
  roster_draft: {
    id: string;
    title: string;
    from_day: string;
    until_day: string;
    requirement_id: string | null;
    /** Raised by every save; a save that was made on another revision is refused. */
    revision: number;
    updated_at: number;
    updated_by: string | null;
    problem: string;
    roster: string;
    /** The optimiser's run that the roster was taken from, by migration 170; `null`: not known, or by hand. */
    origin: string | null;
  };
  roster_change: {
    draft_id: string;
    revision: number;
    at: number;
    account_id: string | null;
    /** Cells that this revision set or cleared. */
    changes: string;
  };
  publication: {
    number: number;
    draft_id: string;
    from_day: string;
    until_day: string;
    at: number;
    account_id: string | null;
    problem: string;
    roster: string;
    /** Checker's report, overrides with their reasons, simulated service level. */
    report: string;
    /** Set when an earlier version was published again. */
    rolls_back_to: number | null;
    origin: string | null;
  };
  duty: {
    agent_id: string;
    day: string;
    uid: string;
    sequence: number;
    status: string;
    body: string;
    previous: string | null;
    changed_at: number;
    publication: number;
  };
  /** Legal protections of single persons, by migration 130. */
  person_protection: {
    agent_id: string;
    kind: string;
    from_day: string | null;
    until_day: string | null;
  };
  /** Soft rules and minimum seats as agreed, by migration 180; the highest revision holds. */
  works_agreement: { revision: number; at: number; account_id: string | null; settings: string };
  schedule_seen: { agent_id: string; seen_at: number };
  calendar_feed: { token_hash: string; agent_id: string; created_at: number; revoked_at: number | null };
}
