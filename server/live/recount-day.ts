import { HOUR_MS, instant } from '../../forecasting/time/instant.ts';
import { daySpan, type PlainDate } from '../../forecasting/time/plain-date.ts';
import type { Centre } from '../contract/centre.ts';
import { applyLogged } from '../queue/apply-logged.ts';
import { countingRules } from '../queue/counting-rules.ts';
import { newQueueState, sourceOf } from '../queue/queue-state.ts';
import { reviewCalls } from '../queue/visits.ts';
import type { Store } from '../store/database.ts';
import { readErasure } from '../store/erasure-store.ts';
import { EventLog } from '../store/event-log.ts';
import type { StoredSums } from '../store/interval-sums-store.ts';
import type { CallEvent } from '../telephony/call-event.ts';
import { sourceId } from '../telephony/call-id.ts';
import { restoreStanding, STANDING_KINDS } from './agents-standing.ts';
import { rowsWithin } from './interval-rows.ts';

/**
 * What before and after a day can still touch its figures: calls over midnight, repeat calls within 24 hours, closing
 * codes and marks, calls whose end was never told.
 */
export const MARGIN_MS = 40 * HOUR_MS;

export interface Recount {
  readonly rows: readonly StoredSums[];
  /** Events read, those of the margins included. */
  readonly events: number;
}

/**
 * Counts one local day anew from the log, by the same reducer as the living centre: calls of every queue and city, and the
 * time of agents, for which every sign-in since the first is read, or since where they stood when older ones were deleted.
 *
 * @param centre the configuration that held on that day
 * @param upToSequence newer events are left out, as they are in the stored sums
 */
export async function recountDay(
  store: Store,
  centre: Centre,
  date: PlainDate,
  upToSequence: number,
): Promise<Recount> {
  const day = daySpan(date, centre.zone);
  const from = instant(day.start - MARGIN_MS);
  const to = instant(day.end + MARGIN_MS);
  const state = newQueueState(countingRules(centre));
  restoreStanding(state, (await readErasure(store, 'callEvents'))?.standing);
  const before = store.db.selectFrom('event_log').where('at', '<', from).where('kind', '=', 'WrapUpEnded');
  for (const { source } of await store.scan(before.select('source').distinct().compile()))
    sourceOf(state, sourceId(source)).tellsWrapUp = true;
  let events = 0;
  const span = { from, to, upToSequence, alsoBefore: STANDING_KINDS };
  for await (const page of new EventLog(store).read(span))
    for (const { event, receivedAt } of page) {
      applyLogged(state, standingAlone(event, from), receivedAt);
      if (event.at >= from) events += 1;
    }
  const next = await store.db
    .selectFrom('event_log')
    .select((of) => of.fn.min('at').as('at'))
    .where('at', '>=', to)
    .where('sequence', '<=', upToSequence)
    .executeTakeFirst();
  if (typeof next?.at === 'number') {
    state.clock = Math.max(state.clock, next.at);
    reviewCalls(state);
  }
  return { rows: rowsWithin(state, day.start, day.end), events };
}

/** Of a list told before the span only the agents matter: its callers' further fate is not read. */
function standingAlone(event: CallEvent, from: number): CallEvent {
  return event.kind === 'QueueListed' && event.at < from ? { ...event, waiting: [] } : event;
}
