import { Router } from 'express';
import {
  adjustForecast,
  dayHistory,
  instant,
  plainDate,
  queueHistory,
  versionAccuracy,
  ZoneClock,
  type Adjustment,
  type ForecastInterval,
} from '../../forecasting/index.ts';
import {
  adjustSchema,
  startForecastSchema,
  type AdjustmentAnswer,
  type StoredForecast,
} from '../contract/forecast.ts';
import { readHistory } from '../history/history-store.ts';
import { reachesCity } from '../http/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody } from '../http/read-body.ts';
import { accessOf } from '../http/require-access.ts';
import { requireAllCities, signedInPerson } from '../http/signed-in.ts';
import type { Db } from '../store/schema.ts';
import type { ForecastRuns } from './forecast-runs.ts';
import {
  addAdjustment,
  findForecast,
  listAdjustments,
  listForecasts,
  withdrawAdjustment,
} from './forecast-store.ts';

export interface ForecastRouteOptions {
  readonly db: Db;
  readonly runs: ForecastRuns;
  readonly cities: () => readonly string[];
  readonly now: () => number;
  readonly zone: string;
}

/** Forecast runs, versions, planners' adjustments, and how versions did against what came. */
export function forecastRoutes({ db, runs, cities, now, zone }: ForecastRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.post('/api/v1/forecast-runs', async (request, response) => {
    requireAllCities(request);
    const span = readBody(startForecastSchema, request);
    const { id } = await runs.start(cities(), span);
    response.status(202).json({ id });
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
    const adjustments = await listAdjustments(db, version.queue);
    response.json({
      ...version,
      adjusted: adjustForecast(intervalsOf(version.forecast, clock), adjustments),
      adjustments: adjustments.map(answerOf),
    });
  });

  router.get('/api/v1/cities/:city/forecasts/:version/accuracy', async (request, response) => {
    const version = await findForecast(db, request.params.version);
    if (version?.queue !== request.params.city) throw new HttpError(404, 'forecast-unknown');
    const records = await readHistory(db, version.queue);
    const { forecast } = version;
    const history =
      records.length === 0
        ? dayHistory(new Map(), 1, [])
        : queueHistory(records, version.queue, forecast.grid, [1, 2, 3, 4, 5, 6, 7], clock);
    const days = forecast.days.map((day) => ({ ...day, date: plainDate(day.date) }));
    response.json(versionAccuracy(days, history, plainDate(version.from)));
  });

  router.get('/api/v1/cities/:city/forecast-adjustments', async (request, response) => {
    response.json({ adjustments: (await listAdjustments(db, request.params.city)).map(answerOf) });
  });

  router.post('/api/v1/cities/:city/forecast-adjustments', async (request, response) => {
    const { city } = request.params;
    const body = readBody(adjustSchema, request);
    const author = signedInPerson(request).accountId;
    response.status(201).json({ id: await addAdjustment(db, city, body, { author, now: now() }) });
  });

  router.delete('/api/v1/cities/:city/forecast-adjustments/:adjustment', async (request, response) => {
    const { city, adjustment } = request.params;
    if (!(await withdrawAdjustment(db, adjustment, city, now())))
      throw new HttpError(404, 'adjustment-unknown');
    response.status(204).end();
  });

  return router;
}

/** A stored forecast's slots as intervals on the time line. */
export function intervalsOf({ grid, days }: StoredForecast, clock: ZoneClock): readonly ForecastInterval[] {
  return days.flatMap(({ date, mean, low, high }) =>
    mean.map((calls, slot) => ({
      start: instant(clock.instantAt(plainDate(date), grid.openMinute + slot * grid.slotMinutes)),
      mean: calls,
      low: low[slot] ?? calls,
      high: high[slot] ?? calls,
    })),
  );
}

function answerOf({
  id,
  queue,
  from,
  until,
  change,
  reason,
  author,
  createdAt,
}: Adjustment): AdjustmentAnswer {
  return { id, city: queue, from, until, change, reason, author, createdAt };
}
