import { ServerResponse, type IncomingMessage } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import type { Instant } from '../../forecasting/time/instant.ts';
import { ALL_CITIES } from '../contract/events.ts';
import { findRule } from '../http/access.ts';
import { citiesOf, reachesCity } from '../http/caller.ts';
import type { Db } from '../store/schema.ts';
import { findPerson } from './account-store.ts';
import { DatabaseSessionStore } from './session-store.ts';

type Next = (error?: unknown) => void;

/**
 * People who look at a wall from their desk: who is signed in there needs no display link for the cities of their roles,
 * as the access table has it for `wall:join`. The session is read at the handshake, and looked up again at every question,
 * so that a wall goes dark when its person signs out.
 */
export class WatchingPeople {
  readonly #db: Db;
  readonly #sessions: DatabaseSessionStore;
  readonly #sessionIds = new WeakMap<object, string>();
  readonly #waiting = new WeakMap<object, Next>();
  readonly #read = express().disable('x-powered-by');

  /** @param sessions reads the session of a request */
  constructor(db: Db, now: () => Instant, sessions: RequestHandler) {
    this.#db = db;
    this.#sessions = new DatabaseSessionStore(db, now);
    const remember: RequestHandler = (request) => {
      this.#sessionIds.set(request, request.sessionID);
      this.#waiting.get(request)?.();
    };
    const fail: ErrorRequestHandler = (error: unknown, request, _response, _next) => {
      this.#waiting.get(request)?.(error);
    };
    this.#read.use(sessions, remember, fail);
  }

  /**
   * Reads the session of a socket's first request. The answer to that request is the socket's own affair: Express would
   * make one of its own out of it.
   */
  readonly handshake = (request: IncomingMessage, _response: ServerResponse, next: Next): void => {
    this.#waiting.set(request, next);
    this.#read(request, new ServerResponse(request));
  };

  /** Whether the person behind the request may see the scope on a wall, now. */
  async mayWatch(request: object, scope: string): Promise<boolean> {
    const rule = findRule('SOCKET', 'wall:join');
    const person = await this.#personBehind(request);
    if (rule === undefined || person === undefined) return false;
    const cities = citiesOf({ kind: 'person', person }, rule);
    return scope === ALL_CITIES ? cities === 'all' : reachesCity(cities, scope);
  }

  async #personBehind(request: object) {
    const id = this.#sessionIds.get(request);
    const session = id === undefined ? null : await this.#sessions.look(id);
    return session?.accountId === undefined ? undefined : findPerson(this.#db, session.accountId);
  }
}
