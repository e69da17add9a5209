import { Router, type Request, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { type Instant, QUARTER_HOUR_MS } from '../../../forecasting/time/index.ts';
import {
  demoSignInSchema,
  redeemLinkSchema,
  roles,
  signInSchema,
  type SessionAnswer,
} from '../../contract/account.ts';
import { hidesHttps } from '../../platform/http/forwarded-proto.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import { readBody } from '../../platform/http/read-body.ts';
import type { Db } from '../../platform/store/schema.ts';
import { findAccount, findMe } from './account-store.ts';
import { redeemLink } from './account-links.ts';
import { demoAccountName } from './demo-accounts.ts';
import { passwordMatches } from './passwords.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { csrfToken } from './session-middleware.ts';

export interface SessionRouteOptions {
  readonly db: Db;
  readonly now: () => Instant;
  /** Sign-in by role buttons: the demo alone, and even there for this machine only. */
  readonly demo: boolean;
  /** Browsers reach us by HTTPS: they take the session's cookie only where the proxy says so too. */
  readonly secure: boolean;
  /** Wrong tries per address in a quarter of an hour. */
  readonly signInTries?: number;
}

/** Signing in and out, and redeeming one-time links. */
export function sessionRoutes(options: SessionRouteOptions): Router {
  const { db, now } = options;
  const router = Router();
  const limited = rateLimit({
    windowMs: QUARTER_HOUR_MS,
    limit: options.signInTries ?? 10,
    skipSuccessfulRequests: true,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    handler: (_request, _response, next) => next(new HttpError(429, 'too-many-tries')),
  });

  router.get('/api/v1/session', async (request, response) => {
    response.set('cache-control', 'no-store').json(await answer(request));
  });

  const cookieCanBeSet: RequestHandler = (request, _response, next) => {
    next(hidesHttps(request, options.secure) ? new HttpError(409, 'proxy-hides-https') : undefined);
  };

  router.post('/api/v1/session', cookieCanBeSet, limited, async (request, response) => {
    const { name, password } = readBody(signInSchema, request);
    const account = await findAccount(db, name);
    const known = account !== undefined && !account.disabled ? account : undefined;
    const matches = await passwordMatches(known?.passwordHash ?? null, password);
    if (known === undefined || !matches) throw new HttpError(401, 'name-or-password-wrong');
    await signIn(request, known.id);
    response.json(await answer(request));
  });

  router.post('/api/v1/session/demo', async (request, response) => {
    const { role } = readBody(demoSignInSchema, request);
    const account = demoOffered(request) ? await findAccount(db, demoAccountName(role)) : undefined;
    if (account === undefined) throw new HttpError(403, 'not-in-demo');
    await signIn(request, account.id);
    response.json(await answer(request));
  });

  router.post('/api/v1/session/link', cookieCanBeSet, limited, async (request, response) => {
    const { token, password } = readBody(redeemLinkSchema, request);
    const outcome = await redeemLink(db, token, password, now());
    if (!outcome.ok) throw new HttpError(410, outcome.code);
    await signIn(request, outcome.accountId);
    response.json(await answer(request));
  });

  router.delete('/api/v1/session', async (request, response) => {
    if (request.session.accountId === undefined) return void response.status(204).end();
    await new Promise<void>((done, fail) =>
      request.session.destroy((error: unknown) => (error ? fail(asError(error)) : done())),
    );
    response.clearCookie(SESSION_COOKIE, { path: '/' }).status(204).end();
  });

  function demoOffered(request: Request): boolean {
    return (
      options.demo && isLoopback(request.socket.remoteAddress) && request.get('x-forwarded-for') === undefined
    );
  }

  async function answer(request: Request): Promise<SessionAnswer> {
    const { accountId } = request.session;
    return {
      me: accountId === undefined ? null : ((await findMe(db, accountId)) ?? null),
      csrfToken: csrfToken(request),
      obstacle: hidesHttps(request, options.secure) ? 'proxy-hides-https' : null,
      demoRoles: demoOffered(request) ? [...roles] : [],
    };
  }

  return router;
}

/** A new session id for the new person: one that somebody planted before the sign-in is worth nothing. */
async function signIn(request: Request, accountId: string): Promise<void> {
  await new Promise<void>((done, fail) =>
    request.session.regenerate((error: unknown) => (error ? fail(asError(error)) : done())),
  );
  request.session.accountId = accountId;
}

function isLoopback(address: string | undefined): boolean {
  return address !== undefined && /^(127\.|::1$|::ffff:127\.)/.test(address);
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error('the session db failed', { cause: error });
}
