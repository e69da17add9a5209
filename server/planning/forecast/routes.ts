import { Router } from 'express';
import { adjustForecast } from '../../../forecasting/forecast/index.ts';
import { MINUTE_MS, ZoneClock } from '../../../forecasting/time/index.ts';
import { startForecastSchema } from '../../contract/forecast.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { allAdjustments, holdingFor } from './adjustment-store.ts';
import type { ForecastRuns } from './forecast-runs.ts';
import { findForecast, listForecasts, listRuns } from './forecast-store.ts';
import { intervalsOf } from './version-days.ts';

export interface ForecastRouteOptions {
  readonly db: Db;
  readonly runs: ForecastRuns;
  readonly cities: () => readonly string[];
  readonly zone: string;
}

/** Forecast runs as jobs, and the versions they leave. */
export function forecastRoutes({ db, runs, cities, zone }: ForecastRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.post('/api/v1/forecast-runs', async (request, response) => {
    requireAllCities(request);
    const span = readBody(startForecastSchema, request);
    const { id } = await runs.start(cities(), span, signedInPerson(request).accountId);
    response.status(202).json({ id });
  });

  router.get('/api/v1/forecast-runs', async (request, response) => {
    const { cities: reach } = accessOf(request);
    response.json(await listRuns(db, (city) => reachesCity(reach, city)));
  });

  router.get('/api/v1/forecast-runs/:run', (request, response) => {
    const state = runs.look(request.params.run);
    if (state === undefined) throw new HttpError(404, 'job-unknown');
    const { cities: reach } = accessOf(request);
    response.json({ ...state, versions: state.versions.filter(({ city }) => reachesCity(reach, city)) });
  });

  router.post('/api/v1/forecast-runs/:run/cancel', (request, response) => {
    requireAllCities(request);
    if (!runs.cancel(request.params.run)) throw new HttpError(404, 'job-unknown');
    response.status(204).end();
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
