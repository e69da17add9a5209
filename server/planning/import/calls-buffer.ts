import {
  FIGURES,
  figuresBy,
  type IntervalFigures,
  type IntervalRecord,
} from '../../../forecasting/history/index.ts';
import { instant } from '../../../forecasting/time/index.ts';
import type { CallsRow } from './parse-calls-record.ts';

/** Start, queue, offered, line, and the figures. */
const COLUMNS = 4 + FIGURES.length;
const FIRST_ROWS = 16_384;
const NO_DOUBLES = { sameCount: 0, contradictions: [] };

/** A row about an interval for which an earlier row of the same queue states something else. */
interface ContradictingRow {
  readonly line: number;
  readonly firstLine: number;
  /** Instant at which its interval begins. */
  readonly start: number;
  readonly queue: string;
}

/** What became of a file's rows. */
interface SettledRows extends DoubledRows {
  /** How many stayed, before those of one city were added up. */
  readonly rows: number;
}

/** Rows that stood in the file before. */
interface DoubledRows {
  /** Rows that only repeated an earlier one. */
  readonly sameCount: number;
  readonly contradictions: readonly ContradictingRow[];
}

/**
 * The rows of a file, read once and held as plain numbers: two million rows of history take 150 MB, as objects they
 * would take a gigabyte.
 */
export class CallsBuffer {
  #values = new Float64Array(FIRST_ROWS * COLUMNS);
  #rows = 0;
  readonly #queues: string[] = [];
  readonly #numbers = new Map<string, number>();
  /** Latest start of each queue: rows in order need no search for doubles. */
  readonly #latest: number[] = [];
  #isInOrder = true;

  get length(): number {
    return this.#rows;
  }

  /** Names of the queues in the order in which they appear. */
  get queues(): readonly string[] {
    return this.#queues;
  }

  /** @param start the instant at which the row's interval begins */
  add(row: CallsRow, start: number): void {
    const at = this.#rows * COLUMNS;
    if (at >= this.#values.length) this.#grow();
    const queue = this.#numberOf(row.queue);
    this.#values[at] = start;
    this.#values[at + 1] = queue;
    this.#values[at + 2] = row.offered;
    this.#values[at + 3] = row.line;
    let place = at + 4;
    for (const figure of FIGURES) this.#values[place++] = row.figures[figure] ?? Number.NaN;
    this.#isInOrder &&= start > (this.#latest[queue] ?? Number.NEGATIVE_INFINITY);
    this.#latest[queue] = Math.max(this.#latest[queue] ?? start, start);
    this.#rows += 1;
  }

  /**
   * Leaves every interval of a queue once. Rows that say the same twice are one; rows of several queues of one city are
   * added up.
   *
   * @param cityOf the city that a queue's calls belong to; `undefined`: its rows are left out
   * @returns rows of intervals that stood there before were left out, whether they say the same or not
   */
  settle(cityOf: (queue: string) => string | undefined): SettledRows {
    const cities = this.#queues.map(cityOf);
    const names = [...new Set(cities.filter((city) => city !== undefined))];
    const isPlain = cities.every((city, index) => city === names[index]);
    const dropped = new Uint8Array(this.#rows);
    const doubled = this.#isInOrder ? NO_DOUBLES : this.#findDoubles(dropped);
    if (this.#isInOrder && isPlain) {
      this.#rename(names);
      return { ...doubled, rows: this.#rows };
    }
    return { ...doubled, rows: this.#merge(dropped, cities, names) };
  }

  /** Marks every row whose queue and start an earlier row has. */
  #findDoubles(dropped: Uint8Array): DoubledRows {
    const order = Uint32Array.from({ length: this.#rows }, (_, row) => row).sort(
      (a, b) => this.#at(a, 1) - this.#at(b, 1) || this.#at(a, 0) - this.#at(b, 0) || a - b,
    );
    let sameCount = 0;
    const contradictions: ContradictingRow[] = [];
    for (let place = 1, first = order[0] ?? 0; place < order.length; place += 1) {
      const row = order[place] ?? 0;
      if (this.#at(row, 0) !== this.#at(first, 0) || this.#at(row, 1) !== this.#at(first, 1)) {
        first = row;
        continue;
      }
      dropped[row] = 1;
      const queue = this.#queues[this.#at(row, 1)] ?? '';
      if (this.#isSame(row, first)) sameCount += 1;
      else
        contradictions.push({
          line: this.#at(row, 3),
          firstLine: this.#at(first, 3),
          start: this.#at(row, 0),
          queue,
        });
    }
    return { sameCount, contradictions: contradictions.toSorted((a, b) => a.line - b.line) };
  }

  /** Rows [from, to) as records of intervals of one length. */
  records(from: number, to: number, minutes: IntervalRecord['minutes']): readonly IntervalRecord[] {
    const count = Math.max(0, Math.min(to, this.#rows) - from);
    return Array.from({ length: count }, (_, index) => {
      const row = from + index;
      return {
        queue: this.#queues[this.#at(row, 1)] ?? '',
        start: instant(this.#at(row, 0)),
        minutes,
        offered: this.#at(row, 2),
        ...this.#figures(row),
      };
    });
  }

  /** Sum of the calls of all rows. */
  get offeredInAll(): number {
    let sum = 0;
    for (let row = 0; row < this.#rows; row += 1) sum += this.#at(row, 2);
    return sum;
  }

  /** First and last start of all rows. */
  span(): { readonly from: number; readonly until: number } {
    let from = Number.POSITIVE_INFINITY;
    let until = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      from = Math.min(from, this.#at(row, 0));
      until = Math.max(until, this.#at(row, 0));
    }
    return { from: this.#rows === 0 ? 0 : from, until };
  }

  #at(row: number, column: number): number {
    return this.#values[row * COLUMNS + column] ?? 0;
  }

  #isSame(row: number, other: number): boolean {
    return [2, ...FIGURES.map((_, index) => 4 + index)].every((column) =>
      Object.is(this.#at(row, column), this.#at(other, column)),
    );
  }

  /**
   * Moves the rows that stay together, by city; rows of one city and start become one.
   *
   * @returns how many rows stayed
   */
  #merge(dropped: Uint8Array, cities: readonly (string | undefined)[], names: readonly string[]): number {
    const cityNumbers = cities.map((city) => (city === undefined ? -1 : names.indexOf(city)));
    const isShared = names.length < cities.filter((city) => city !== undefined).length;
    const places = new Map<string, number>();
    let kept = 0;
    let stayed = 0;
    for (let row = 0; row < this.#rows; row += 1) {
      const city = cityNumbers[this.#at(row, 1)] ?? -1;
      if (dropped[row] === 1 || city < 0) continue;
      stayed += 1;
      const key = isShared ? `${city} ${this.#at(row, 0)}` : '';
      const place = isShared ? places.get(key) : undefined;
      if (place !== undefined) {
        for (const column of [2, ...FIGURES.map((_, index) => 4 + index)])
          this.#values[place * COLUMNS + column] = this.#at(place, column) + this.#at(row, column);
        continue;
      }
      if (isShared) places.set(key, kept);
      this.#values.copyWithin(kept * COLUMNS, row * COLUMNS, (row + 1) * COLUMNS);
      this.#values[kept * COLUMNS + 1] = city;
      kept += 1;
    }
    this.#rows = kept;
    this.#rename(names);
    return stayed;
  }

  #rename(names: readonly string[]): void {
    this.#queues.splice(0, this.#queues.length, ...names);
  }

  #figures(row: number): IntervalFigures {
    return figuresBy((_, place) => {
      const value = this.#at(row, 4 + place);
      return Number.isNaN(value) ? undefined : value;
    });
  }

  #numberOf(queue: string): number {
    const known = this.#numbers.get(queue);
    if (known !== undefined) return known;
    this.#numbers.set(queue, this.#queues.length);
    return this.#queues.push(queue) - 1;
  }

  #grow(): void {
    const larger = new Float64Array(this.#values.length * 2);
    larger.set(this.#values);
    this.#values = larger;
  }
}
