import type { Schema } from '../store/schema.ts';

/** Every table but the list of migrations, which a backup's head names; a table stands behind those that it refers to. */
export const BACKED_UP_TABLES = [
  'event_log',
  'interval_sums',
  'sums_position',
  'checkpoint',
  'centre_version',
  'erasure',
  'account',
  'account_grant',
  'account_link',
  'web_session',
  'audit',
  'house_setting',
  'display_link',
  'agent',
  'agent_skill',
  'absence',
  'centre_revision',
  'requirement_run',
  'roster_draft',
  'roster_change',
  'publication',
  'duty',
  'schedule_seen',
  'calendar_feed',
  'history_import',
  'call_history',
  'history_mapping',
  'day_decision',
  'calendar_event',
  'forecast_version',
  'forecast_adjustment',
  'person_protection',
] as const satisfies readonly (keyof Schema)[];

export type BackedUpTable = (typeof BACKED_UP_TABLES)[number];
