import { createServer, request as ask, type IncomingHttpHeaders } from 'node:http';
import { connect, type Socket } from 'node:net';

export interface ReverseProxy {
  /** Without a slash at its end. */
  readonly url: string;
  /** Paths whose upgrade was refused. */
  readonly refused: readonly string[];
  close(): Promise<void>;
}

export interface ReverseProxyOptions {
  /** The server behind it. */
  readonly target: string;
  /** Answers 400 to every upgrade, as many proxies of town halls do. */
  readonly refusesUpgrades?: boolean;
  /** Added to every request, such as `x-forwarded-proto`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Hands on the name that the browser asked for; otherwise the target's own, as nginx does unless told. */
  readonly keepsHost?: boolean;
}

/** A real reverse proxy in front of a real server. */
export async function startReverseProxy(options: ReverseProxyOptions): Promise<ReverseProxy> {
  const { hostname, port, host } = new URL(options.target);
  const refused: string[] = [];
  const lines = new Set<Socket>();
  const handedOn = (headers: IncomingHttpHeaders): IncomingHttpHeaders => ({
    ...headers,
    ...options.headers,
    ...(options.keepsHost === false ? { host } : {}),
  });
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headers } = incoming;
    const inner = ask({ host: hostname, port, path: url, method, headers: handedOn(headers) }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    inner.on('error', () => outgoing.destroy());
    outgoing.on('close', () => inner.destroy());
    incoming.pipe(inner);
  });
  server.on('connection', (line) => {
    lines.add(line);
    line.once('close', () => lines.delete(line));
  });
  server.on('upgrade', (incoming, line, head) => {
    if (options.refusesUpgrades === true) {
      refused.push(incoming.url ?? '');
      line.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const inner = connect(Number(port), hostname, () => {
      const headers = Object.entries(handedOn(incoming.headers)).map(
        ([name, value]) => `${name}: ${String(value)}`,
      );
      inner.write(
        `${incoming.method ?? 'GET'} ${incoming.url ?? '/'} HTTP/1.1\r\n${headers.join('\r\n')}\r\n\r\n`,
      );
      inner.write(head);
      inner.pipe(line);
      line.pipe(inner);
    });
    inner.on('error', () => line.destroy());
    line.on('error', () => inner.destroy());
    line.on('close', () => inner.destroy());
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    refused,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const line of lines) line.destroy();
      }),
  };
}
