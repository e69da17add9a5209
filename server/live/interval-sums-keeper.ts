import { instant } from '../../forecasting/time/instant.ts';
import { dateAt, daySpan, type PlainDate } from '../../forecasting/time/plain-date.ts';
import type { Centre } from '../contract/centre.ts';
import type { QueueState } from '../queue/queue-state.ts';
import { centreBefore } from '../store/centre-history.ts';
import type { Store } from '../store/database.ts';
import { storeSums, type StoredSums } from '../store/interval-sums-store.ts';
import { takeChangedRows } from './interval-rows.ts';
import { firstRecountableDay } from './recountable.ts';
import { recountDay } from './recount-day.ts';

/** Puts interval sums into the store: those that changed, from the very state that the wall shows. */
export class IntervalSumsKeeper {
  readonly #store: Store;
  readonly #onTooLate: (date: PlainDate) => void;

  /** @param onTooLate told of a day about which an event came when its sums were final already */
  constructor(store: Store, onTooLate: (date: PlainDate) => void = () => undefined) {
    this.#store = store;
    this.#onTooLate = onTooLate;
  }

  /**
   * Stores what changed since the last time. An event so late that its day is no longer in memory has that whole day
   * counted anew from the log. The sums of a day whose raw events were deleted are final and stay as they are.
   */
  async keep(state: QueueState, sequence: number, centre: Centre): Promise<void> {
    const changed = takeChangedRows(state);
    try {
      const final = await this.#finalUntil(centre);
      const rows = changed.filter(({ startsAt }) => startsAt >= final);
      for (const date of daysOf(changed, final, centre.zone)) this.#onTooLate(date);
      const oldest = state.clock - state.rules.keepMs;
      await storeSums(
        this.#store,
        rows.filter(({ startsAt }) => startsAt >= oldest),
        sequence,
      );
      for (const date of daysOf(rows, oldest, centre.zone)) await this.#recount(date, centre, sequence);
    } catch (error) {
      markChanged(state);
      throw error;
    }
  }

  async #recount(date: PlainDate, centre: Centre, sequence: number): Promise<void> {
    const { end } = daySpan(date, centre.zone);
    const thenHeld = (await centreBefore(this.#store, end)) ?? centre;
    const { rows } = await recountDay(this.#store, thenHeld, date, sequence);
    await storeSums(this.#store, rows, null);
  }

  async #finalUntil({ zone }: Centre): Promise<number> {
    const first = await firstRecountableDay(this.#store, zone);
    return first === null ? Number.NEGATIVE_INFINITY : daySpan(first, zone).start;
  }
}

/** Local days of rows that begin before `end`. */
function daysOf(rows: readonly StoredSums[], end: number, zone: string): ReadonlySet<PlainDate> {
  return new Set(
    rows.filter(({ startsAt }) => startsAt < end).map(({ startsAt }) => dateAt(instant(startsAt), zone)),
  );
}

/** Nothing was stored: everything that may be missing is stored the next time. */
function markChanged(state: QueueState): void {
  const queues = [...state.sources.values()].flatMap((source) => [...source.queues.values()]);
  for (const { ledger } of [...queues, ...state.cities.values()])
    for (const totals of ledger.intervals.values()) totals.changed = true;
  for (const time of state.agentTime.values()) time.changed = true;
}
