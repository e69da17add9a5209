import { addDays, type PlainDate } from '../../../forecasting/time/index.ts';
import { newestPublication } from '../../planning/published/publication-store.ts';
import type { Db } from '../../platform/store/schema.ts';

/** So far ahead phones show shifts. */
const SHOWN_AHEAD_DAYS = 7;

/**
 * The first of the days that the demonstration shows for which no roster is published; `null` where all have one. An older
 * folder may hold rosters of later weeks, or of weeks that end soon, so every day counts for itself.
 */
export async function firstUnpublishedDay(db: Db, today: PlainDate): Promise<PlainDate | null> {
  for (let day = today; day < addDays(today, SHOWN_AHEAD_DAYS); day = addDays(day, 1))
    if ((await newestPublication(db, { from: day, until: day })) === undefined) return day;
  return null;
}
