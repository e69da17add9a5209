import { ALL_CITIES } from '../../contract/events.ts';
import { bearerToken } from '../../platform/http/bearer-token.ts';
import type { Identify } from '../../platform/http/require-access.ts';
import type { MayJoin } from '../../live/push/board-source.ts';
import { coversScope } from './display-links.ts';
import type { LinkBook } from './link-book.ts';

/** Who may look at boards: display links only, or, in the demonstration, everybody who reaches the server. */
export type WallAccess = 'byLink' | 'open';

/** One link may hang in every office of a city; more than that is no wall. */
const MOST_SOCKETS_OF_A_LINK = 500;
/** Where no link is asked for, an address may hold a whole wall of windows, and no more. */
const MOST_SOCKETS_WITHOUT_A_LINK = 100;

/** Knows displays by the token of their link. */
export function identifyDisplay(links: LinkBook, access: WallAccess): Identify {
  return async (request) => {
    const token = bearerToken(request);
    const link = token === undefined ? undefined : await links.find(token);
    if (link !== undefined) return { kind: 'display', displayId: link.id, scope: link.scope };
    return access === 'open' ? { kind: 'display', displayId: 'demo', scope: ALL_CITIES } : undefined;
  };
}

/** The same answer for the push: may this wall show this scope, now? */
export function mayShow(links: LinkBook, access: WallAccess): MayJoin {
  return async (token, scope, address) => {
    if (access === 'open') return { name: `address ${address}`, mostSockets: MOST_SOCKETS_WITHOUT_A_LINK };
    const link = token === null ? undefined : await links.find(token);
    if (link === undefined || !coversScope(link.scope, scope)) return undefined;
    return { name: `display ${link.id}`, mostSockets: MOST_SOCKETS_OF_A_LINK };
  };
}
