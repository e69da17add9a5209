import { figureNotation, type DecimalMark, type DurationUnit } from './parse-figure.ts';
import { dateNumbers, type DateOrder } from './parse-moment.ts';

/** A value of the file that shows or leaves in doubt how the file writes things. */
export interface Place {
  readonly line: number;
  readonly column: string;
  readonly value: string;
}

/** A notation that the file does not decide: somebody must say which reading is meant. */
export interface ReadingQuestion {
  readonly option: 'decimal' | 'dateOrder' | 'durations' | 'timeColumn' | 'times';
  readonly line: number;
  readonly column: string;
  readonly value: string;
  /** What may be said, and what the value would then mean. */
  readonly readings: readonly { readonly choice: string; readonly means: string }[];
}

export type Decided<T> = { readonly is: T } | { readonly question: ReadingQuestion };

/** Gathers what all numbers of a file say about their decimal mark. */
export class DecimalEvidence {
  #comma: Place | undefined;
  #point: Place | undefined;
  #doubtfulCount: Place | undefined;
  #doubtfulSeconds: Place | undefined;
  #doubtfulMark: DecimalMark | undefined;
  /** Both marks between three digits each: the file contradicts itself. */
  #bothMarks: Place | undefined;

  /** @param isCount calls, which are whole numbers, or seconds, which may have a fraction */
  add(text: string, line: number, column: string, isCount: boolean): void {
    const notation = figureNotation(text);
    if (notation === 'plain' || notation === 'none') return;
    const place = { line, column, value: text };
    if (notation === 'decimalComma') this.#comma ??= place;
    else if (notation === 'decimalPoint') this.#point ??= place;
    else {
      const mark = notation === 'pointInDoubt' ? '.' : ',';
      if (this.#doubtfulMark !== undefined && mark !== this.#doubtfulMark) this.#bothMarks ??= place;
      this.#doubtfulMark ??= mark;
      if (isCount) this.#doubtfulCount ??= place;
      else this.#doubtfulSeconds ??= place;
    }
  }

  /**
   * Numbers that leave no doubt decide. Without them calls decide, which are whole numbers: `1.234` calls are a thousand
   * and more, unless the file's dates are of the other custom.
   */
  decide(dateOrder: DateOrder): Decided<DecimalMark> {
    const certain = this.#certain();
    if (certain !== undefined) {
      // a point that makes fractions elsewhere would leave 1.234 calls: no whole number
      const doubtful = this.#doubtfulMark === certain ? this.#doubtfulCount : undefined;
      return doubtful === undefined ? { is: certain } : this.#ask(doubtful);
    }
    if (this.#comma !== undefined && this.#point !== undefined) return this.#ask(this.#comma);
    const doubtful = this.#doubtfulCount ?? this.#doubtfulSeconds;
    const custom = customOf(dateOrder);
    if (doubtful === undefined) return { is: custom ?? '.' };
    const asThousands = this.#doubtfulMark === '.' ? ',' : '.';
    const isClear =
      this.#bothMarks === undefined &&
      (this.#doubtfulCount === undefined
        ? custom === asThousands
        : custom === undefined || custom === asThousands);
    return isClear ? { is: asThousands } : this.#ask(this.#bothMarks ?? doubtful);
  }

  #certain(): DecimalMark | undefined {
    if (this.#comma === undefined) return this.#point === undefined ? undefined : '.';
    return this.#point === undefined ? ',' : undefined;
  }

  #ask({ line, column, value }: Place): Decided<DecimalMark> {
    const readings = ([',', '.'] as const).map((mark) => ({
      choice: mark,
      means: value.replaceAll(mark === ',' ? '.' : ',', '').replace(',', '.'),
    }));
    return { question: { option: 'decimal', line, column, value, readings } };
  }
}

/** German dates go with decimal commas, American ones with points; ISO dates with either. */
function customOf(order: DateOrder): DecimalMark | undefined {
  if (order === 'day.month.year') return ',';
  return order === 'month/day/year' ? '.' : undefined;
}

/** Gathers what all dates of a file say about their order. */
export class DateEvidence {
  #yearFirst = 0;
  #points = 0;
  #dayFirst = 0;
  #monthFirst = 0;
  #doubtful: Place | undefined;
  #last = '';

  add(text: string, line: number, column: string): void {
    if (text.slice(0, 10) === this.#last) return;
    this.#last = text.slice(0, 10);
    const numbers = dateNumbers(text);
    if (numbers === undefined) return;
    const { mark, first, second } = numbers;
    if (first === undefined) this.#yearFirst += 1;
    else if (mark === '.') this.#points += 1;
    else if (first > 12) this.#dayFirst += 1;
    else if (second > 12) this.#monthFirst += 1;
    else this.#doubtful ??= { line, column, value: text };
  }

  decide(): Decided<DateOrder> {
    if (this.#dayFirst + this.#monthFirst > 0)
      return { is: this.#monthFirst > this.#dayFirst ? 'month/day/year' : 'day.month.year' };
    if (this.#doubtful !== undefined) {
      const { line, column, value } = this.#doubtful;
      const [, first = '', second = '', year = ''] =
        /(\d{1,2})[-/](\d{1,2})[-/](\d{4}|\d{2})/.exec(value) ?? [];
      const day = (month: string, date: string) =>
        `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
      const readings = [
        { choice: 'dmy', means: day(second, first) },
        { choice: 'mdy', means: day(first, second) },
      ];
      return { question: { option: 'dateOrder', line, column, value, readings } };
    }
    return { is: this.#points > this.#yearFirst ? 'day.month.year' : 'year-month-day' };
  }
}

/** Gathers whether `4:30` of a duration stands beside `0:04:30`, which says what it means. */
export class DurationEvidence {
  #whole = false;
  #short: Place | undefined;

  add(text: string, line: number, column: string): void {
    const colons = text.split(':').length - 1;
    if (colons === 2) this.#whole = true;
    else if (colons === 1) this.#short ??= { line, column, value: text };
  }

  decide(): Decided<DurationUnit> {
    // beside hours, minutes and seconds the short form leaves the hours away
    if (this.#short === undefined || this.#whole) return { is: 'minutes:seconds' };
    const { line, column, value } = this.#short;
    const [first = '0', second = '0'] = value.split(':');
    const seconds = Number(first) * 60 + Number(second);
    const readings = [
      { choice: 'm:s', means: `${seconds} s` },
      { choice: 'h:m', means: `${seconds * 60} s` },
    ];
    return { question: { option: 'durations', line, column, value, readings } };
  }
}
