import type { IncomingMessage } from 'node:http';
import type { Instant } from '../../../forecasting/time/index.ts';
import { ALL_CITIES } from '../../contract/events.ts';
import { findRule } from '../../platform/http/access.ts';
import { citiesOf, reachesCity, type SignedInPerson } from '../../platform/http/caller.ts';
import type { Viewer } from '../../live/push/board-source.ts';
import type { Db } from '../../platform/store/schema.ts';
import { findPerson } from './account-store.ts';
import { sessionIdIn } from './session-cookie.ts';
import { DatabaseSessionStore } from './session-store.ts';

/** Windows that one person may have open at boards: more is no desk. */
const MOST_SOCKETS_OF_A_PERSON = 40;

/**
 * People who look at a wall from their desk: who is signed in there needs no display link for the cities of their roles,
 * as the access table has it for `wall:join`. The session is looked up again at every question, so that a wall goes dark
 * when its person signs out.
 */
export class WatchingPeople {
  readonly #db: Db;
  readonly #sessions: DatabaseSessionStore;
  readonly #secret: string;

  /** @param secret signs the session's cookies */
  constructor(db: Db, now: () => Instant, secret: string) {
    this.#db = db;
    this.#sessions = new DatabaseSessionStore(db, now);
    this.#secret = secret;
  }

  /** The person behind a socket's first request, if they may see the scope on a wall now. */
  async viewerBehind(request: IncomingMessage, scope: string): Promise<Viewer | undefined> {
    const rule = findRule('SOCKET', 'wall:join');
    const person = await this.personBehind(request);
    if (rule === undefined || person === undefined) return undefined;
    const cities = citiesOf({ kind: 'person', person }, rule);
    const mayWatch = scope === ALL_CITIES ? cities === 'all' : reachesCity(cities, scope);
    return mayWatch ? viewerOf(person) : undefined;
  }

  /** Who is signed in where a socket's first request came from. */
  async personBehind(request: IncomingMessage): Promise<SignedInPerson | undefined> {
    const id = sessionIdIn(request.headers.cookie, this.#secret);
    const session = id === undefined ? null : await this.#sessions.look(id);
    return session?.accountId === undefined ? undefined : findPerson(this.#db, session.accountId);
  }
}

/** A person as their sockets count. */
export function viewerOf({ accountId }: SignedInPerson): Viewer {
  return { name: `account ${accountId}`, mostSockets: MOST_SOCKETS_OF_A_PERSON };
}
