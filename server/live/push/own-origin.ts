import type { IncomingMessage } from 'node:http';

/**
 * Whether a socket is opened by a page of this server, or by no page at all. A browser lets every page in the world open a
 * socket here and sends this server's cookies along; only the `Origin` header shows whose page it is.
 *
 * @param publicUrl the address that people use, for proxies that hand on another `Host`
 */
export function isOwnOrigin(request: IncomingMessage, publicUrl: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  const asking = hostOf(origin);
  return asking !== undefined && (asking === host?.toLowerCase() || asking === hostOf(publicUrl ?? ''));
}

function hostOf(address: string): string | undefined {
  return URL.canParse(address) ? new URL(address).host || undefined : undefined;
}
