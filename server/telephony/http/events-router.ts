import { sourceId } from '../../live/events/call-id.ts';
import { Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Instant } from '../../../forecasting/time/index.ts';
import type { CallerPseudonym } from '../../live/events/caller-hash.ts';
import { ingestBatch } from '../../live/log/ingest.ts';
import { openApiDocument } from './openapi.ts';
import type { WayIn } from '../../live/log/way-in.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { accessOf } from '../../platform/http/require-access.ts';

const EVENTS_PATH = '/api/v1/events';
/** Ten requests a second and source, of up to 5,000 events each: far more than a telephone system has to report. */
const REQUESTS_A_MINUTE = 600;

export interface EventsRouterParts {
  readonly wayIn: WayIn;
  readonly clock: () => Instant;
  readonly hashCaller: (number: string, at: Instant) => CallerPseudonym | null;
  /** Version of the product, for the OpenAPI document. */
  readonly version: string;
}

/** The way in for any telephone system: `POST /api/v1/events`, described at `/api/v1/openapi.json`. */
export function eventsRouter({ wayIn, clock, hashCaller, version }: EventsRouterParts): Router {
  const router = Router();
  const document = openApiDocument({ version, path: EVENTS_PATH });
  router.get('/api/v1/openapi.json', (_request, response) => {
    response.json(document);
  });
  router.post(
    EVENTS_PATH,
    rateLimit({
      windowMs: 60_000,
      limit: REQUESTS_A_MINUTE,
      keyGenerator: (request) => {
        const { caller } = accessOf(request);
        return caller.kind === 'source' ? caller.source : 'none';
      },
      standardHeaders: 'draft-7',
      legacyHeaders: false,
      handler: (_request, _response, next) => next(new HttpError(429, 'too-many-requests')),
    }),
    async (request, response) => {
      const { caller } = accessOf(request);
      if (caller.kind !== 'source') throw new HttpError(403, 'not-allowed');
      const source = sourceId(caller.source);
      const answer = await ingestBatch(request.body, { source, wayIn, hashCaller, now: clock() });
      if (!answer.ok) throw new HttpError(400, 'not-events', { issues: answer.issues });
      const { ok: _, ...body } = answer;
      response.json(body);
    },
  );
  return router;
}
