import type { Instant } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import {
  describeStanding,
  restoreStanding,
  STANDING_KINDS,
  type AgentsStanding,
} from '../../live/centre/agents-standing.ts';
import { applyLogged } from '../../live/state/apply-logged.ts';
import { countingRules, forgettingNothing } from '../../live/state/counting-rules.ts';
import { newQueueState, sourceOf } from '../../live/state/queue-state.ts';
import { centreBefore } from '../../live/log/centre-history.ts';
import type { Store } from '../../platform/store/database.ts';
import { noteErasure, readErasure } from '../../live/log/erasure-store.ts';
import { EventLog } from '../../live/log/event-log.ts';
import { daysToRecount } from '../../live/log/recount-store.ts';
import { sumsPosition } from '../../live/log/interval-sums-store.ts';
import { sourceId } from '../../live/events/call-id.ts';
import { BATCH_ROWS, inBatches } from './batches.ts';

export interface EventsErased {
  readonly rows: number;
  /** Old enough, but sums or the checkpoint do not count them yet: they go with a later run. */
  readonly heldBack: number;
}

/** What would be deleted. */
export async function countOldEvents(store: Store, before: Instant): Promise<EventsErased> {
  const bound = await settledSequence(store);
  const count = async (settled: boolean) => {
    const [row] = await store.scan(
      store.db
        .selectFrom('event_log')
        .select((of) => of.fn.countAll().as('rows'))
        .where('at', '<', before)
        .where('sequence', settled ? '<=' : '>', bound)
        .compile(),
    );
    return Number(row?.rows ?? 0);
  };
  return { rows: await count(true), heldBack: await count(false) };
}

/**
 * Deletes raw call events that happened before an instant. Only what the interval sums and every kept checkpoint count
 * already goes: a start after it finds the same state, and the sums are the same for ever. Where agents stood is kept, so
 * that the time of agents can be counted anew on the days that stay.
 */
export async function eraseCallEvents(
  store: Store,
  before: Instant,
  ranAt: Instant,
  cancelled?: AbortSignal,
): Promise<EventsErased> {
  const bound = await settledSequence(store);
  const standing = await standingBefore(store, before, bound);
  if (standing === null) return { rows: 0, heldBack: 0 };
  await noteErasure(store, 'callEvents', { before, ranAt, standing });
  const rows = await inBatches(async () => {
    const result = await store.db
      .deleteFrom('event_log')
      .where('sequence', 'in', (of) =>
        of
          .selectFrom('event_log')
          .select('sequence')
          .where('at', '<', before)
          .where('sequence', '<=', bound)
          .orderBy('at')
          .limit(BATCH_ROWS),
      )
      .executeTakeFirst();
    return Number(result.numDeletedRows);
  }, cancelled);
  return { rows, heldBack: (await countOldEvents(store, before)).heldBack };
}

/** Up to here both the sums and every checkpoint that a start may begin from count the log. */
async function settledSequence(store: Store): Promise<number> {
  // A day that waits for its recount needs its events, and those of the days around it.
  if ((await daysToRecount(store)).length > 0) return 0;
  const { oldest } = await store.db
    .selectFrom('checkpoint')
    .select((of) => of.fn.min('sequence').as('oldest'))
    .executeTakeFirstOrThrow();
  return Math.min(await sumsPosition(store), Number(oldest ?? 0));
}

/** Where agents stood after the events that are about to be deleted. @returns `null` where the store is still empty */
async function standingBefore(store: Store, before: Instant, bound: number): Promise<AgentsStanding | null> {
  const centre: Centre | null = await centreBefore(store, before);
  if (centre === null) return null;
  const state = newQueueState(forgettingNothing(countingRules(centre)));
  restoreStanding(state, (await readErasure(store, 'callEvents'))?.standing);
  const span = { to: before, upToSequence: bound, kinds: STANDING_KINDS };
  for await (const page of new EventLog(store).read(span))
    for (const { event, receivedAt } of page)
      applyLogged(state, event.kind === 'QueueListed' ? { ...event, waiting: [] } : event, receivedAt);
  const tellers = store.db
    .selectFrom('event_log')
    .select('source')
    .distinct()
    .where('at', '<', before)
    .where('kind', '=', 'WrapUpEnded');
  for (const { source } of await store.scan(tellers.compile()))
    sourceOf(state, sourceId(source)).wrapUpsToldFrom = Number.NEGATIVE_INFINITY;
  return describeStanding(state);
}
