import * as v from 'valibot';
import { isPlainDate, plainDate } from '../../forecasting/index.ts';
import { queueForecastSchema } from '../contract/forecast.ts';
import { readDecisions, readHistory } from '../history/history-store.ts';
import type { JobHandle, JobRunner } from '../jobs/job-runner.ts';
import type { JobProgress } from '../jobs/job.ts';
import type { Db } from '../store/schema.ts';
import type { NamedEvent } from '../calendar/forecast-calendar.ts';
import { saveForecast } from './forecast-store.ts';
import type { ForecastTask, QueueTask } from './forecast-task.ts';

export interface ForecastRunsOptions {
  readonly db: Db;
  readonly runner: JobRunner;
  readonly now: () => number;
  readonly zone: string;
  /** Told when a run's versions could not be kept. */
  readonly onFailure?: (error: unknown) => void;
}

/** How a run stands. It has ended once `outcome` is told: then its versions are kept, or never will be. */
export interface ForecastRunState {
  readonly id: string;
  readonly requestedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly progress: JobProgress | null;
  readonly outcome: 'done' | 'cancelled' | 'overran' | 'failed' | null;
  /** Version per city, in the order of the cities; empty until it is done. */
  readonly versions: readonly KeptVersion[];
}

export interface KeptVersion {
  readonly city: string;
  readonly id: string;
}

/** A run that takes longer than this has lost its way. */
const WALL_SECONDS = 600;
/** Runs that can still be looked at. */
const REMEMBERED_RUNS = 50;

interface Run {
  readonly handle: JobHandle;
  settled: { readonly failed: boolean; readonly versions: readonly KeptVersion[] } | undefined;
}

/** Forecasts of all cities as jobs beside the live path: progress, cancel, and a version per city at the end. */
export class ForecastRuns {
  readonly #options: ForecastRunsOptions;
  readonly #runs = new Map<string, Run>();

  constructor(options: ForecastRunsOptions) {
    this.#options = options;
  }

  /** @returns the run's id, and the versions it left once it has ended; `kept` never rejects */
  async start(
    cities: readonly string[],
    span: { readonly from: string; readonly until: string },
  ): Promise<{ readonly id: string; readonly kept: Promise<readonly KeptVersion[]> }> {
    const { db, runner, zone } = this.#options;
    const queues = await Promise.all(cities.map((city) => readQueueTask(db, city)));
    const task: ForecastTask = { zone, from: plainDate(span.from), until: plainDate(span.until), queues };
    const handle = runner.start({
      kind: 'forecast',
      entry: 'forecast-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
    });
    const run: Run = { handle, settled: undefined };
    this.#remember(run);
    const kept = this.#keep(handle, span).then(
      (versions) => {
        run.settled = { failed: false, versions };
        return versions;
      },
      (error: unknown) => {
        run.settled = { failed: true, versions: [] };
        this.#options.onFailure?.(error);
        return [];
      },
    );
    return { id: handle.id, kept };
  }

  look(id: string): ForecastRunState | undefined {
    const run = this.#runs.get(id);
    if (run === undefined) return undefined;
    const { requestedAt, startedAt, endedAt, progress, outcome } = run.handle.record();
    const ended = run.settled === undefined ? null : (outcome?.kind ?? null);
    return {
      id,
      requestedAt,
      startedAt: startedAt ?? null,
      endedAt: endedAt ?? null,
      progress: progress ?? null,
      outcome: run.settled?.failed === true ? 'failed' : ended,
      versions: run.settled?.versions ?? [],
    };
  }

  cancel(id: string): boolean {
    const run = this.#runs.get(id);
    run?.handle.cancel();
    return run !== undefined;
  }

  async #keep(
    handle: JobHandle,
    span: { readonly from: string; readonly until: string },
  ): Promise<readonly KeptVersion[]> {
    const { db, now, zone } = this.#options;
    const outcome = await handle.done;
    if (outcome.kind !== 'done') return [];
    const forecasts = v.parse(v.array(queueForecastSchema), outcome.result);
    const versions: KeptVersion[] = [];
    await db.transaction().execute(async (transaction) => {
      for (const forecast of forecasts) {
        const inputs = {
          model: 'auto',
          calendar: 'DE-NW',
          zone,
          seed: null,
          learntFrom: forecast.learntFrom ?? null,
          learntUntil: forecast.learntUntil ?? null,
        };
        const id = await saveForecast(transaction, forecast, span, inputs, now());
        versions.push({ city: forecast.queue, id });
      }
    });
    return versions;
  }

  #remember(run: Run): void {
    this.#runs.set(run.handle.id, run);
    const [oldest] = this.#runs.keys();
    if (this.#runs.size > REMEMBERED_RUNS && oldest !== undefined) this.#runs.delete(oldest);
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
    .orderBy('created_at')
    .execute();
  return rows.flatMap(({ from_day: from, until_day: until, name, factor }) =>
    isPlainDate(from) && isPlainDate(until) ? [{ from, until, name, factor: factor ?? undefined }] : [],
  );
}
