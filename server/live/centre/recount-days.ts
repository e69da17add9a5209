import { setImmediate as nextTurn } from 'node:timers/promises';
import { daySpan, HOUR_MS, instant, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { applyLogged } from '../state/apply-logged.ts';
import { countingRules, forgettingNothing } from '../state/counting-rules.ts';
import { newQueueState, sourceOf } from '../state/queue-state.ts';
import { reviewCalls } from '../state/review-calls.ts';
import { eventsElsewhere } from '../log/calls-in-log.ts';
import type { Store } from '../../platform/store/database.ts';
import { readErasure } from '../log/erasure-store.ts';
import { EventLog, type LoggedEvent } from '../log/event-log.ts';
import type { StoredSums } from '../log/interval-sums-store.ts';
import type { CallEvent } from '../events/call-event.ts';
import { sourceId } from '../events/call-id.ts';
import { restoreStanding, STANDING_KINDS } from './agents-standing.ts';
import { rowsWithin } from './interval-rows.ts';

/**
 * What before and after a day can still touch its figures: calls over midnight, repeat calls within 24 hours, calls whose
 * end was never reported. What is reported about the day's calls outside of it is looked up by call.
 */
export const MARGIN_MS = 40 * HOUR_MS;

/** The events that a count of some days needs, page by page, in log order but for those looked up by call. */
export async function* eventsAbout(
  store: Store,
  { start, end }: { readonly start: number; readonly end: number },
  upToSequence: number,
): AsyncGenerator<readonly LoggedEvent[]> {
  const from = instant(start - MARGIN_MS);
  const to = instant(end + MARGIN_MS);
  const span = { from, to, upToSequence, alsoBefore: STANDING_KINDS };
  for await (const page of new EventLog(store).read(span))
    yield page.map((entry) => ({ ...entry, event: standingAlone(entry.event, from) }));
  yield await eventsElsewhere(store, { start: instant(start), end: instant(end), from, to, upToSequence });
}

/**
 * Counts consecutive local days anew from the log, by the same reducer as the living centre, which does not depend on the
 * order of events: calls of every queue and city, and the time of agents, for which every sign-in since the first is read,
 * or since where they stood when older ones were deleted.
 *
 * @param centre the configuration that held on these days
 * @param upToSequence newer events are left out, as they are in the stored sums
 */
export async function recountDays(
  store: Store,
  centre: Centre,
  { first, last }: { readonly first: PlainDate; readonly last: PlainDate },
  upToSequence: number,
): Promise<readonly StoredSums[]> {
  const { start } = daySpan(first, centre.zone);
  const { end } = daySpan(last, centre.zone);
  const state = newQueueState(forgettingNothing(countingRules(centre)));
  restoreStanding(state, (await readErasure(store, 'callEvents'))?.standing);
  state.clock = await clockOfLog(store, upToSequence);
  reviewCalls(state);
  for (const [id, since] of await wrapUpsToldBefore(store, start - MARGIN_MS)) {
    const source = sourceOf(state, sourceId(id));
    source.wrapUpsToldFrom = Math.min(source.wrapUpsToldFrom, since);
  }
  for await (const page of eventsAbout(store, { start, end }, upToSequence)) {
    for (const { event, receivedAt } of page) applyLogged(state, event, receivedAt);
    // Walls are pushed to between two pages.
    await nextTurn();
  }
  return rowsWithin(state, start, end);
}

/** The newest instant that was reported: by it calls that never ended are taken as lost. */
export async function clockOfLog({ db }: Store, upToSequence: number): Promise<number> {
  const newest = await db
    .selectFrom('event_log')
    .select('at')
    .where('sequence', '<=', upToSequence)
    .orderBy('at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.at ?? Number.NEGATIVE_INFINITY;
}

/** Since when each source reported ends of wrap-ups before an instant, so that they are waited for after it. */
export async function wrapUpsToldBefore(store: Store, before: number): Promise<ReadonlyMap<string, number>> {
  const told = store.db
    .selectFrom('event_log')
    .select((of) => ['source', of.fn.min('at').as('since')])
    .where('at', '<', before)
    .where('kind', '=', 'WrapUpEnded')
    .groupBy('source');
  return new Map((await store.scan(told.compile())).map(({ source, since }) => [source, Number(since)]));
}

/** Of a list reported before the span only the agents matter: its callers' further fate is not read. */
function standingAlone(event: CallEvent, from: number): CallEvent {
  return event.kind === 'QueueListed' && event.at < from ? { ...event, waiting: [] } : event;
}
