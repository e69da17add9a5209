import { Router } from 'express';
import * as v from 'valibot';
import { addDays, daySpan, instant, plainDate, ZoneClock } from '../../../forecasting/time/index.ts';
import { adjustSchema, EVERY_CITY, type AdjustmentAnswer } from '../../contract/forecast.ts';
import { planDaySchema } from '../../contract/calendar-day.ts';
import { MOST_DAYS, MOST_LISTED, refuseLongSpan } from '../../platform/http/answer-bounds.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import {
  addAdjustments,
  allAdjustments,
  findAdjustment,
  withdrawAdjustment,
  type KeptAdjustment,
} from './adjustment-store.ts';

export interface AdjustmentRouteOptions {
  readonly db: Db;
  readonly now: () => number;
  readonly zone: string;
  /** Called after an adjustment was made or taken back. */
  readonly onChange: () => void;
}

export const spanSchema = v.object({ from: planDaySchema, until: planDaySchema });

/** What planners know and models do not: made, listed and taken back, apart from the models' figures. */
export function adjustmentRoutes({ db, now, zone, onChange }: AdjustmentRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.get('/api/v1/forecast-adjustments', async (request, response) => {
    const { from, until } = readInput(spanSchema, request.query);
    refuseLongSpan(from, until, MOST_DAYS);
    const { cities } = accessOf(request);
    const kept = await allAdjustments(db, {
      from: daySpan(plainDate(from), zone).start,
      until: daySpan(addDays(plainDate(until), 1), zone).start,
    });
    const shown = kept.filter(({ queue }) => queue === EVERY_CITY || reachesCity(cities, queue));
    const newest = shown.slice(-MOST_LISTED.adjustments);
    response.json({ adjustments: newest.map((adjustment) => answerOf(adjustment, clock)) });
  });

  router.post('/api/v1/forecast-adjustments', async (request, response) => {
    const body = readBody(adjustSchema, request);
    requireReach(request, body.city);
    const author = signedInPerson(request).accountId;
    const ids = await addAdjustments(db, body, { author, now: now(), clock });
    onChange();
    response.status(201).json({ ids });
  });

  router.delete('/api/v1/forecast-adjustments/:adjustment', async (request, response) => {
    const { adjustment } = request.params;
    const found = await findAdjustment(db, adjustment);
    if (found === undefined) throw new HttpError(404, 'adjustment-unknown');
    requireReach(request, found.city);
    if (!(await withdrawAdjustment(db, adjustment, now()))) throw new HttpError(404, 'adjustment-unknown');
    onChange();
    response.status(204).end();
  });

  return router;
}

/** @throws HttpError 403 where the caller may not speak for the city, or for all of them */
function requireReach(request: Parameters<typeof accessOf>[0], city: string): void {
  if (city === EVERY_CITY) requireAllCities(request);
  else if (!reachesCity(accessOf(request).cities, city)) throw new HttpError(403, 'not-your-city');
}

function answerOf({ queue, from, until, ...rest }: KeptAdjustment, clock: ZoneClock): AdjustmentAnswer {
  const { date, minute } = clock.wallClockAt(from);
  const { minute: lastMinute } = clock.wallClockAt(instant(until - 1));
  return { ...rest, city: queue, date, fromMinute: minute, untilMinute: lastMinute + 1 };
}
