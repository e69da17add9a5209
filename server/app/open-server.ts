import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { BadInput } from '../platform/input/bad-input.ts';
import type { Configuration } from '../platform/config/configuration.ts';
import { answerUpgrades } from '../platform/http/answer-upgrades.ts';

/** Requests under way get this long when the server stops. */
const GRACE_MILLISECONDS = 5_000;

/** @throws BadInput where certificate or key cannot be used */
export function openServer(tls: Configuration['tls'], app: RequestListener): Server {
  if (tls === null) {
    const server = createHttpServer(app);
    answerUpgrades(server, 'connection');
    return server;
  }
  const files = { cert: readPem(tls.cert, 'tls.cert'), key: readPem(tls.key, 'tls.key') };
  try {
    const server = createHttpsServer(files, app);
    answerUpgrades(server, 'secureConnection');
    return server;
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(`certificate ${tls.cert} and key ${tls.key} do not fit (${reason})`, { field: 'tls' });
  }
}

/** Takes no new request, lets those under way end, and cuts what is left after the grace. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  await new Promise<void>((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), GRACE_MILLISECONDS);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });
}

function readPem(file: string, field: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new BadInput(`the file ${file} cannot be read (${reason})`, { field });
  }
}
