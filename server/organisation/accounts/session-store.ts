import { Store as SessionStore, type SessionData } from 'express-session';
import * as v from 'valibot';
import { HOUR_MS, instant, type Instant } from '../../../forecasting/time/index.ts';
import type { Db } from '../../platform/store/schema.ts';
import { tokenHash } from './secret-token.ts';

declare module 'express-session' {
  interface SessionData {
    accountId?: string;
  }
}

/**
 * Hours without a request after which a session ends. A working day and a bit: nobody is thrown out in the middle of a
 * shift, nobody stays signed in over the weekend.
 */
const SESSION_HOURS = 12;

type Done<T = void> = (error: unknown, value?: T) => void;

const storedSessionSchema = v.looseObject({
  cookie: v.looseObject({
    originalMaxAge: v.nullable(v.number()),
    expires: v.optional(v.nullable(v.string())),
  }),
  csrfToken: v.optional(v.string()),
  accountId: v.optional(v.string()),
});

/** Sessions of `express-session` in the house's own store: they survive a restart and end with their account. */
export class DatabaseSessionStore extends SessionStore {
  readonly #db: Db;
  readonly #now: () => Instant;

  constructor(db: Db, now: () => Instant) {
    super();
    this.#db = db;
    this.#now = now;
  }

  override get(id: string, done: Done<SessionData | null>): void {
    settle(this.#read(id), done);
  }

  override set(id: string, session: SessionData, done: Done = ignore): void {
    settle(this.#write(id, session), done);
  }

  override touch(id: string, _session: SessionData, done: Done = ignore): void {
    settle(this.#touch(id), done);
  }

  override destroy(id: string, done: Done = ignore): void {
    settle(this.#delete(id), done);
  }

  /** The session as it is now, without moving its end on. */
  look(id: string): Promise<SessionData | null> {
    return this.#read(id);
  }

  /** Forgets what has expired; called now and then by the server. */
  async sweep(): Promise<void> {
    await this.#db.deleteFrom('web_session').where('expires_at', '<=', this.#now()).execute();
  }

  async #read(id: string): Promise<SessionData | null> {
    const row = await this.#db
      .selectFrom('web_session')
      .select('data')
      .where('id_hash', '=', tokenHash(id))
      .where('expires_at', '>', this.#now())
      .executeTakeFirst();
    if (row === undefined) return null;
    const { cookie, csrfToken, accountId } = v.parse(storedSessionSchema, JSON.parse(row.data));
    return {
      cookie: {
        originalMaxAge: cookie.originalMaxAge,
        ...(cookie.expires ? { expires: new Date(cookie.expires) } : {}),
      },
      ...(csrfToken === undefined ? {} : { csrfToken }),
      ...(accountId === undefined ? {} : { accountId }),
    };
  }

  async #write(id: string, session: SessionData): Promise<void> {
    const { cookie, csrfToken, accountId } = session;
    const row = {
      account_id: accountId ?? null,
      data: JSON.stringify({
        cookie: { originalMaxAge: cookie.originalMaxAge, expires: cookie.expires ?? null },
        csrfToken,
        accountId,
      }),
      expires_at: this.#expiry(),
    };
    await this.#db
      .insertInto('web_session')
      .values({ id_hash: tokenHash(id), ...row })
      .onConflict((conflict) => conflict.column('id_hash').doUpdateSet(row))
      .execute();
  }

  async #touch(id: string): Promise<void> {
    await this.#db
      .updateTable('web_session')
      .set({ expires_at: this.#expiry() })
      .where('id_hash', '=', tokenHash(id))
      .execute();
  }

  async #delete(id: string): Promise<void> {
    await this.#db.deleteFrom('web_session').where('id_hash', '=', tokenHash(id)).execute();
  }

  #expiry(): Instant {
    return instant(this.#now() + SESSION_HOURS * HOUR_MS);
  }
}

function settle<T>(work: Promise<T>, done: Done<T>): void {
  work.then(
    (value) => done(null, value),
    (error: unknown) => done(error),
  );
}

function ignore(): void {
  // express-session calls without a callback when it does not wait for the outcome
}
