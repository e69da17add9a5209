import { Router } from 'express';
import * as v from 'valibot';
import { addDays, ZoneClock } from '../../../forecasting/time/index.ts';
import type { ActualDaysAnswer, ForecastDaysAnswer, ForecastReasonsAnswer } from '../../contract/forecast.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import { plainText } from '../../contract/plain-text.ts';
import { planDaySchema } from '../../contract/calendar-day.ts';
import { readPast } from '../history/read-past.ts';
import { MOST_DAYS } from '../../platform/http/answer-bounds.ts';
import { reachesCity, type CityReach } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import type { Store } from '../../platform/store/database.ts';
import { forecastReasons, versionsAccuracy } from './accuracy-of-versions.ts';
import { actualDays } from './actual-days.ts';
import type { KeptForecasts } from './kept-forecasts.ts';

export interface ForecastDayRouteOptions {
  readonly store: Store;
  readonly kept: KeptForecasts;
  readonly cities: () => readonly string[];
  readonly now: () => number;
  readonly zone: string;
  /** Opening hours of a city, for its own closures. */
  readonly hoursOf: (city: string) => OpeningHours | undefined;
}

export const spanSchema = v.pipe(
  v.object({ from: planDaySchema, until: planDaySchema }),
  v.check(({ from, until }) => from <= until, 'the last day must not lie before the first'),
  v.check(({ from, until }) => addDays(from, MOST_DAYS) > until, 'at most a year at once'),
);
export const runSchema = v.object({ run: v.optional(plainText) });

/** Days as they are forecast, as they came, and how forecasts did against what came. */
export function forecastDayRoutes({
  store,
  kept,
  cities,
  now,
  zone,
  hoursOf,
}: ForecastDayRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.get('/api/v1/forecast-days', async (request, response) => {
    const { from, until } = readInput(spanSchema, request.query);
    const { run } = readInput(runSchema, request.query);
    const { cities: reach } = accessOf(request);
    const answer: ForecastDaysAnswer = {
      days: (await kept.days(from, until, run)).map((day) => ({
        ...day,
        cities: within(day.cities, reach),
      })),
    };
    response.json(answer);
  });

  router.get('/api/v1/actual-days', async (request, response) => {
    const { from, until } = readInput(spanSchema, request.query);
    const { cities: reach } = accessOf(request);
    const span = { from: clock.spanOf(from).start, until: clock.spanOf(until).end };
    const pasts = await Promise.all(
      cities()
        .filter((city) => reachesCity(reach, city))
        .map(async (city) => ({
          city,
          past: await readPast(store, city, { zone, clock, now: now(), ...span }),
        })),
    );
    const answer: ActualDaysAnswer = { days: [...actualDays(pasts, clock)] };
    response.json(answer);
  });

  router.get('/api/v1/cities/:city/forecast-accuracy', async (request, response) => {
    response.json(await versionsAccuracy(store, request.params.city, { clock, now: now(), hoursOf }));
  });

  router.get('/api/v1/cities/:city/forecast-reasons', async (request, response) => {
    const answer: ForecastReasonsAnswer = await forecastReasons(store, request.params.city, {
      clock,
      now: now(),
      hoursOf,
    });
    response.json(answer);
  });

  router.get('/api/v1/cities/:city/forecasts/:version/accuracy', async (request, response) => {
    const { city, version } = request.params;
    const { versions } = await versionsAccuracy(store, city, { clock, now: now(), hoursOf }, version);
    const [found] = versions;
    if (found === undefined) throw new HttpError(404, 'forecast-unknown');
    response.json(found);
  });

  return router;
}

/** Forecasts are planned from jointly, so the joint curve is everybody's; a city's own is shown to its people. */
function within<T>(cities: Readonly<Record<string, T>>, reach: CityReach): Record<string, T> {
  return Object.fromEntries(Object.entries(cities).filter(([city]) => reachesCity(reach, city)));
}
