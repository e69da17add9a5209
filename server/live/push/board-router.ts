import { Router } from 'express';
import { ALL_CITIES } from '../../contract/events.ts';
import type { BoardSource } from './board-source.ts';
import { reachesCity, type CityReach } from '../../platform/http/caller.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { accessOf } from '../../platform/http/require-access.ts';

/**
 * `GET /api/v1/board?scope=…`: the present board, with the same names as the push. Without a scope a display link gets
 * what it was made for.
 *
 * @param clock the clock by which boards are made, epoch milliseconds
 */
export function boardRouter(source: BoardSource, clock: () => number): Router {
  const router = Router();
  router.get('/api/v1/board', (request, response) => {
    const { cities } = accessOf(request);
    const { scope } = request.query;
    if (scope !== undefined && typeof scope !== 'string') throw new HttpError(400, 'bad-scope');
    const wanted = scope ?? ownScope(cities);
    const now = clock();
    const known = source.board(ALL_CITIES, now).cities.map(({ id }) => id);
    if (wanted !== ALL_CITIES && !known.includes(wanted))
      throw new HttpError(404, 'unknown-scope', { known: [ALL_CITIES, ...known] });
    if (wanted === ALL_CITIES ? cities !== 'all' : !reachesCity(cities, wanted))
      throw new HttpError(403, 'not-your-city');
    response.set('Cache-Control', 'no-store').json(source.board(wanted, now));
  });
  return router;
}

/** Who may see one city only sees that one; who may see all, all. */
function ownScope(cities: CityReach): string {
  return (cities === 'all' ? undefined : cities[0]) ?? ALL_CITIES;
}
