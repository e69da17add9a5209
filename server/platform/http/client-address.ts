import type { IncomingMessage } from 'node:http';
import proxyAddress from 'proxy-addr';

/** How much of what proxies say is believed: not at all, a number of proxies, or their addresses, comma-separated. */
export type TrustProxy = number | string | null;

/** @returns whose request it is: the address behind the trusted proxies, else the neighbour on the line */
export function clientAddress(request: IncomingMessage, trustProxy: TrustProxy): string {
  if (trustProxy === null) return request.socket.remoteAddress ?? 'unknown';
  const trusts =
    typeof trustProxy === 'number'
      ? (_address: string, hop: number): boolean => hop < trustProxy
      : proxyAddress.compile(trustProxy.split(',').map((part) => part.trim()));
  return proxyAddress(request, trusts);
}
