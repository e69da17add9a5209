import { connect } from 'node:net';
import { beforeAll, expect, it } from 'vitest';
import { eventually } from '../../../support/eventually.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';
import { startWholeServer, type WholeServer } from '../../../support/whole-server.ts';

const KEY = 'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n';
const H2C = 'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAEAAEAAAAIAAAAB\r\n';

/** Offers at the path where sockets are opened, and how the answer begins. */
const offers: Readonly<Record<string, readonly [line: string, headers: string, begins: RegExp]>> = {
  'h2c for a socket': ['GET /socket.io/?EIO=4&transport=websocket', H2C, /^HTTP\/1\.1 4\d\d /],
  'h2c for long polling': ['GET /socket.io/?EIO=4&transport=polling', H2C, /^HTTP\/1\.1 (200|4\d\d) /],
  'h2c and no question': ['GET /socket.io/', H2C, /^HTTP\/1\.1 4\d\d /],
  'h2c with a body': [
    'POST /socket.io/?EIO=4&transport=polling',
    `${H2C}Content-Length: 0\r\n`,
    /^HTTP\/1\.1 4\d\d /,
  ],
  'an invented protocol': [
    'GET /socket.io/?EIO=4&transport=websocket',
    'Connection: Upgrade\r\nUpgrade: gopher\r\n',
    /^HTTP\/1\.1 4\d\d /,
  ],
  'a websocket without a key': [
    'GET /socket.io/?EIO=4&transport=websocket',
    'Connection: Upgrade\r\nUpgrade: websocket\r\n',
    /^HTTP\/1\.1 4\d\d /,
  ],
  'a websocket of a version that nobody speaks': [
    'GET /socket.io/?EIO=4&transport=websocket',
    `Connection: Upgrade\r\nUpgrade: websocket\r\n${KEY.replace('13', '99')}`,
    /^HTTP\/1\.1 4\d\d /,
  ],
  'a websocket of a session that there is not': [
    'GET /socket.io/?EIO=4&transport=websocket&sid=nobody',
    `Connection: Upgrade\r\nUpgrade: websocket\r\n${KEY}`,
    /^HTTP\/1\.1 4\d\d /,
  ],
  'a transport that there is not': [
    'GET /socket.io/?EIO=4&transport=pigeon',
    `Connection: Upgrade\r\nUpgrade: websocket\r\n${KEY}`,
    /^HTTP\/1\.1 4\d\d /,
  ],
  'a websocket beside the place of sockets': [
    'GET /socket.io',
    `Connection: Upgrade\r\nUpgrade: websocket\r\n${KEY}`,
    /^HTTP\/1\.1 4\d\d /,
  ],
};

describeOnBothEngines('the place where sockets are opened', (engine) => {
  let server: WholeServer;
  beforeAll(async () => {
    server = await startWholeServer(await engine.newStore());
  });

  it.each(Object.entries(offers))(
    'answers %s, and holds no line for it',
    async (_what, [line, headers, begins]) => {
      const { answer, ended } = asked(server, `${line} HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
      await eventually(() => expect(answer()).toMatch(begins));
      // a line that may be used again is for the asking side to end
      expect(await ended()).toBe(true);
    },
  );

  it('still opens sockets, and stops at once with nothing left over', async () => {
    const line = `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\n`;
    const { answer, ended } = asked(server, `${line}Connection: Upgrade\r\nUpgrade: websocket\r\n${KEY}\r\n`);
    await eventually(() => expect(answer()).toMatch(/^HTTP\/1\.1 101 /));
    await ended();
    const began = performance.now();
    await server.stop();
    expect(performance.now() - began).toBeLessThan(3_000);
  });
});

/** What a server says to bytes on a bare line, and whether the line ends once this side has nothing more to say. */
function asked(server: WholeServer, bytes: string) {
  let answer = '';
  const line = connect(server.port, '127.0.0.1', () => line.write(bytes));
  const closed = new Promise<boolean>((resolve) => {
    line.on('close', () => resolve(true));
    line.on('error', () => undefined);
    setTimeout(() => resolve(false), 5_000).unref();
  });
  line.on('data', (data) => (answer += data.toString('latin1')));
  return {
    answer: () => answer,
    ended: () => {
      line.end();
      return closed;
    },
  };
}
