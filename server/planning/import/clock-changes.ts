import { DAY_MS, instant, type Instant, type PlainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import type { CallsRow } from './parse-calls-record.ts';

/** The instant of a row, or why it has none. */
export type RowInstant =
  | { readonly kind: 'at'; readonly start: Instant }
  /** The clocks skip this time in spring. */
  | { readonly kind: 'skipped' };

/**
 * Gives civil times their instants, also in the nights in which clocks change: a time that spring skips has none, and
 * of a time that autumn has twice a queue's first row means the first and its second row the second.
 */
export class ClockChanges {
  readonly #clock: ZoneClock;
  readonly #seen = new Set<string>();

  constructor(zone: string) {
    this.#clock = new ZoneClock(zone);
  }

  instantOf({ date, minute, offsetMinutes, queue }: CallsRow): RowInstant {
    const start = this.#clock.instantAt(date, minute, offsetMinutes);
    if (offsetMinutes !== undefined || !this.#hasChange(date)) return { kind: 'at', start };
    const shown = this.#clock.wallClockAt(start);
    if (shown.minute !== minute || shown.date !== date) return { kind: 'skipped' };
    const again = this.#clock.repeated(date, minute);
    if (again === undefined) return { kind: 'at', start };
    const key = `${date} ${minute} ${queue}`;
    if (this.#seen.has(key)) return { kind: 'at', start: again };
    this.#seen.add(key);
    return { kind: 'at', start };
  }

  /** Day and minute that the clock shows at an instant. */
  shownAt(start: number): { readonly date: PlainDate; readonly minute: number } {
    return this.#clock.wallClockAt(instant(start));
  }

  #hasChange(date: PlainDate): boolean {
    const { start, end } = this.#clock.spanOf(date);
    return end - start !== DAY_MS;
  }
}
