import { addDays, clockTime } from '../../../forecasting/time/index.ts';
import { greatestCommonDivisor, INTERVAL_LENGTHS } from './interval-lengths.ts';
import type { Decided, Place, ReadingQuestion } from './notation-evidence.ts';
import { parseMoment, type DateOrder } from './parse-moment.ts';

/** Which end of its interval a time names. `endSameDay`: its end, and `00:00` ends the day that stands beside it. */
export type NamedTimes = 'start' | 'end' | 'endSameDay';

/** How a time becomes the start of its interval. */
export interface TimesReading {
  readonly toStartMinutes: number;
  readonly isMidnightLast: boolean;
}

export interface TimesColumns {
  /** Whether the column that holds the times says by its name that it holds ends. */
  readonly nameEnds: boolean;
  /** Whether the day stands in another column than the time. */
  readonly isDayApart: boolean;
  /** Length of an interval, where a person has said it. */
  readonly minutes: number | undefined;
}

/** Gathers which end of its interval a time names: by its column's name, and by `00:30` to `24:00` and never `00:00`. */
export class TimesEvidence {
  readonly #columns: TimesColumns;
  #step = 1440;
  #first = 1440;
  #midnight: (Place & { readonly day: string }) | undefined;
  #lastOfDay: Place | undefined;
  #dayAlone: Place | undefined;
  #count = 0;
  #tellsBoth = false;

  constructor(columns: TimesColumns) {
    this.#columns = columns;
  }

  /**
   * @param time minute as the file writes it, 1440 for `24:00`, and the length where the end stands beside it
   * @param day the text of the day to which the time belongs
   */
  add(
    { minute, lengthMinutes }: { readonly minute: number; readonly lengthMinutes: number | undefined },
    place: Place,
    day: string,
  ): void {
    this.#count += 1;
    this.#step = greatestCommonDivisor(this.#step, minute);
    this.#first = Math.min(this.#first, minute);
    this.#tellsBoth ||= lengthMinutes !== undefined;
    if (minute === 0) this.#midnight ??= { ...place, day };
    if (minute === 1440) this.#lastOfDay ??= place;
  }

  /** A day without any time. */
  addDay(place: Place): void {
    this.#dayAlone ??= place;
  }

  /** @param order of the file's dates */
  decide(order: DateOrder): Decided<TimesReading> {
    if (this.#tellsBoth) return { is: this.as('start') };
    return this.#columns.nameEnds ? this.#endsByName(order) : this.#byLastOfDay();
  }

  as(said: NamedTimes): TimesReading {
    return {
      toStartMinutes: said === 'start' ? 0 : this.#stepMinutes(),
      isMidnightLast: said === 'endSameDay',
    };
  }

  #endsByName(order: DateOrder): Decided<TimesReading> {
    const day = this.#dayAlone;
    if (this.#count === 0 && day !== undefined) {
      const date = parseMoment(day.value, order)?.date;
      if (date !== undefined) return ask(day, { start: date, end: addDays(date, -1) });
    }
    const midnight = this.#midnight;
    const date = midnight === undefined ? undefined : parseMoment(midnight.day, order)?.date;
    if (!this.#columns.isDayApart || midnight === undefined || date === undefined)
      return { is: this.as('end') };
    if (this.#lastOfDay !== undefined) return { is: this.as('end') };
    const last = `${clockTime(1440 - this.#stepMinutes())} – 24:00`;
    return ask(
      { ...midnight, value: `${midnight.day} ${midnight.value}` },
      { end: `${addDays(date, -1)} ${last}`, endSameDay: `${date} ${last}` },
    );
  }

  #byLastOfDay(): Decided<TimesReading> {
    const step = this.#stepMinutes();
    const isWhole = this.#midnight === undefined && this.#first === this.#step;
    if (this.#lastOfDay === undefined || !isWhole) return { is: this.as('start') };
    return ask(this.#lastOfDay, {
      start: `24:00 – ${clockTime(step)}`,
      end: `${clockTime(1440 - step)} – 24:00`,
    });
  }

  /** Minutes from one time to the next, as the rows will be found to be long. */
  #stepMinutes(): number {
    const found = INTERVAL_LENGTHS.findLast((length) => this.#step % length === 0);
    return this.#columns.minutes ?? found ?? this.#step;
  }
}

function ask(
  { line, column, value }: Place,
  means: Readonly<Partial<Record<NamedTimes, string>>>,
): { readonly question: ReadingQuestion } {
  const readings = Object.entries(means).map(([choice, words]) => ({ choice, means: words }));
  return { question: { option: 'times', line, column, value, readings } };
}
