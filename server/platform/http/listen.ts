import type { Server } from 'node:net';
import { BadInput } from '../input/bad-input.ts';

/**
 * Opens the port. @returns the port, also where 0 asked for any free one
 * @throws BadInput where the port is taken, forbidden, or the address is not this machine's
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(inWords(error, host, port)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

function inWords(error: Error, host: string, port: number): Error {
  switch ('code' in error ? error.code : undefined) {
    case 'EADDRINUSE':
      return new BadInput(
        `port ${port} on ${host} is taken by another program. Stop it, or choose another port: LEITSTAND_PORT=${port + 1}, or LEITSTAND_PORT=0 for any free one.`,
      );
    case 'EACCES':
      return new BadInput(
        `port ${port} may not be opened by this user (ports below 1024 belong to the administrator). Choose a higher one with LEITSTAND_PORT and put a proxy in front.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new BadInput(
        `${host} is no address of this machine. Choose 127.0.0.1 (this machine only), 0.0.0.0 (all) or one of its own with LEITSTAND_HOST.`,
      );
    default:
      return error;
  }
}
