import * as v from 'valibot';
import { plainDate } from '../../../forecasting/time/index.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import {
  forecastJob,
  queueForecastSchema,
  type ForecastSpan,
  type KeptVersions,
} from '../../contract/forecast.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { defineJob, type DefinedJob } from '../../platform/jobs/define-job.ts';
import { workFor } from '../../platform/jobs/work-for.ts';
import type { WorkerPool } from '../../platform/workers/worker-pool.ts';
import type { Store } from '../../platform/store/database.ts';
import { namedEventsOf } from '../calendar/event-store.ts';
import { ownDays } from '../calendar/own-days.ts';
import { readDecisions } from '../history/history-store.ts';
import { readPast } from '../history/read-past.ts';
import { saveForecast } from './forecast-store.ts';
import type { ForecastTask, QueueTask } from './forecast-task.ts';

export interface ForecastJobOptions {
  readonly store: Store;
  readonly pool: WorkerPool;
  readonly now: () => number;
  readonly zone: string;
  readonly cities: () => readonly string[];
  /** Opening hours of a city, for its own closures; absent: only public holidays are known. */
  readonly hoursOf?: (city: string) => OpeningHours | undefined;
  /** Called when versions were kept. */
  readonly onKept?: () => void;
}

/** A run that takes longer than this has lost its way. */
const WALL_SECONDS = 600;

interface ForecastWork {
  readonly span: ForecastSpan;
  readonly task: ForecastTask;
}

/** Forecasts of all cities: learnt from everything that is known when it is asked for, kept as a version per city. */
export function defineForecastJob(options: ForecastJobOptions): DefinedJob {
  return defineJob({
    contract: forecastJob,
    cores: 1,
    isAlone: true,
    mayStart: { roles: ['administrator', 'planner'], of: 'allCities' },
    mayRead: { roles: ['administrator', 'planner', 'supervisor'], of: 'anyCity' },
    mayCancel: { roles: ['administrator', 'planner'], of: 'allCities' },
    prepare: async (span): Promise<ForecastWork> => ({ span, task: await forecastTask(span, options) }),
    run: async ({ span, task }, job) => {
      const result = await workFor(job, options.pool, {
        entry: 'forecast-worker',
        input: task,
        wallSeconds: WALL_SECONDS,
        onProgress: ({ fraction = 0 }) => job.report({ fraction }),
      });
      const provenance = { ...span, run: job.id, author: job.author, now: options.now() };
      const kept = await keepVersions(v.parse(v.array(queueForecastSchema), result), provenance, options);
      if (kept.versions.length > 0) options.onKept?.();
      return kept;
    },
    resultFor: ({ versions }, { cities }) => ({
      versions: versions.filter(({ city }) => reachesCity(cities, city)),
    }),
  });
}

async function forecastTask(span: ForecastSpan, options: ForecastJobOptions): Promise<ForecastTask> {
  const queues = await Promise.all(options.cities().map((city) => queueTask(city, options)));
  return { zone: options.zone, from: plainDate(span.from), until: plainDate(span.until), queues };
}

/** Everything that is known of one city, up to the end of yesterday. */
async function queueTask(
  city: string,
  { store, zone, now, hoursOf }: ForecastJobOptions,
): Promise<QueueTask> {
  const [{ records }, decisions, events] = await Promise.all([
    readPast(store, city, { zone, now: now() }),
    readDecisions(store.db, city),
    namedEventsOf(store.db, city),
  ]);
  return { queue: city, records, decisions: [...decisions], events, ...ownDays(hoursOf?.(city)) };
}

async function keepVersions(
  forecasts: readonly v.InferOutput<typeof queueForecastSchema>[],
  provenance: Parameters<typeof saveForecast>[3],
  { store, zone }: ForecastJobOptions,
): Promise<KeptVersions> {
  const versions: KeptVersions['versions'] = [];
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
  return { versions };
}
