import { instant, type Instant } from '../../../forecasting/index.ts';
import type { SourceId } from '../events/call-event.ts';
import type { Store } from '../../platform/store/database.ts';

/** Instant of the newest event that the log has of a source; `null` where it has none. */
export async function newestInstantOf({ db }: Store, source: SourceId): Promise<Instant | null> {
  const { newest } = await db
    .selectFrom('event_log')
    .select((of) => of.fn.max('at').as('newest'))
    .where('source', '=', source)
    .executeTakeFirstOrThrow();
  return newest === null ? null : instant(Number(newest));
}
