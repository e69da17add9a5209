import { parentPort, workerData } from 'node:worker_threads';
import * as v from 'valibot';
import { plainDate } from '../../../forecasting/time/index.ts';
import { demoHistory } from './demo-world.ts';

const requestSchema = v.object({
  /** First day of the past. */
  begins: v.string(),
  /** Rows that start before it are there already. */
  after: v.number(),
  today: v.string(),
});

/** What the worker is asked: the made-up past as far as it is not stored yet. */
export type DemoHistoryRequest = v.InferOutput<typeof requestSchema>;

const { begins, after, today } = v.parse(requestSchema, workerData);
parentPort?.postMessage(
  demoHistory(plainDate(begins), plainDate(today)).filter(({ start }) => start > after),
);
