import { randomBytes } from 'node:crypto';
import { csrfSync } from 'csrf-sync';
import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Instant } from '../../forecasting/time/instant.ts';
import { HttpError } from '../http/http-error.ts';
import type { Identify } from '../http/require-access.ts';
import type { Db } from '../store/schema.ts';
import { findPerson } from './account-store.ts';
import { DatabaseSessionStore } from './session-store.ts';

/** Name of the session's cookie; the display links of walls use none. */
export const SESSION_COOKIE = 'leitstand.session';
/** Header that every changing request of a page carries. */
export const CSRF_HEADER = 'x-csrf-token';

const csrf = csrfSync({
  getTokenFromRequest: (request) => request.get(CSRF_HEADER),
  // a foreign page cannot send this header without being asked first, so these callers have nothing to abuse
  skipCsrfProtection: (request) => request.get('authorization')?.startsWith('Bearer ') ?? false,
});

/** @returns the session's token; creates one, and so the session, at the first call */
export const csrfToken = csrf.generateToken;

/**
 * How long a browser keeps the cookie. When a session ends is for the store to say, which moves that hour on with every
 * request; so the cookie need not be sent again with every answer. It must not be either: an answer that was asked for
 * before a sign-in and comes after it would put the old session back, and throw the person out.
 */
const COOKIE_DAYS = 30;

export interface SessionOptions {
  readonly db: Db;
  readonly now: () => Instant;
  /** The pages are served over TLS, by us or by the proxy in front. */
  readonly secure: boolean;
}

/** To be run one after the other. */
export interface SessionHandlers {
  readonly sessions: RequestHandler;
  readonly requireToken: RequestHandler;
}

/** Reads the session and refuses a change that does not carry the session's token. */
export async function sessionMiddleware(options: SessionOptions): Promise<SessionHandlers> {
  const { db, now, secure } = options;
  const sessions = session({
    name: SESSION_COOKIE,
    secret: await cookieSecret(db),
    store: new DatabaseSessionStore(db, now),
    resave: false,
    saveUninitialized: false,
    rolling: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure, maxAge: COOKIE_DAYS * 86_400_000, path: '/' },
  });
  const requireToken: RequestHandler = (request, response, next) =>
    csrf.csrfSynchronisedProtection(request, response, (error?: unknown) =>
      next(error === undefined ? undefined : new HttpError(403, 'csrf')),
    );
  return { sessions, requireToken };
}

/** Knows the person behind a session: fresh from the store, so that a withdrawn right ends at once. */
export function identifyBySession(db: Db): Identify {
  return async (request) => {
    const { accountId } = request.session;
    const person = accountId === undefined ? undefined : await findPerson(db, accountId);
    return person === undefined ? undefined : { kind: 'person', person };
  };
}

/** Signs the cookies of this house; made once, the same for every node and after every restart. */
async function cookieSecret(db: Db): Promise<string> {
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
