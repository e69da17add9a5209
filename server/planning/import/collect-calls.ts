import { clockTime } from '../../../forecasting/time/index.ts';
import { FIGURES, type IntervalRecord } from '../../../forecasting/history/index.ts';
import type { CallsFormat } from './calls-format.ts';
import { CallsBuffer } from './calls-buffer.ts';
import { ClockChanges } from './clock-changes.ts';
import { intervalLength } from '../history/history-rows.ts';
import { greatestCommonDivisor, INTERVAL_LENGTHS } from './interval-lengths.ts';
import type { CallsRow, RowIssue } from './parse-calls-record.ts';
import { placeQueue, type KnownCity, type QueueChoices, type QueuePlace } from '../history/queue-cities.ts';
import { readCalls, type ReadCallsOptions } from './read-calls.ts';

export interface CollectCallsOptions extends ReadCallsOptions {
  readonly zone: string;
  /** Interval length; found from the file's own rows when absent. */
  readonly minutes?: IntervalRecord['minutes'] | undefined;
  /** Epoch milliseconds: what a file states of later times has not happened. */
  readonly now: number;
  readonly cities: readonly KnownCity[];
  readonly choices: QueueChoices;
}

/** Records of a file that were no mistake and yet were not taken, by why. */
export interface LeftOutRows {
  /** Lines of sums. */
  readonly sums: number;
  /** Titles and remarks between and after the rows, and repeated headers. */
  readonly titles: number;
  /** Rows that only repeated an earlier one. */
  readonly doubled: number;
  /** Rows without calls in the hour that the spring night skips. */
  readonly skippedHour: number;
  /** Rows of queues that are not to be used. */
  readonly otherQueues: number;
  /** Rows without calls of times that are still to come. */
  readonly future: number;
}

export interface FileQueue {
  readonly queue: string;
  readonly rows: number;
  readonly place: QueuePlace;
}

/** A file read as a whole: what may be stored, or what is wrong. */
export interface CollectedCalls {
  readonly calls: CallsBuffer;
  readonly minutes: IntervalRecord['minutes'];
  /** Rows of the file whose calls are taken. */
  readonly rows: number;
  readonly queues: readonly FileQueue[];
  readonly leftOut: LeftOutRows;
  /** The first rows as they were understood. */
  readonly sample: readonly CallsRow[];
  /** The first of them. */
  readonly issues: readonly RowIssue[];
  readonly issueCount: number;
}

const SHOWN = 20;
const SHORTEST = INTERVAL_LENGTHS[0];

/** Reads and checks everything that stands in a file; nothing is stored. @throws the reason of `options.cancelled` */
export async function collectCalls(
  file: string,
  format: CallsFormat,
  options: CollectCallsOptions,
): Promise<CollectedCalls> {
  const collection = new Collection(options);
  for await (const part of readCalls(file, format, options))
    for (const read of part) {
      if (read.kind === 'row') collection.add(read.row);
      else if (read.kind === 'issue') collection.refuse(read.issue);
      else if (read.remark === 'sum') collection.sums += 1;
      else if (read.remark === 'title') collection.titles += 1;
      else if (read.remark === 'header') collection.headers += 1;
    }
  return collection.settled();
}

class Collection {
  readonly #options: CollectCallsOptions;
  readonly #clocks: ClockChanges;
  readonly #calls = new CallsBuffer();
  readonly #rowsOf = new Map<string, number>();
  readonly #sample: CallsRow[] = [];
  readonly #issues: RowIssue[] = [];
  #issueCount = 0;
  #skippedHour = 0;
  #future = 0;
  #step = 1440;
  /** Line from which on no usual length fits all starts. */
  #unevenLine = 0;
  /** Where each length of interval is found first. */
  readonly #foundLengths = new Map<number, number>();
  sums = 0;
  titles = 0;
  headers = 0;

  constructor(options: CollectCallsOptions) {
    this.#options = options;
    this.#clocks = new ClockChanges(options.zone);
  }

  add(row: CallsRow): void {
    const at = this.#clocks.instantOf(row);
    if (at.kind === 'skipped') {
      if (isWithoutCalls(row)) this.#skippedHour += 1;
      else
        this.refuse({
          ...startOf(row),
          allowed: 'a time that exists: the clocks skip this hour in that night',
        });
      return;
    }
    if (at.start > this.#options.now) {
      if (isWithoutCalls(row)) this.#future += 1;
      else this.refuse({ ...startOf(row), allowed: 'a time that has come: these calls lie in the future' });
      return;
    }
    this.#calls.add(row, at.start);
    this.#rowsOf.set(row.queue, (this.#rowsOf.get(row.queue) ?? 0) + 1);
    this.#step = greatestCommonDivisor(this.#step, row.minute);
    if (this.#step % SHORTEST !== 0 && this.#unevenLine === 0) this.#unevenLine = row.line;
    const { lengthMinutes, line } = row;
    if (lengthMinutes !== undefined && !this.#foundLengths.has(lengthMinutes))
      this.#foundLengths.set(lengthMinutes, line);
    if (this.#sample.length < SHOWN) this.#sample.push(row);
  }

  refuse(issue: RowIssue): void {
    this.#issueCount += 1;
    if (this.#issues.length < SHOWN) this.#issues.push(issue);
  }

  settled(): CollectedCalls {
    const { cities, choices } = this.#options;
    const queues = [...this.#rowsOf].map(([queue, rows]) => ({
      queue,
      rows,
      place: placeQueue(queue, cities, choices),
    }));
    const placeOf = new Map(queues.map(({ queue, place }) => [queue, keptName(queue, place)]));
    const { sameCount, contradictions, rows } = this.#calls.settle((queue) => placeOf.get(queue));
    for (const { line, firstLine, start, queue } of contradictions)
      this.refuse({
        ...startOf({ line, ...this.#clocks.shownAt(start) }),
        allowed: `each interval of ${queue} once: line ${firstLine} states other figures of it`,
      });
    const otherQueues = queues.reduce(
      (sum, { rows: count, place }) => sum + (place.kind === 'leftOut' ? count : 0),
      0,
    );
    const minutes = this.#minutes();
    return {
      calls: this.#calls,
      minutes,
      rows,
      queues,
      leftOut: {
        sums: this.sums,
        titles: this.titles + Math.max(0, this.headers - 1),
        doubled: sameCount,
        skippedHour: this.#skippedHour,
        otherQueues,
        future: this.#future,
      },
      sample: this.#sample,
      issues: this.#issues.toSorted((a, b) => a.line - b.line),
      issueCount: this.#issueCount,
    };
  }

  #minutes(): IntervalRecord['minutes'] {
    const { minutes } = this.#options;
    if (minutes !== undefined) return minutes;
    const [first, another] = this.#foundLengths;
    if (first !== undefined && another !== undefined) {
      const [length, line] = another;
      const allowed = `intervals of one length: line ${first[1]} has one of ${first[0]} minutes`;
      this.refuse({ line, field: 'start', value: `${length} min`, allowed });
      return 15;
    }
    const found =
      first === undefined
        ? INTERVAL_LENGTHS.findLast((length) => this.#step % length === 0)
        : INTERVAL_LENGTHS.find((length) => length === first[0]);
    if (found !== undefined) return intervalLength(found);
    const allowed = 'intervals of 5, 15, 30, 60 minutes or a day';
    const [line, value] =
      first === undefined ? [this.#unevenLine, `${this.#step} min`] : [first[1], `${first[0]} min`];
    this.refuse({ line, field: 'start', value, allowed });
    return 15;
  }
}

/** The name under which a queue's calls are stored; `undefined`: not at all. */
function keptName(queue: string, place: QueuePlace): string | undefined {
  if (place.kind === 'leftOut') return undefined;
  return place.kind === 'city' ? place.city : queue;
}

/** Where a row's time stands, as an issue names it. */
function startOf({
  line,
  date,
  minute,
}: Pick<CallsRow, 'line' | 'date' | 'minute'>): Omit<RowIssue, 'allowed'> {
  return { line, field: 'start', value: `${date} ${clockTime(minute)}` };
}

function isWithoutCalls({ offered, figures }: CallsRow): boolean {
  return offered === 0 && FIGURES.every((figure) => (figures[figure] ?? 0) === 0);
}
