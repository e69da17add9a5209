import { Router } from 'express';
import { calendarEventSchema } from '../../contract/history.ts';
import { MOST_LISTED } from '../../platform/http/answer-bounds.ts';
import { reachesCity } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import { accessOf } from '../../platform/http/require-access.ts';
import { requireAllCities, signedInPerson } from '../../platform/http/signed-in.ts';
import type { Db } from '../../platform/store/schema.ts';
import { addEvent, findEvent, latestEvents, removeEvent } from './event-store.ts';

/** Days that planners name: tax bills sent, an election, a rush for identity cards. */
export function eventRoutes({ db, now }: { readonly db: Db; readonly now: () => number }): Router {
  const router = Router();

  router.get('/api/v1/calendar-events', async (request, response) => {
    const { cities } = accessOf(request);
    const events = await latestEvents(db, MOST_LISTED.calendarEvents);
    response.json({ events: events.filter(({ city }) => city === '*' || reachesCity(cities, city)) });
  });

  router.post('/api/v1/calendar-events', async (request, response) => {
    const body = readBody(calendarEventSchema, request);
    requireReach(request, body.city);
    const author = signedInPerson(request).accountId;
    response.status(201).json({ id: await addEvent(db, body, { author, now: now() }) });
  });

  router.delete('/api/v1/calendar-events/:event', async (request, response) => {
    const event = await findEvent(db, request.params.event);
    if (event === undefined) throw new HttpError(404, 'event-unknown');
    requireReach(request, event.city);
    await removeEvent(db, event.id);
    response.status(204).end();
  });

  return router;
}

function requireReach(request: Parameters<typeof accessOf>[0], city: string): void {
  if (city === '*') requireAllCities(request);
  else if (!reachesCity(accessOf(request).cities, city)) throw new HttpError(403, 'not-your-city');
}
