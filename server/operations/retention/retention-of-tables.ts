import type { BackedUpTable } from '../backup/backed-up-tables.ts';
import type { ErasedClass } from '../../live/log/erasure-store.ts';

/** Until when a row of a table is kept. */
export type Keeping =
  /** Until so many days after the local day in this column. */
  | { readonly class: ErasedClass; readonly day: string }
  /** Until so many days after the instant in this column; a row without one is kept. */
  | { readonly class: ErasedClass; readonly at: string }
  /** With the row that it belongs to, which takes it along. */
  | { readonly with: BackedUpTable }
  | { readonly keptBecause: string };

const SUMS = 'sums of many, unlimited';
const IN_FORCE = 'describes what is in force, until somebody changes or removes it';
const ABOUT_DAYS = 'says something about a day, an event or a file, never about a person’s work';

/**
 * How long each table's rows are kept: every table is named, so that a new one cannot be forgotten. The call events have a
 * deletion of their own (`erase-call-events.ts`), because sums and checkpoints rest on them.
 */
export const RETENTION_OF_TABLES: Readonly<Record<BackedUpTable, Keeping>> = {
  event_log: { class: 'callEvents', at: 'at' },
  interval_sums: { keptBecause: SUMS },
  sums_position: { keptBecause: SUMS },
  day_to_recount: { keptBecause: 'names days, until they are counted anew' },
  checkpoint: { keptBecause: 'only the newest two are there at any time' },
  works_agreement: { keptBecause: 'says what the centre has agreed, and what held before' },
  centre_version: { keptBecause: 'days are counted anew by what held then' },
  erasure: { keptBecause: 'says how far everything else was deleted' },
  account: { keptBecause: IN_FORCE },
  account_grant: { with: 'account' },
  account_link: { class: 'expiredAccess', at: 'expires_at' },
  web_session: { class: 'expiredAccess', at: 'expires_at' },
  audit: { class: 'audit', at: 'at' },
  house_setting: { keptBecause: IN_FORCE },
  display_link: { keptBecause: IN_FORCE },
  agent: { keptBecause: IN_FORCE },
  agent_skill: { with: 'agent' },
  absence: { class: 'personalSchedules', day: 'until_day' },
  centre_revision: { keptBecause: IN_FORCE },
  requirement_run: { keptBecause: ABOUT_DAYS },
  roster_draft: { class: 'personalSchedules', day: 'until_day' },
  roster_change: { with: 'roster_draft' },
  publication: { class: 'personalSchedules', day: 'until_day' },
  duty: { class: 'personalSchedules', day: 'day' },
  schedule_seen: { class: 'personalSchedules', at: 'seen_at' },
  calendar_feed: { class: 'expiredAccess', at: 'revoked_at' },
  history_import: { keptBecause: ABOUT_DAYS },
  call_history: { keptBecause: SUMS },
  history_mapping: { keptBecause: ABOUT_DAYS },
  queue_mapping: { keptBecause: ABOUT_DAYS },
  day_decision: { keptBecause: ABOUT_DAYS },
  calendar_event: { keptBecause: ABOUT_DAYS },
  forecast_version: { keptBecause: ABOUT_DAYS },
  forecast_adjustment: { keptBecause: ABOUT_DAYS },
  wish: { class: 'personalSchedules', day: 'until_day' },
  job: { class: 'jobs', at: 'ended_at' },
  person_protection: { class: 'personalSchedules', day: 'until_day' },
};
