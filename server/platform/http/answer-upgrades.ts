import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

/** Where sockets are opened: upgrades there are the push's affair. */
const SOCKET_PATH = '/socket.io/';
const HOP_HEADERS = new Set(['upgrade', 'connection', 'http2-settings']);

/**
 * A request may offer to speak something else (`Upgrade: h2c`, as Java's client does with everything). Node then hands
 * over the bare line and answers nothing; who does not want to switch should answer as if nothing had been offered
 * (RFC 9110, 7.8). So the request is put back on its line without the offer, and read again.
 *
 * @param connected the server's event for a line that requests are read from
 */
export function answerUpgrades(server: Server, connected: 'connection' | 'secureConnection'): void {
  server.on('upgrade', (request: IncomingMessage, line: Duplex, rest: Buffer) => {
    if (request.url?.startsWith(SOCKET_PATH) === true) return;
    line.unshift(Buffer.concat([Buffer.from(withoutOffer(request), 'latin1'), rest]));
    server.emit(connected, line);
  });
}

function withoutOffer({ method = 'GET', url = '/', httpVersion, rawHeaders }: IncomingMessage): string {
  const lines = [`${method} ${url} HTTP/${httpVersion}`];
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const [name = '', value = ''] = rawHeaders.slice(at, at + 2);
    if (!HOP_HEADERS.has(name.toLowerCase())) lines.push(`${name}: ${value}`);
  }
  return `${lines.join('\r\n')}\r\n\r\n`;
}
