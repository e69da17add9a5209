import { Router } from 'express';
import { adjustForecast } from '../../../forecasting/forecast/index.ts';
import { MINUTE_MS, ZoneClock } from '../../../forecasting/time/index.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import type { Db } from '../../platform/store/schema.ts';
import { allAdjustments, holdingFor } from './adjustment-store.ts';
import { findForecast, listForecasts, listRuns } from './forecast-store.ts';
import { intervalsOf } from './version-days.ts';

export interface ForecastRouteOptions {
  readonly db: Db;
  readonly zone: string;
}

/** The versions that forecasts leave. */
export function forecastRoutes({ db, zone }: ForecastRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.get('/api/v1/forecast-runs', async (request, response) => {
    const { cities: reach } = accessOf(request);
    response.json(await listRuns(db, (city) => reachesCity(reach, city)));
  });

  router.get('/api/v1/cities/:city/forecasts', async (request, response) => {
    response.json({ versions: await listForecasts(db, request.params.city) });
  });

  router.get('/api/v1/cities/:city/forecasts/:version', async (request, response) => {
    const version = await findForecast(db, request.params.version);
    if (version?.queue !== request.params.city) throw new HttpError(404, 'forecast-unknown');
    const intervals = intervalsOf(version.forecast, clock);
    const first = intervals[0]?.start ?? 0;
    const end = (intervals.at(-1)?.start ?? 0) + version.forecast.grid.slotMinutes * MINUTE_MS;
    const adjustments = holdingFor(await allAdjustments(db, { from: first, until: end }), version.queue);
    response.json({ ...version, adjusted: adjustForecast(intervals, adjustments) });
  });

  return router;
}
