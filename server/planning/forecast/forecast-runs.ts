import * as v from 'valibot';
import { plainDate } from '../../../forecasting/time/index.ts';
import { namedEventsOf } from '../calendar/event-store.ts';
import { ownDays } from '../calendar/own-days.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import { queueForecastSchema } from '../../contract/forecast.ts';
import { readDecisions } from '../history/history-store.ts';
import { readPast } from '../history/read-past.ts';
import type { JobHandle, JobRunner } from '../../platform/jobs/job-runner.ts';
import type { JobProgress } from '../../platform/jobs/job.ts';
import type { Store } from '../../platform/store/database.ts';
import { saveForecast } from './forecast-store.ts';
import type { ForecastTask, QueueTask } from './forecast-task.ts';

export interface ForecastRunsOptions {
  readonly store: Store;
  readonly runner: JobRunner;
  readonly now: () => number;
  readonly zone: string;
  /** Opening hours of a city, for its own closures; absent: only public holidays are known. */
  readonly hoursOf?: (city: string) => OpeningHours | undefined;
  /** Told when versions were kept. */
  readonly onKept?: () => void;
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

/** Days that a run forecasts, both included. */
export interface RunSpan {
  readonly from: string;
  readonly until: string;
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

  /**
   * @param author account that asks; `null` for the day's own run
   * @returns the run's id, and the versions it left once it has ended; `kept` never rejects
   */
  async start(
    cities: readonly string[],
    span: RunSpan,
    author: string | null = null,
  ): Promise<{ readonly id: string; readonly kept: Promise<readonly KeptVersion[]> }> {
    const { runner, zone } = this.#options;
    const queues = await Promise.all(cities.map((city) => this.#queueTask(city)));
    const task: ForecastTask = { zone, from: plainDate(span.from), until: plainDate(span.until), queues };
    const handle = runner.start({
      kind: 'forecast',
      entry: 'forecast-worker',
      input: task,
      wallSeconds: WALL_SECONDS,
    });
    const run: Run = { handle, settled: undefined };
    this.#remember(run);
    const kept = this.#keep(handle, span, author).then(
      (versions) => {
        run.settled = { failed: false, versions };
        if (versions.length > 0) this.#options.onKept?.();
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

  /** Everything that is known of one city, up to the end of yesterday. */
  async #queueTask(city: string): Promise<QueueTask> {
    const { store, zone, now, hoursOf } = this.#options;
    const [{ records }, decisions, events] = await Promise.all([
      readPast(store, city, { zone, now: now() }),
      readDecisions(store.db, city),
      namedEventsOf(store.db, city),
    ]);
    const hours = hoursOf?.(city);
    return {
      queue: city,
      records,
      decisions: [...decisions],
      events,
      ...ownDays(hours),
    };
  }

  async #keep(handle: JobHandle, span: RunSpan, author: string | null): Promise<readonly KeptVersion[]> {
    const { store, now, zone } = this.#options;
    const outcome = await handle.done;
    if (outcome.kind !== 'done') return [];
    const forecasts = v.parse(v.array(queueForecastSchema), outcome.result);
    const versions: KeptVersion[] = [];
    const provenance = { ...span, run: handle.id, author, now: now() };
    await store.db.transaction().execute(async (transaction) => {
      for (const forecast of forecasts) {
        if (forecast.learntUntil === undefined) continue;
        const inputs = {
          model: 'auto',
          calendar: 'DE-NW',
          zone,
          seed: null,
          learntFrom: forecast.learntFrom ?? null,
          learntUntil: forecast.learntUntil ?? null,
        };
        const id = await saveForecast(transaction, forecast, inputs, provenance);
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
