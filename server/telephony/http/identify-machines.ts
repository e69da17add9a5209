import type { Source } from '../../platform/config/configuration.ts';
import { sourceId } from '../../live/events/call-id.ts';
import { bearerToken, sameToken } from '../../platform/http/bearer-token.ts';
import type { Identify } from '../../platform/http/require-access.ts';

/** Knows the telephone systems that report their events by HTTP, by the token of each. */
export function identifySource(sources: readonly Source[]): Identify {
  const tokens = sources.flatMap((source) =>
    source.type === 'http' ? [{ source: sourceId(source.id), token: source.token }] : [],
  );
  return async (request) => {
    const given = bearerToken(request);
    if (given === undefined) return undefined;
    const known = tokens.find(({ token }) => sameToken(token, given));
    return known && { kind: 'source', source: known.source };
  };
}

/** Knows the monitor by the metrics token; without one configured it knows nobody. */
export function identifyMonitor(metricsToken: string | null): Identify {
  return async (request) => {
    const given = bearerToken(request);
    if (given === undefined || metricsToken === null || !sameToken(metricsToken, given)) return undefined;
    return { kind: 'monitor' };
  };
}
