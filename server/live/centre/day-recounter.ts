import { addDays, daySpan, type PlainDate } from '../../../forecasting/time/index.ts';
import type { Centre } from '../../contract/centre.ts';
import { centreBefore } from '../log/centre-history.ts';
import type { Store } from '../../platform/store/database.ts';
import { replaceSums } from '../log/interval-sums-store.ts';
import { daysToRecount, unmarkDays } from '../log/recount-store.ts';
import { firstRecountableDay } from './recountable.ts';
import { recountDays } from './recount-days.ts';

/** Consecutive days that are counted in one reading of the log: its margins are as long as three days. */
const DAYS_AT_ONCE = 6;

/** Where the living state stands when days are to be counted. */
export interface CountedSoFar {
  /** The event up to which the state counts. */
  readonly sequence: number;
  /** From this instant on the sums come from the living state. */
  readonly storableFrom: number;
  readonly centre: Centre;
}

/**
 * Counts the days anew that wait for it in the store, a few at a time and beside the living state. What is pending is in
 * the store until its sums are, so a stop or a crash at any moment loses nothing.
 */
export class DayRecounter {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  /** @param goesOn asked before every few days. @returns days that still wait */
  async recount(standing: () => CountedSoFar, goesOn: () => boolean = () => true): Promise<number> {
    for (;;) {
      const { sequence, storableFrom, centre } = standing();
      const pending = (await daysToRecount(this.#store)).map(({ day }) => day);
      const run = await this.#nextRun(pending, centre, storableFrom, sequence);
      if (run === null) return 0;
      if (!goesOn()) return pending.length;
      const { start } = daySpan(run.first, centre.zone);
      const end = Math.min(daySpan(run.last, centre.zone).end, storableFrom);
      const rows = await recountDays(this.#store, run.centre, run, sequence);
      const within = rows.filter(({ startsAt }) => startsAt < end);
      await replaceSums(this.#store, within, { start, end }, run.days, sequence);
    }
  }

  /** The newest pending days that follow each other and were counted by the same configuration; `null`: none is left. */
  async #nextRun(pending: readonly PlainDate[], centre: Centre, storableFrom: number, sequence: number) {
    const firstDay = await firstRecountableDay(this.#store, centre.zone);
    const open: PlainDate[] = [];
    for (const day of pending) {
      const isFinal = firstDay !== null && day < firstDay;
      if (isFinal || daySpan(day, centre.zone).start >= storableFrom)
        await unmarkDays(this.#store.db, [day], sequence);
      else open.push(day);
    }
    const [last] = open;
    if (last === undefined) return null;
    const held = await this.#centreOf(last, centre);
    const days = [last];
    for (const day of open.slice(1, DAYS_AT_ONCE)) {
      if (day !== addDays(days.at(-1) ?? day, -1)) break;
      if (JSON.stringify(await this.#centreOf(day, centre)) !== JSON.stringify(held)) break;
      days.push(day);
    }
    return { first: days.at(-1) ?? last, last, days, centre: held };
  }

  async #centreOf(day: PlainDate, centre: Centre): Promise<Centre> {
    return (await centreBefore(this.#store, daySpan(day, centre.zone).end)) ?? centre;
  }
}
