import { instant, type IntervalRecord } from '../../forecasting/index.ts';
import type { CallFigures, CallsRow } from './parse-calls-record.ts';

const FIGURES = ['answered', 'abandoned', 'answeredWithinThreshold', 'handleSeconds', 'waitSeconds'] as const;
/** Start, queue, offered, and the figures. */
const COLUMNS = 3 + FIGURES.length;
const FIRST_ROWS = 16_384;

/**
 * The rows of a file, read once and held as plain numbers: two million rows of history take 130 MB, as objects they
 * would take a gigabyte.
 */
export class CallsBuffer {
  #values = new Float64Array(FIRST_ROWS * COLUMNS);
  #rows = 0;
  readonly #queues: string[] = [];
  readonly #numbers = new Map<string, number>();

  get length(): number {
    return this.#rows;
  }

  /** @param start the instant at which the row's interval begins */
  add(row: CallsRow, start: number): void {
    const at = this.#rows * COLUMNS;
    if (at >= this.#values.length) this.#grow();
    this.#values[at] = start;
    this.#values[at + 1] = this.#numberOf(row.queue);
    this.#values[at + 2] = row.offered;
    for (const [index, figure] of FIGURES.entries())
      this.#values[at + 3 + index] = row.figures[figure] ?? Number.NaN;
    this.#rows += 1;
  }

  /** Rows [from, to) as records of intervals of one length. */
  records(from: number, to: number, minutes: IntervalRecord['minutes']): readonly IntervalRecord[] {
    const count = Math.max(0, Math.min(to, this.#rows) - from);
    return Array.from({ length: count }, (_, index) => {
      const at = (from + index) * COLUMNS;
      return {
        queue: this.#queues[this.#values[at + 1] ?? 0] ?? '',
        start: instant(this.#values[at] ?? 0),
        minutes,
        offered: this.#values[at + 2] ?? 0,
        ...this.#figures(at + 3),
      };
    });
  }

  #figures(at: number): CallFigures {
    const figures: Partial<Record<(typeof FIGURES)[number], number>> = {};
    for (const [index, figure] of FIGURES.entries()) {
      const value = this.#values[at + index];
      if (value !== undefined && !Number.isNaN(value)) figures[figure] = value;
    }
    return figures;
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
