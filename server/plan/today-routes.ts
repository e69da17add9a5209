import { Router } from 'express';
import type { Instant } from '../../forecasting/time/instant.ts';
import { ALL_CITIES } from '../contract/events.ts';
import type { Board } from '../contract/wall.ts';
import { accessOf } from '../http/require-access.ts';

/** The desk's view of the day: the wall's own board, with the server's clock beside it. */
export function todayRoutes(options: {
  readonly now: () => Instant;
  readonly board: (scope: string, now: number) => Board;
}): Router {
  const router = Router();
  router.get('/api/v1/today', (request, response) => {
    const { cities } = accessOf(request);
    const now = options.now();
    const scope = cities === 'all' ? ALL_CITIES : (cities[0] ?? ALL_CITIES);
    response.set('cache-control', 'no-store').json({ serverNow: now, board: options.board(scope, now) });
  });
  return router;
}
