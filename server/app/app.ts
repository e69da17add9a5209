import { MINUTE_MS } from '../../forecasting/time/index.ts';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import { errorResponse } from '../platform/http/error-response.ts';
import { ProxyWatch } from '../platform/http/forwarded-proto.ts';
import { healthRouter, type ReadinessCheck } from '../operations/metrics/health.ts';
import { HttpError } from '../platform/http/http-error.ts';
import { pagesRouter } from '../platform/http/pages.ts';
import { requestLog } from '../platform/http/request-log.ts';
import { requireAccess, type Identify } from '../platform/http/require-access.ts';
import { securityHeaders } from '../platform/http/security-headers.ts';

/** How many wrong tokens one address may try in a minute before it hears 429. A right token is never held up. */
const WRONG_TOKENS_A_MINUTE = 30;

export interface AppParts {
  /** The built client. */
  readonly pagesFolder: string;
  readonly log: Logger;
  readonly readiness: readonly ReadinessCheck[];
  /** Codes of what hinders people and not the server, beside those of the way in. */
  readonly warnings?: () => readonly string[];
  /** Who may be asking; the first that knows the caller decides. */
  readonly identify: readonly Identify[];
  /** Run before the caller of an API is identified: sessions. Pages need none, and no store. */
  readonly before: readonly RequestHandler[];
  /** The rooms' own routes, each with its full path; every path stands in `access.ts`. */
  readonly routers: readonly Router[];
  /** True when browsers reach us by HTTPS, by our own certificate or by a proxy's. */
  readonly secure: boolean;
  /** Express' `trust proxy`: number of proxies in front, or their addresses. */
  readonly trustProxy: boolean | number | string;
}

/** The whole HTTP side, in the order in which a request meets it. */
export function createApp(parts: AppParts): Express {
  const app = express();
  const proxy = new ProxyWatch(parts.secure, parts.log);
  app.disable('x-powered-by');
  app.set('trust proxy', parts.trustProxy);
  app.use(securityHeaders(parts.secure));
  app.use(requestLog(parts.log));
  app.use(refuseNullBytes);
  app.use('/api/v1/session', proxy.listen);
  for (const handler of parts.before) app.use('/api', handler);
  app.use(
    requireAccess({
      identify: parts.identify,
      onUnknownCaller: rateLimit({
        windowMs: MINUTE_MS,
        limit: WRONG_TOKENS_A_MINUTE,
        standardHeaders: 'draft-7',
        legacyHeaders: false,
        handler: (_request, _response, next) => next(new HttpError(429, 'too-many-attempts')),
      }),
    }),
  );
  app.use(healthRouter(parts.readiness, () => [...proxy.warnings, ...(parts.warnings?.() ?? [])]));
  app.use(pagesRouter(parts.pagesFolder));
  app.use(express.json({ limit: '1mb', strict: true }));
  for (const router of parts.routers) app.use(router);
  app.use(() => {
    throw new HttpError(404, 'not-found');
  });
  app.use(errorResponse(parts.log));
  return app;
}

/** No address of ours holds U+0000, and PostgreSQL takes none in a text. */
const refuseNullBytes: RequestHandler = (request, _response, next) => {
  next(request.url.includes('%00') ? new HttpError(400, 'bad-address') : undefined);
};
