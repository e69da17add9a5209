import * as v from 'valibot';
import { isPlainDate, plainDate } from '../../forecasting/index.ts';
import { queueForecastSchema } from '../contract/forecast.ts';
import { readDecisions, readHistory } from '../history/history-store.ts';
import type { JobHandle, JobRunner } from '../jobs/job-runner.ts';
import type { JobRecord } from '../jobs/job.ts';
import type { Db } from '../store/schema.ts';
import type { NamedEvent } from '../calendar/forecast-calendar.ts';
import { saveForecast } from './forecast-store.ts';
import type { ForecastTask, QueueTask } from './forecast-task.ts';

export interface ForecastRunsOptions {
  readonly db: Db;
  readonly runner: JobRunner;
  readonly now: () => number;
  readonly zone: string;
}

/** A run that takes longer than this has lost its way. */
const WALL_SECONDS = 600;

/** Forecasts of all cities as jobs beside the live path: progress, cancel, and a version per city at the end. */
export class ForecastRuns {
  readonly #options: ForecastRunsOptions;
  readonly #runs = new Map<string, JobHandle>();

  constructor(options: ForecastRunsOptions) {
    this.#options = options;
  }

  /** @returns the run's id, and when it has ended and its versions are kept */
  async start(
    cities: readonly string[],
    span: { readonly from: string; readonly until: string },
  ): Promise<{ readonly id: string; readonly kept: Promise<readonly string[]> }> {
    const { db, runner, now, zone } = this.#options;
    const queues = await Promise.all(cities.map((city) => readQueueTask(db, city)));
    const task: ForecastTask = { zone, from: plainDate(span.from), until: plainDate(span.until), queues };
    const handle = runner.start({
      kind: 'forecast',
      entry: 'forecast-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
    });
    this.#runs.set(handle.id, handle);
    const kept = handle.done.then(async (outcome) => {
      if (outcome.kind !== 'done') return [];
      const forecasts = v.parse(v.array(queueForecastSchema), outcome.result);
      const inputs = { model: 'auto', calendar: 'DE-NW', zone, seed: null };
      return Promise.all(
        forecasts.map((forecast) =>
          saveForecast(
            db,
            forecast,
            span,
            { ...inputs, learntFrom: forecast.learntFrom, learntUntil: forecast.learntUntil },
            now(),
          ),
        ),
      );
    });
    return { id: handle.id, kept };
  }

  look(id: string): JobRecord | undefined {
    return this.#runs.get(id)?.record();
  }

  cancel(id: string): boolean {
    const handle = this.#runs.get(id);
    handle?.cancel();
    return handle !== undefined;
  }
}

async function readQueueTask(db: Db, queue: string): Promise<QueueTask> {
  const [records, decisions, events] = await Promise.all([
    readHistory(db, queue),
    readDecisions(db, queue),
    readEvents(db, queue),
  ]);
  return { queue, records, decisions: [...decisions], events };
}

async function readEvents(db: Db, queue: string): Promise<readonly NamedEvent[]> {
  const rows = await db
    .selectFrom('calendar_event')
    .select(['from_day', 'until_day', 'name', 'factor'])
    .where('queue', 'in', [queue, '*'])
    .execute();
  return rows.flatMap(({ from_day: from, until_day: until, name, factor }) =>
    isPlainDate(from) && isPlainDate(until) ? [{ from, until, name, factor: factor ?? undefined }] : [],
  );
}
