import { dateAt, type Instant, type TimeZone } from '../../../forecasting/index.ts';
import type { Store } from '../../platform/store/database.ts';
import { newestInstantOf } from '../../live/log/newest-event.ts';
import { sourceId } from '../../live/events/call-id.ts';
import { DEMO_SOURCE } from './demo-centre.ts';

/**
 * The demonstration tells one day afresh. What was told of another day, or of a later moment than its clock shows now,
 * is dropped: nobody would see the end of those calls, and agents would still be signed in from then.
 */
export async function forgetOtherDays(store: Store, now: Instant, zone: TimeZone): Promise<void> {
  const newest = await newestInstantOf(store, sourceId(DEMO_SOURCE));
  if (newest === null || (newest <= now && dateAt(newest, zone) === dateAt(now, zone))) return;
  await store.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('event_log').execute();
    await transaction.deleteFrom('checkpoint').execute();
    await transaction.deleteFrom('interval_sums').execute();
    await transaction.deleteFrom('sums_position').execute();
  });
}
