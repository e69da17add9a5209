import { randomBytes } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { Request, RequestHandler } from 'express';
import session from 'express-session';
import { DAY_MS, type Instant } from '../../../forecasting/time/index.ts';
import { HttpError } from '../../platform/http/http-error.ts';
import type { Identify } from '../../platform/http/require-access.ts';
import type { Db } from '../../platform/store/schema.ts';
import { findPerson } from './account-store.ts';
import { SESSION_COOKIE } from './session-cookie.ts';
import { DatabaseSessionStore } from './session-store.ts';

/** Header that every changing request of a page carries. */
const CSRF_HEADER = 'x-csrf-token';

const csrf = csrfSync({ getTokenFromRequest: (request) => request.get(CSRF_HEADER) });

/**
 * What a page sends back with its next change. Who is signed in gets the token of their session. Before that there is no
 * session, and nothing is stored for a stranger: the header alone, which no page of another origin can send, shows that it
 * is one of our pages that signs somebody in.
 */
export function csrfToken(request: Request): string {
  return request.session.accountId === undefined ? 'before-sign-in' : csrf.generateToken(request);
}

/**
 * How long a browser keeps the cookie. When a session ends is for the store to say, which moves that hour on with every
 * request; so the cookie need not be sent again with every answer. It must not be either: an answer that was asked for
 * before a sign-in and comes after it would put the old session back, and throw the person out.
 */
const COOKIE_DAYS = 30;

export interface SessionOptions {
  readonly db: Db;
  readonly now: () => Instant;
  /** Signs the cookies: `cookieSecret`. */
  readonly secret: string;
  /** The pages are served over TLS, by us or by the proxy in front. */
  readonly secure: boolean;
}

/** To be run one after the other. */
export interface SessionHandlers {
  readonly sessions: RequestHandler;
  readonly requireToken: RequestHandler;
}

/** Reads the session and refuses a change that does not carry the session's token. */
export function sessionMiddleware({ db, now, secret, secure }: SessionOptions): SessionHandlers {
  const sessions = session({
    name: SESSION_COOKIE,
    secret,
    store: new DatabaseSessionStore(db, now),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: COOKIE_DAYS * DAY_MS, path: '/' },
  });
  const requireToken: RequestHandler = (request, response, next) => {
    if (request.session.accountId === undefined) {
      next(isReading(request) || isFromProgramOrPage(request) ? undefined : new HttpError(403, 'csrf'));
      return;
    }
    csrf.csrfSynchronisedProtection(request, response, (error?: unknown) =>
      next(error === undefined ? undefined : new HttpError(403, 'csrf')),
    );
  };
  return { sessions, requireToken };
}

function isReading({ method }: Request): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
}

/** A foreign page can send neither header without being asked first, and we never agree. */
function isFromProgramOrPage(request: Request): boolean {
  return (
    request.get(CSRF_HEADER) !== undefined || (request.get('authorization')?.startsWith('Bearer ') ?? false)
  );
}

/** Knows the person behind a session: fresh from the store, so that a withdrawn right ends at once. */
export function identifyBySession(db: Db): Identify {
  return async (request) => {
    if (!('session' in request)) return undefined;
    const { accountId } = request.session;
    const person = accountId === undefined ? undefined : await findPerson(db, accountId);
    return person === undefined ? undefined : { kind: 'person', person };
  };
}

/** Signs the cookies of this house; made once, the same for every node and after every restart. */
export async function cookieSecret(db: Db): Promise<string> {
  const name = 'cookie-secret';
  await db
    .insertInto('house_setting')
    .values({ name, value: randomBytes(32).toString('base64url') })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const row = await db
    .selectFrom('house_setting')
    .select('value')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return row.value;
}
