import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import {
  businessWeekOf,
  findDays,
  gridOf,
  isPlainDate,
  queueHistory,
  ZoneClock,
} from '../../forecasting/index.ts';
import { forecastCalendar, nrwCalendarData } from '../calendar/forecast-calendar.ts';
import { calendarEventSchema, decideDaySchema, type HistoryAnswer } from '../contract/history.ts';
import { reachesCity } from '../http/caller.ts';
import { HttpError } from '../http/http-error.ts';
import { readBody } from '../http/read-body.ts';
import { accessOf } from '../http/require-access.ts';
import { requireAllCities, signedInPerson } from '../http/signed-in.ts';
import type { Db } from '../store/schema.ts';
import { decideDay, readDecisions, readHistory } from './history-store.ts';

export interface HistoryRouteOptions {
  readonly db: Db;
  readonly now: () => number;
  readonly zone: string;
}

/** What history holds, what is odd about its days, and what planners decide about them. */
export function historyRoutes({ db, now, zone }: HistoryRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.get('/api/v1/cities/:city/history', async (request, response) => {
    const { city } = request.params;
    const [records, decisions] = await Promise.all([readHistory(db, city), readDecisions(db, city)]);
    const week = businessWeekOf(records, clock);
    const history = queueHistory(records, city, gridOf(records, clock), week, clock);
    const from = history.days[0]?.date ?? null;
    const until = history.days.at(-1)?.date ?? null;
    const open = new Set(history.days.flatMap(({ date, offered }) => (offered === undefined ? [] : [date])));
    const years = [from ?? '2000', until ?? '2000'].map((day) => Number(day.slice(0, 4)));
    const calendar = forecastCalendar(nrwCalendarData(years[0] ?? 2000, years[1] ?? 2000, week), open);
    const answer: HistoryAnswer = {
      city,
      from,
      until,
      days: open.size,
      findings: findDays(history, calendar, zone).map(({ date, kind, offered, expected }) => ({
        date,
        kind,
        offered: offered ?? null,
        expected: expected ?? null,
        name: calendar.specialDay(date) ?? null,
        decision: decisions.get(date) ?? null,
      })),
    };
    response.json(answer);
  });

  router.put('/api/v1/cities/:city/history/:day', async (request, response) => {
    const { city, day } = request.params;
    if (!isPlainDate(day)) throw new HttpError(404, 'day-unknown');
    const { decision } = readBody(decideDaySchema, request);
    const author = signedInPerson(request).accountId;
    await decideDay(db, city, day, decision ?? undefined, { author, now: now() });
    response.status(204).end();
  });

  router.get('/api/v1/calendar-events', async (request, response) => {
    const { cities } = accessOf(request);
    const rows = await db.selectFrom('calendar_event').selectAll().orderBy('from_day').execute();
    response.json({
      events: rows
        .filter(({ queue }) => queue === '*' || reachesCity(cities, queue))
        .map((row) => ({
          id: row.id,
          city: row.queue,
          from: row.from_day,
          until: row.until_day,
          name: row.name,
          factor: row.factor,
          author: row.author,
          createdAt: row.created_at,
        })),
    });
  });

  router.post('/api/v1/calendar-events', async (request, response) => {
    const body = readBody(calendarEventSchema, request);
    if (body.city === '*') requireAllCities(request);
    else if (!reachesCity(accessOf(request).cities, body.city)) throw new HttpError(403, 'not-your-city');
    const id = randomUUID();
    await db
      .insertInto('calendar_event')
      .values({
        id,
        queue: body.city,
        from_day: body.from,
        until_day: body.until,
        name: body.name,
        factor: body.factor,
        author: signedInPerson(request).accountId,
        created_at: now(),
      })
      .execute();
    response.status(201).json({ id });
  });

  return router;
}
