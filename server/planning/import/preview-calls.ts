import type { IntervalRecord } from '../../../forecasting/history/index.ts';
import type { CallsFormat } from './calls-format.ts';
import type { CallColumn } from '../history/call-columns.ts';
import { collectCalls, type FileQueue, type LeftOutRows } from './collect-calls.ts';
import type { ReadingQuestion } from './notation-evidence.ts';
import type { CallsRow, RowIssue } from './parse-calls-record.ts';
import type { KnownCity, QueueChoices } from '../history/queue-cities.ts';
import { understandCalls, type ReadingOptions } from './understand-calls.ts';

/** What a person says about a file before it is taken in. */
export interface CallsOptions extends ReadingOptions {
  readonly minutes?: IntervalRecord['minutes'] | undefined;
  /** Cities of queue names that nothing else decides. */
  readonly queues?: QueueChoices | undefined;
}

/** What is known without the file. */
export interface CallsSurroundings {
  readonly zone: string;
  /** Epoch milliseconds: what a file states of later times has not happened. */
  readonly now: number;
  /** Cities of the centre; none: every queue name is kept. */
  readonly cities: readonly KnownCity[];
}

/** What a person sees before anything is stored. */
export interface CallsPreview {
  readonly format: CallsFormat;
  readonly missing: readonly CallColumn[];
  readonly unread: readonly string[];
  /** What the file leaves open: nothing is stored before it is said. */
  readonly questions: readonly ReadingQuestion[];
  readonly queues: readonly FileQueue[];
  readonly minutes: IntervalRecord['minutes'];
  readonly rows: number;
  /** Calls that were understood, of all rows together. */
  readonly offeredInAll: number;
  readonly leftOut: LeftOutRows;
  readonly sample: readonly CallsRow[];
  /** The first of them. */
  readonly issues: readonly RowIssue[];
  readonly issueCount: number;
}

const NOTHING_LEFT_OUT: LeftOutRows = {
  sums: 0,
  titles: 0,
  doubled: 0,
  skippedHour: 0,
  otherQueues: 0,
  future: 0,
};

/** Reads a file as an import would, to its end, and stores nothing. @throws TableError for what is no table */
export async function previewCalls(
  file: string,
  options: CallsOptions,
  { zone, now, cities }: CallsSurroundings,
): Promise<CallsPreview> {
  const reading = await understandCalls(file, options);
  if (reading.missing.length > 0)
    return {
      ...reading,
      queues: [],
      minutes: 15,
      rows: 0,
      offeredInAll: 0,
      leftOut: NOTHING_LEFT_OUT,
      sample: [],
      issues: [],
      issueCount: 0,
    };
  const { queue, minutes, queues: choices = {} } = options;
  const { calls, ...collected } = await collectCalls(file, reading.format, {
    zone,
    now,
    cities,
    choices,
    queue,
    minutes,
  });
  return { ...reading, ...collected, offeredInAll: calls.offeredInAll };
}

/** True where nothing stands in the way of storing the file. */
export function isReady({ missing, questions, queues, issueCount, rows }: CallsPreview): boolean {
  const isOpen = queues.some(({ place }) => place.kind === 'open');
  return missing.length === 0 && questions.length === 0 && issueCount === 0 && rows > 0 && !isOpen;
}
