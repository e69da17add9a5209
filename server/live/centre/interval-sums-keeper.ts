import { dateAt, daySpan, HOUR_MS, instant, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { REACH_MS } from '../state/apply-event.ts';
import { UNTOLD, type CallRecord } from '../state/call-state.ts';
import { LEDGER_INTERVAL_MS, touchHour } from '../state/interval-ledger.ts';
import { rememberedFrom, storableFrom, type QueueState } from '../state/queue-state.ts';
import { discardCall } from '../state/review-calls.ts';
import { entriesOf } from '../log/calls-in-log.ts';
import type { Store } from '../../platform/store/database.ts';
import { storeSums } from '../log/interval-sums-store.ts';
import { takeChangedRows } from './interval-rows.ts';
import { firstRecountableDay } from './recountable.ts';

/**
 * Puts interval sums into the store: those that changed, from the very state that the wall shows. What was reported about hours
 * that the state no longer knows whole marks their days to be counted anew from the log (`day-recounter.ts`).
 */
export class IntervalSumsKeeper {
  readonly #store: Store;
  readonly #onTooLate: (date: PlainDate) => void;

  /** @param onTooLate called with a day about which an event came when its sums were final already */
  constructor(store: Store, onTooLate: (date: PlainDate) => void = () => undefined) {
    this.#store = store;
    this.#onTooLate = onTooLate;
  }

  /**
   * Asks the log about calls of which the state knows no entry: one that entered before everything that is remembered has
   * its day counted anew, and stands for nothing here.
   */
  async askForStrangers(state: QueueState): Promise<void> {
    const strangers = [...state.strangers].filter(isStranger);
    state.strangers.clear();
    const asked = new Map(strangers.map((call) => [`${call.source.id}\n${call.id}`, call]));
    try {
      const names = strangers.map(({ source, id }) => ({ source: source.id, call: id }));
      for (const { source, call, at } of await entriesOf(this.#store, names)) {
        if (at >= rememberedFrom(state)) continue;
        touchHour(state.touched, at);
        const stranger = asked.get(`${source}\n${call}`);
        if (stranger !== undefined) discardCall(state, stranger);
      }
    } catch (error) {
      for (const call of strangers) state.strangers.add(call);
      throw error;
    }
  }

  /**
   * Stores what changed since the last time, and which days are to be counted anew, up to the same event. The sums of a day
   * whose raw events were deleted are final and stay as they are.
   */
  async keep(state: QueueState, sequence: number, centre: Centre): Promise<void> {
    const from = storableFrom(state);
    const changed = takeChangedRows(state);
    for (const { startsAt } of changed) if (startsAt < from) touchHour(state.touched, startsAt);
    const hours = [...state.touched];
    state.touched.clear();
    try {
      const final = await this.#finalUntil(centre);
      for (const date of this.#tooLate(hours, final, centre)) this.#onTooLate(date);
      await storeSums(
        this.#store,
        changed.filter(({ startsAt }) => startsAt >= Math.max(from, final)),
        sequence,
        daysAround(hours, { from: final, to: from }, centre),
      );
    } catch (error) {
      markChanged(state);
      for (const hour of hours) state.touched.add(hour);
      throw error;
    }
  }

  #tooLate(hours: readonly number[], final: number, { zone }: Centre): ReadonlySet<PlainDate> {
    const gone = hours.filter((hour) => hour * HOUR_MS < final);
    return new Set(gone.map((hour) => dateAt(instant(hour * HOUR_MS), zone)));
  }

  async #finalUntil({ zone }: Centre): Promise<number> {
    const first = await firstRecountableDay(this.#store, zone);
    return first === null ? Number.NEGATIVE_INFINITY : daySpan(first, zone).start;
  }
}

/** For most of them the entry was reported in the meantime. */
function isStranger({ visits }: CallRecord): boolean {
  return visits.length === 0 || visits.some(({ toldEntry }) => toldEntry === UNTOLD);
}

/** Short enough that no local day, not even one of 23 hours, is stepped over. */
const STEP_MS = 12 * HOUR_MS;

/** Local days within reach of some hours that begin within [from, to). */
function daysAround(
  hours: readonly number[],
  { from, to }: { readonly from: number; readonly to: number },
  { zone }: Centre,
): ReadonlySet<PlainDate> {
  const days = new Set<PlainDate>();
  for (const hour of hours)
    for (let at = -REACH_MS; at <= REACH_MS + HOUR_MS; at += STEP_MS)
      days.add(dateAt(instant(hour * HOUR_MS + at), zone));
  for (const day of days) {
    const { start } = daySpan(day, zone);
    if (start < from || start >= to) days.delete(day);
  }
  return days;
}

/** Nothing was stored: everything that may be missing is stored the next time. */
function markChanged(state: QueueState): void {
  const queues = [...state.sources.values()].flatMap((source) => [...source.queues.values()]);
  const from = storableFrom(state);
  for (const { ledger } of [...queues, ...state.cities.values()])
    for (const [interval, totals] of ledger.intervals)
      if (interval * LEDGER_INTERVAL_MS >= from) totals.changed = true;
  for (const [interval, time] of state.agentTime)
    if (interval * LEDGER_INTERVAL_MS >= from) time.changed = true;
}
