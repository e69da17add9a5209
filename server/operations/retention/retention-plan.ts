import {
  addDays,
  dateAt,
  daySpan,
  type Instant,
  type PlainDate,
  type TimeZone,
} from '../../../forecasting/time/index.ts';
import type { Configuration } from '../../platform/config/configuration.ts';
import { ERASED_CLASSES, type ErasedClass } from '../../live/log/erasure-store.ts';

/** How far one class of data is to be deleted today. */
export interface ClassPlan {
  readonly class: ErasedClass;
  readonly days: number;
  /** The first local day that is kept. */
  readonly firstDay: PlainDate;
  /** Its first instant. */
  readonly before: Instant;
}

/** Links, sessions and calendar feeds that nobody can use any more stay as long, for questions about them. */
const EXPIRED_ACCESS_DAYS = 30;
/** A job and its result can be looked at for so long. */
const JOB_DAYS = 30;

export function retentionPlan(
  retention: Configuration['retention'],
  now: Instant,
  zone: TimeZone,
): readonly ClassPlan[] {
  const days: Readonly<Record<ErasedClass, number>> = {
    callEvents: retention.callEventsDays,
    personalSchedules: retention.personalSchedulesDays,
    audit: retention.auditDays,
    jobs: JOB_DAYS,
    expiredAccess: EXPIRED_ACCESS_DAYS,
  };
  return ERASED_CLASSES.map((name) => {
    const firstDay = addDays(dateAt(now, zone), -days[name]);
    return { class: name, days: days[name], firstDay, before: daySpan(firstDay, zone).start };
  });
}
