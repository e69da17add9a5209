import { instant, type Instant } from '../../../forecasting/time/index.ts';
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

/** The event itself, by its key: the one reported last of several in one instant. */
export async function newestEventOf(
  { db }: Store,
  source: SourceId,
): Promise<{ readonly key: string; readonly at: Instant } | null> {
  const newest = await db
    .selectFrom('event_log')
    .select(['key', 'at'])
    .where('source', '=', source)
    .orderBy('at', 'desc')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest === undefined ? null : { key: newest.key, at: instant(Number(newest.at)) };
}
