import type { Instant, PlainDate, TimeZone } from '../../../forecasting/time/index.ts';
import type { Configuration } from '../../platform/config/configuration.ts';
import { forgetExpiredKeys } from '../../live/log/caller-key-store.ts';
import type { Store } from '../../platform/store/database.ts';
import { noteErasure, type ErasedClass } from '../../live/log/erasure-store.ts';
import { countOldEvents, eraseCallEvents } from './erase-call-events.ts';
import { countOldRows, eraseOldRows, tablesOf } from './erase-rows.ts';
import { retentionPlan, type ClassPlan } from './retention-plan.ts';

interface ClassReport {
  readonly class: ErasedClass;
  readonly days: number;
  /** The first local day that is kept. */
  readonly firstDay: PlainDate;
  /** Rows deleted, or to be deleted, by table. */
  readonly rows: Readonly<Record<string, number>>;
  /** Old enough, but not yet counted by sums and checkpoint. */
  readonly heldBack: number;
}

export interface RetentionReport {
  readonly dryRun: boolean;
  readonly classes: readonly ClassReport[];
  /** Keys of callers' hashes whose day after their rotation is over. */
  readonly expiredKeys: number;
}

export interface RetentionRun {
  readonly store: Store;
  readonly retention: Configuration['retention'];
  readonly now: Instant;
  readonly zone: TimeZone;
  /** Counts and touches nothing. */
  readonly dryRun: boolean;
  /** Ends after the batch under way; the next run goes on. */
  readonly cancelled?: AbortSignal;
}

/** Deletes what has been kept long enough, class by class, in small batches, so that nobody waits for it. */
export async function runRetention(run: RetentionRun): Promise<RetentionReport> {
  const { store, retention, now, zone, dryRun } = run;
  const classes: ClassReport[] = [];
  for (const plan of retentionPlan(retention, now, zone)) classes.push(await runClass(run, plan));
  return { dryRun, classes, expiredKeys: await forgetExpiredKeys(store, now, dryRun) };
}

async function runClass(
  { store, now, dryRun, cancelled }: RetentionRun,
  plan: ClassPlan,
): Promise<ClassReport> {
  const { before, ...rest } = plan;
  const report = { class: rest.class, days: rest.days, firstDay: rest.firstDay };
  if (plan.class === 'callEvents') {
    const { rows, heldBack } = dryRun
      ? await countOldEvents(store, before)
      : await eraseCallEvents(store, before, now, cancelled);
    return { ...report, rows: { event_log: rows }, heldBack };
  }
  const rows: Record<string, number> = {};
  for (const table of tablesOf(plan.class))
    rows[table] = dryRun
      ? await countOldRows(store, table, plan)
      : await eraseOldRows(store, table, plan, cancelled);
  if (!dryRun && cancelled?.aborted !== true)
    await noteErasure(store, plan.class, { before, ranAt: now, standing: null });
  return { ...report, rows, heldBack: 0 };
}
