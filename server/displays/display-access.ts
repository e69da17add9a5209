import type { Identify } from '../http/require-access.ts';
import { bearerToken } from '../http/bearer-token.ts';
import type { Store } from '../store/database.ts';
import { ALL_CITIES } from '../contract/events.ts';
import { coversScope, findDisplayLink } from './display-links.ts';

/** Who may look at boards: display links only, or, in the demonstration, everybody who reaches the server. */
export type WallAccess = 'byLink' | 'open';

/** Knows displays by the token of their link. */
export function identifyDisplay(store: Store, access: WallAccess): Identify {
  return async (request) => {
    const token = bearerToken(request);
    const link = token === undefined ? undefined : await findDisplayLink(store, token);
    if (link !== undefined) return { kind: 'display', displayId: link.id, scope: link.scope };
    return access === 'open' ? { kind: 'display', displayId: 'demo', scope: ALL_CITIES } : undefined;
  };
}

/** The same answer for the push: may this wall show this scope, now? */
export function mayShow(
  store: Store,
  access: WallAccess,
): (token: string | null, scope: string) => Promise<boolean> {
  return async (token, scope) => {
    if (access === 'open') return true;
    const link = token === null ? undefined : await findDisplayLink(store, token);
    return link !== undefined && coversScope(link.scope, scope);
  };
}
