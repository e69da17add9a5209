import express from 'express';
import { createServer, type Server } from 'node:http';
import { resolve } from 'node:path';
import { clientAddress } from '../../server/platform/http/client-address.ts';
import { isOwnOrigin } from '../../server/live/push/own-origin.ts';
import type { BoardSource, MayJoin, Viewer } from '../../server/live/push/board-source.ts';
import type { JobWatch } from '../../server/live/push/job-rooms.ts';
import { PushServer } from '../../server/live/push/socket-server.ts';

const pages = resolve(import.meta.dirname, '../../dist/client');

/** Somebody who may see everything. */
export const ANYBODY: Viewer = { name: 'anybody', mostSockets: Number.POSITIVE_INFINITY };

export interface WallServer {
  readonly port: number;
  readonly url: string;
  readonly push: PushServer;
  readonly failures: readonly unknown[];
  close(): Promise<void>;
}

export interface WallServerOptions {
  readonly source: BoardSource;
  readonly clock: () => number;
  readonly mayJoin?: MayJoin;
  readonly jobs?: JobWatch;
  readonly build?: string;
  /** `false`: pages alone, as behind a proxy whose server is away. */
  readonly withPush?: boolean;
  /** The port of a server that was closed before, to play a restart; otherwise a free one. */
  readonly port?: number;
}

/** A real server with the built pages and the push, fed by a board that the test holds or by the living centre. */
export async function startWallServer(options: WallServerOptions): Promise<WallServer> {
  const app = express();
  app.get('/wall/{:token}', (_request, response) => response.sendFile(resolve(pages, 'wall.html')));
  app.get('/wall', (_request, response) => response.sendFile(resolve(pages, 'wall.html')));
  app.use(express.static(pages));
  const http = createServer(app);
  const pushHttp = options.withPush === false ? createServer() : http;
  const failures: unknown[] = [];
  const push = new PushServer({
    http: pushHttp,
    source: options.source,
    mayJoin: options.mayJoin ?? (() => ANYBODY),
    addressOf: (request) => clientAddress(request, null),
    isOwnOrigin: (request) => isOwnOrigin(request, null),
    ...(options.jobs === undefined ? {} : { jobs: options.jobs }),
    build: options.build ?? 'test-build',
    clock: options.clock,
    onFailure: (error) => failures.push(error),
  });
  const port = await listen(http, options.port ?? 0);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    push,
    failures,
    close: async () => {
      const closed = push.close();
      if (pushHttp !== http) http.close();
      // A browser keeps a connection in reserve on which it never asked anything; nothing else would end it.
      http.closeAllConnections();
      await closed;
    },
  };
}

/** A clock that starts at `from` and runs as real time does. */
export function clockFrom(from: number): () => number {
  const started = performance.now();
  return () => Math.round(from + performance.now() - started);
}

function listen(http: Server, port: number): Promise<number> {
  return new Promise((resolvePort, reject) => {
    http.once('error', reject);
    http.listen(port, '127.0.0.1', () => {
      const address = http.address();
      if (address === null || typeof address === 'string') reject(new Error('the server has no port'));
      else resolvePort(address.port);
    });
  });
}
