import { dateAt, type Instant, type PlainDate, type TimeZone } from '../../../forecasting/time/index.ts';
import type { CallEvent } from '../../live/events/call-event.ts';
import { sourceId } from '../../live/events/call-id.ts';
import { newestEventOf } from '../../live/log/newest-event.ts';
import type { Store } from '../../platform/store/database.ts';
import { DEMO_SOURCE } from './demo-centre.ts';

/**
 * The demonstration plays one day afresh. What was played of another day, of a later moment than its clock shows now, or of
 * a day that went another way because people fell ill, is dropped: nobody would see the end of those calls, and agents
 * would still be signed in from then.
 *
 * @param eventsOf everything that will be reported of a day
 */
export async function forgetOtherDays(
  store: Store,
  now: Instant,
  zone: TimeZone,
  eventsOf: (date: PlainDate) => readonly CallEvent[],
): Promise<void> {
  const newest = await newestEventOf(store, sourceId(DEMO_SOURCE));
  if (newest === null) return;
  const { at, key } = newest;
  const today = dateAt(now, zone);
  const isSameDay =
    at <= now &&
    dateAt(at, zone) === today &&
    eventsOf(today).some((event) => event.key === key && event.at === at);
  if (isSameDay) return;
  await store.db.transaction().execute(async (transaction) => {
    await transaction.deleteFrom('event_log').execute();
    await transaction.deleteFrom('checkpoint').execute();
    await transaction.deleteFrom('interval_sums').execute();
    await transaction.deleteFrom('sums_position').execute();
  });
}
