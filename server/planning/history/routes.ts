import { Router } from 'express';
import * as v from 'valibot';
import { meanCurve } from '../../../forecasting/history/index.ts';
import {
  addDays,
  dateAt,
  instant,
  isPlainDate,
  type PlainDate,
  weekdayOf,
  ZoneClock,
} from '../../../forecasting/time/index.ts';
import type { OpeningHours } from '../../contract/centre.ts';
import {
  decideDaySchema,
  type HistoryAnswer,
  type HistoryDayAnswer,
  type HistoryDaysAnswer,
  type HistoryMonthsAnswer,
} from '../../contract/history.ts';
import { planDaySchema } from '../../contract/calendar-day.ts';
import { MOST_HISTORY_DAYS, refuseLongSpan } from '../../platform/http/answer-bounds.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody, readInput } from '../../platform/http/read-body.ts';
import { signedInPerson } from '../../platform/http/signed-in.ts';
import type { Store } from '../../platform/store/database.ts';
import { historyDays } from './history-overview.ts';
import { historyMonths } from './history-months.ts';
import { decideDay } from './history-store.ts';
import { lookAtPast } from './look-at-past.ts';
import { readPast } from './read-past.ts';

export interface HistoryRouteOptions {
  readonly store: Store;
  readonly now: () => number;
  readonly zone: string;
  /** Opening hours of a city, for its own closures. */
  readonly hoursOf: (city: string) => OpeningHours | undefined;
}

/** Days that are looked at where nobody says which: a year and the weeks that its first days are compared with. */
const USUAL_DAYS = 422;
const WEEKS_COMPARED = 8;
export const spanSchema = v.object({ from: v.optional(planDaySchema), until: v.optional(planDaySchema) });

/** What history holds, what is odd about its days, and what planners decide about them. */
export function historyRoutes({ store, now, zone, hoursOf }: HistoryRouteOptions): Router {
  const router = Router();
  const clock = new ZoneClock(zone);

  router.get('/api/v1/cities/:city/history', async (request, response) => {
    const { city } = request.params;
    const { overview } = await look(city, readInput(spanSchema, request.query));
    const { days } = overview.history;
    const answer: HistoryAnswer = {
      city,
      from: days[0]?.date ?? null,
      until: days.at(-1)?.date ?? null,
      days: days.filter(({ offered }) => offered !== undefined).length,
      findings: [...overview.findings],
    };
    response.json(answer);
  });

  router.get('/api/v1/cities/:city/history/days', async (request, response) => {
    const { overview, past, decisions } = await look(
      request.params.city,
      readInput(spanSchema, request.query),
    );
    const answer: HistoryDaysAnswer = {
      days: historyDays(overview, past, decisions),
      findings: [...overview.findings],
    };
    response.json(answer);
  });

  router.get('/api/v1/cities/:city/history/months', async (request, response) => {
    const past = await readPast(store, request.params.city, { zone, clock, now: now() });
    const answer: HistoryMonthsAnswer = { months: [...historyMonths(past, clock)] };
    response.json(answer);
  });

  router.get('/api/v1/cities/:city/history/days/:day', async (request, response) => {
    const { city, day } = request.params;
    if (!isPlainDate(day)) throw new HttpError(404, 'day-unknown');
    const { overview } = await look(city, { from: addDays(day, -7 * WEEKS_COMPARED), until: day });
    const { history, grid, findings } = overview;
    const shown = history.days.find(({ date }) => date === day);
    const before = history.days.flatMap(({ date, offered }) =>
      date < day && weekdayOf(date) === weekdayOf(day) && offered !== undefined ? [offered] : [],
    );
    const answer: HistoryDayAnswer = {
      date: day,
      slotMinutes: grid.slotMinutes,
      openMinute: grid.openMinute,
      offered: shown?.offered === undefined ? null : [...shown.offered],
      usual: before.length === 0 ? null : [...meanCurve(before, history.slotsPerDay)],
      usualDays: before.length,
      findings: findings.filter(({ date }) => date === day),
    };
    response.json(answer);
  });

  router.put('/api/v1/cities/:city/history/:day', async (request, response) => {
    const { city, day } = request.params;
    if (!isPlainDate(day)) throw new HttpError(404, 'day-unknown');
    const { decision } = readBody(decideDaySchema, request);
    const author = signedInPerson(request).accountId;
    await decideDay(store.db, city, day, decision ?? undefined, { author, now: now() });
    response.status(204).end();
  });

  function look(
    city: string,
    span: { readonly from?: PlainDate | undefined; readonly until?: PlainDate | undefined },
  ) {
    const until = span.until ?? dateAt(instant(now()), zone);
    const from = span.from ?? addDays(until, -USUAL_DAYS);
    refuseLongSpan(from, until, MOST_HISTORY_DAYS);
    return lookAtPast(store, city, { from, until }, { clock, now: now(), hoursOf });
  }

  return router;
}
