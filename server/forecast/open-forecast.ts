import type { Room } from '../compose.ts';
import { historyRoutes } from '../history/routes.ts';
import { JobRunner } from '../jobs/job-runner.ts';
import type { Db } from '../store/schema.ts';
import { ForecastRuns } from './forecast-runs.ts';
import { forecastRoutes } from './routes.ts';

export interface OpenForecastOptions {
  readonly db: Db;
  readonly now: () => number;
  readonly zone: string;
  /** Ids of the cities that the centre has now. */
  readonly cities: () => readonly string[];
  readonly onFailure?: (error: unknown) => void;
}

/** History, calendar and forecasts as a room of the server; runs go one after the other, beside the live path. */
export function openForecast({ db, now, zone, cities, onFailure }: OpenForecastOptions): Room {
  const runner = new JobRunner({ atOnce: 1, now });
  const runs = new ForecastRuns({ db, runner, now, zone, ...(onFailure === undefined ? {} : { onFailure }) });
  return {
    routers: [forecastRoutes({ db, runs, cities, now, zone }), historyRoutes({ db, now, zone })],
    close: () => runner.close(),
  };
}
