import { io, type Socket } from 'socket.io-client';
import { afterAll, expect, it } from 'vitest';
import { DeskClient } from '../../../support/desk-server.ts';
import { eventually } from '../../../support/eventually.ts';
import { endServerProcesses } from '../../../support/start-server.ts';
import { startToldServer } from '../../../support/told-server.ts';

afterAll(endServerProcesses);

interface Heard {
  readonly socket: Socket;
  /** Names of what the server said without being asked. */
  readonly events: string[];
}

function connect(url: string, options: Parameters<typeof io>[1]): Heard {
  const socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false, ...options });
  const events: string[] = [];
  socket.onAny((name: string) => void events.push(name));
  return { socket, events };
}

const join = (heard: Heard, scope: string): Promise<unknown> =>
  heard.socket.timeout(5_000).emitWithAck('wall:join', { scope });

it('gives an agent’s session no board over the socket, whatever scope it asks for and while calls come in', async () => {
  const { server, displayToken, takeCall } = await startToldServer();
  const agent = new DeskClient(server.url);
  expect(await agent.signIn('kim')).toBe(200);
  expect((await agent.send('GET', '/api/v1/my/schedule')).status).toBe(200);

  const own = connect(server.url, { extraHeaders: { cookie: agent.cookie } });
  const stolen = connect(server.url, {
    extraHeaders: { cookie: agent.cookie },
    auth: { token: agent.cookie.split('=')[1] },
  });
  const wall = connect(server.url, { auth: { token: displayToken } });
  expect(await join(wall, 'all')).toEqual({ ok: true });
  for (const heard of [own, stolen]) {
    for (const scope of ['all', 'bonn', 'B-001', 'agents'])
      expect(await join(heard, scope)).toEqual({ ok: false, code: 'not-allowed' });
    heard.socket.emit('wall:resync');
  }

  // what the display hears in the meantime is what there was to hear
  const before = wall.events.length;
  await takeCall('call');
  await eventually(() => expect(wall.events.slice(before).length).toBeGreaterThan(3));
  expect(wall.events).toContain('wall:snapshot');
  expect([own.events, stolen.events]).toEqual([['wall:hello'], ['wall:hello']]);

  for (const { socket } of [own, stolen, wall]) socket.disconnect();
  await server.end('SIGTERM');
}, 60_000);
