import type { IntervalRecord } from '../../../forecasting/history/index.ts';
import { dateAt, daySpan, instant, type PlainDate } from '../../../forecasting/time/index.ts';
import { insertHistory } from '../../planning/history/history-rows.ts';
import { spawnWorker } from '../../platform/workers/spawn-worker.ts';
import type { Store } from '../../platform/store/database.ts';
import { DEMO_ZONE } from './demo-centre.ts';
import type { DemoHistoryRequest } from './demo-history-worker.ts';
import { demoGroups, demoHistoryBegins } from './demo-world.ts';

/**
 * Sees to it that the store holds the made-up past up to yesterday: two years at the first start, the days since at
 * later ones. What planners decided about days stays.
 */
export async function keepDemoHistory(store: Store, today: PlainDate): Promise<void> {
  const { db } = store;
  const cities = Object.keys(demoGroups);
  await db
    .deleteFrom('call_history')
    .where('queue', 'in', cities)
    .where('starts_at', '>=', daySpan(today, DEMO_ZONE).start)
    .execute();
  const known = await db
    .selectFrom('call_history')
    .select(({ fn }) => [fn.min('starts_at').as('first'), fn.max('starts_at').as('last')])
    .where('queue', 'in', cities)
    .executeTakeFirst();
  const { first, last } = known ?? {};
  const begins = isNumber(first) ? dateAt(instant(first), DEMO_ZONE) : demoHistoryBegins(today);
  const request: DemoHistoryRequest = { begins, after: isNumber(last) ? last : 0, today };
  await insertHistory(store, await generated(request));
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Two years take a moment to make up: beside the thread that pushes to walls. */
function generated(request: DemoHistoryRequest): Promise<readonly IntervalRecord[]> {
  const worker = spawnWorker('demo-history', { workerData: request });
  worker.unref();
  return new Promise((resolve, reject) => {
    worker.once('message', (records: readonly IntervalRecord[]) => resolve(records));
    worker.once('error', reject);
    worker.once('exit', (status) => reject(new Error(`making up history ended with status ${status}`)));
  });
}
