import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { listen } from '../../../../server/platform/http/listen.ts';

const servers: Server[] = [];
function server(): Server {
  const fresh = createServer();
  servers.push(fresh);
  return fresh;
}
afterEach(() => {
  for (const open of servers.splice(0)) open.close();
});

describe('opening the port', () => {
  it('tells which port was given where any was asked for', async () => {
    expect(await listen(server(), '127.0.0.1', 0)).toBeGreaterThan(0);
  });

  it('names a taken port and the way out', async () => {
    const port = await listen(server(), '127.0.0.1', 0);
    await expect(listen(server(), '127.0.0.1', port)).rejects.toThrow(
      `port ${port} on 127.0.0.1 is taken by another program. Stop it, or choose another port: LEITSTAND_PORT=`,
    );
  });

  it('says when the address is not this machine’s', async () => {
    await expect(listen(server(), '192.0.2.1', 0)).rejects.toThrow(
      /192\.0\.2\.1 is no address of this machine/,
    );
  });
});
