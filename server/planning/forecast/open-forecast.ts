import type { Adapter, ServerModule } from '../../platform/http/server-module.ts';
import type { Centre } from '../../contract/centre.ts';
import { eventRoutes } from '../calendar/event-routes.ts';
import { importRoutes } from '../import/import-routes.ts';
import { ImportRuns } from '../import/import-runs.ts';
import { historyRoutes } from '../history/routes.ts';
import { JobRunner } from '../../platform/jobs/job-runner.ts';
import type { Store } from '../../platform/store/database.ts';
import { adjustmentRoutes } from './adjustment-routes.ts';
import { DailyForecast } from './daily-forecast.ts';
import { forecastDayRoutes } from './forecast-day-routes.ts';
import { ForecastRuns } from './forecast-runs.ts';
import { KeptForecasts } from './kept-forecasts.ts';
import { forecastRoutes } from './routes.ts';

export interface OpenForecastOptions {
  readonly store: Store;
  readonly now: () => number;
  /** The centre as it holds now. */
  readonly centre: () => Centre;
  /** Runs before the day's own forecast is made. */
  readonly prepare?: () => Promise<void>;
  readonly onFailure: (error: unknown) => void;
}

export interface ForecastRoom extends ServerModule {
  /** The forecast that desk and wall read. */
  readonly kept: KeptForecasts;
  /** Makes a forecast a day. */
  readonly daily: Adapter;
}

/** History, calendar and forecasts as a room of the server; runs go one after the other, beside the live path. */
export function openForecast(options: OpenForecastOptions): ForecastRoom {
  const { store, now, centre, onFailure } = options;
  const { db } = store;
  const { zone } = centre();
  const cities = (): readonly string[] => centre().cities.map(({ id }) => id);
  const hoursOf = (city: string) => centre().cities.find(({ id }) => id === city)?.hours;
  const runner = new JobRunner({ atOnce: 1, now });
  const importRunner = new JobRunner({ atOnce: 1, now });
  const previewRunner = new JobRunner({ atOnce: 1, now });
  const kept = new KeptForecasts({ db, centre });
  const runs = new ForecastRuns({
    store,
    runner,
    now,
    zone,
    hoursOf,
    onKept: () => kept.changed(),
    onFailure,
  });
  const daily = new DailyForecast({ ...options, db, runs, kept, cities, zone });
  const imports = new ImportRuns({
    store,
    runner: importRunner,
    previews: previewRunner,
    now,
    zone,
    cities: () => centre().cities,
    onChanged: () => daily.again(),
    onFailure,
  });
  return {
    kept,
    daily,
    routers: [
      forecastRoutes({ db, runs, cities, zone }),
      forecastDayRoutes({ store, kept, cities, now, zone, hoursOf }),
      adjustmentRoutes({ db, now, zone, onChange: () => kept.changed() }),
      historyRoutes({ store, now, zone, hoursOf }),
      importRoutes(imports),
      eventRoutes({ db, now }),
    ],
    close: async () => {
      await imports.close();
      await importRunner.close();
      await previewRunner.close();
      await runner.close();
    },
  };
}
