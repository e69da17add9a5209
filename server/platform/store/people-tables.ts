/** Tables of the people room, as created by migrations 021, 160 and 190. Days are text, minutes whole numbers. */
export interface PeopleTables {
  agent: {
    id: string;
    name: string;
    team: string;
    city: string;
    telephone_name: string | null;
    weekly_minutes: number;
    days_per_week: number;
    earliest_start_minute: number;
    latest_end_minute: number;
    employed_from: string | null;
    employed_until: string | null;
  };
  agent_skill: { agent_id: string; city: string; from_day: string | null; until_day: string | null };
  absence: {
    id: string;
    agent_id: string;
    kind: string;
    from_day: string;
    until_day: string;
    created_at: number;
    created_by: string | null;
  };
  wish: {
    id: string;
    agent_id: string;
    kind: string;
    from_day: string;
    until_day: string;
    minute: number | null;
    weight: number;
    remark: string;
    created_at: number;
    created_by: string | null;
  };
  /** Every state of the centre's description; the highest revision holds. */
  centre_revision: { revision: number; at: number; account_id: string | null; body: string };
}
