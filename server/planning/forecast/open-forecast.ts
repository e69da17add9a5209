import type { Adapter, ServerModule } from '../../platform/http/server-module.ts';
import type { Centre } from '../../contract/centre.ts';
import { eventRoutes } from '../calendar/event-routes.ts';
import { importRoutes } from '../import/import-routes.ts';
import { defineImportJob } from '../import/import-job.ts';
import { Uploads } from '../import/uploads.ts';
import { historyRoutes } from '../history/routes.ts';
import type { JobSupport } from '../../platform/jobs/job-support.ts';
import type { Store } from '../../platform/store/database.ts';
import { adjustmentRoutes } from './adjustment-routes.ts';
import { DailyForecast } from './daily-forecast.ts';
import { forecastDayRoutes } from './forecast-day-routes.ts';
import { defineForecastJob } from './forecast-job.ts';
import { KeptForecasts } from './kept-forecasts.ts';
import { forecastRoutes } from './routes.ts';

export interface OpenForecastOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly support: JobSupport;
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

/** History, calendar and forecasts as a room of the server. */
export function openForecast(options: OpenForecastOptions): ForecastRoom {
  const { store, now, centre } = options;
  const { jobs, pool, moments } = options.support;
  const { db } = store;
  const { zone } = centre();
  const cities = (): readonly string[] => centre().cities.map(({ id }) => id);
  const hoursOf = (city: string) => centre().cities.find(({ id }) => id === city)?.hours;
  const kept = new KeptForecasts({ db, centre });
  const daily = new DailyForecast({ ...options, db, jobs, kept, cities, zone });
  const known = { now, zone, cities: () => centre().cities };
  const uploads = new Uploads({ ...known, db, pool: moments });
  const onChanged = (): void => daily.again();
  jobs.offer(
    defineForecastJob({ store, pool, now, zone, cities, hoursOf, onKept: () => kept.changed() }),
    defineImportJob({ ...known, store, pool, uploads, onChanged }),
  );
  return {
    kept,
    daily,
    routers: [
      forecastRoutes({ db, zone }),
      forecastDayRoutes({ store, kept, cities, now, zone, hoursOf }),
      adjustmentRoutes({ db, now, zone, onChange: () => kept.changed() }),
      historyRoutes({ store, now, zone, hoursOf }),
      importRoutes({ db, uploads, now, onChanged }),
      eventRoutes({ db, now }),
    ],
    close: () => uploads.close(),
  };
}
