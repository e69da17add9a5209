import { io, type Socket } from 'socket.io-client';
import { afterEach, expect, it } from 'vitest';
import { instant } from '../../../../forecasting/time/instant.ts';
import type {
  JoinOutcome,
  ServerToWall,
  WallHeartbeat,
  WallToServer,
} from '../../../../server/contract/events.ts';
import { createDisplayLink } from '../../../../server/organisation/displays/display-links.ts';
import { MOST_STRANGERS_OF_AN_ADDRESS } from '../../../../server/live/push/strangers.ts';
import type { Store } from '../../../../server/platform/store/database.ts';
import { addAccount, DeskClient } from '../../../support/desk-server.ts';
import { eventually } from '../../../support/eventually.ts';
import { describeOnBothEngines } from '../../../support/test-databases.ts';
import { startWholeServer, type WholeServer } from '../../../support/whole-server.ts';

type WallSocket = Socket<ServerToWall, WallToServer>;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

function connected(
  server: WholeServer,
  token: string | null,
  extraHeaders: Readonly<Record<string, string>> = {},
  transports = ['websocket'],
): WallSocket {
  const socket: WallSocket = io(server.url, {
    auth: { token },
    transports,
    forceNew: true,
    reconnection: false,
    extraHeaders: { ...extraHeaders },
  });
  closing.push(() => socket.close());
  return socket;
}

function join(socket: WallSocket, scope = 'all'): Promise<JoinOutcome> {
  return new Promise((resolve) => socket.emit('wall:join', { scope }, resolve));
}

/** Whether the server let it connect. */
function letIn(socket: WallSocket): Promise<boolean> {
  return new Promise((resolve) => {
    socket.once('connect', () => resolve(true));
    socket.once('connect_error', () => resolve(false));
  });
}

async function linkOf(store: Store): Promise<string> {
  return (await createDisplayLink(store, { name: 'Wall', scope: 'all' }, instant(Date.now()))).token;
}

/** A wall that shows a board, and every heartbeat it was sent. */
async function honestWall(server: WholeServer, token: string) {
  const socket = connected(server, token);
  const heartbeats: WallHeartbeat[] = [];
  socket.on('wall:heartbeat', (heartbeat) => heartbeats.push(heartbeat));
  expect(await join(socket)).toEqual({ ok: true });
  return { socket, heartbeats };
}

function inOrder(heartbeats: readonly WallHeartbeat[]): boolean {
  return heartbeats.every(
    ({ serverNow }, at) => at === 0 || serverNow > (heartbeats[at - 1]?.serverNow ?? 0),
  );
}

describeOnBothEngines('strangers', (engine) => {
  async function start(changes: Parameters<typeof startWholeServer>[1] = {}) {
    const store = await engine.newStore();
    const server = await startWholeServer(store, changes);
    closing.push(() => server.stop());
    return { store, server };
  }

  it('leave nothing in the store, whatever they ask and however they are refused', async () => {
    const { store, server } = await start();
    for (let asked = 0; asked < 50; asked += 1) await fetch(`${server.url}/api/v1/session`);
    const client = new DeskClient(server.url);
    await client.session();
    await client.send('POST', '/api/v1/session', { name: 'nobody', password: 'wrong' });
    await client.send('DELETE', '/api/v1/session');
    expect(await store.db.selectFrom('web_session').selectAll().execute()).toEqual([]);
    await addAccount(store.db, 'planner', [{ role: 'planner', city: '*' }]);
    expect(await client.signIn('planner')).toBe(200);
    expect(await store.db.selectFrom('web_session').selectAll().execute()).toHaveLength(1);
  });

  it('who ask again and again without a right are let go, and walls hear every heartbeat', async () => {
    const { store, server } = await start();
    const wall = await honestWall(server, await linkOf(store));
    const flood = Array.from({ length: 20 }, () => connected(server, 'guessed'));
    expect(await Promise.all(flood.map(letIn))).not.toContain(false);
    const outcomes = await Promise.all(flood.map((socket) => join(socket)));
    expect(outcomes).toEqual(flood.map(() => ({ ok: false, code: 'not-allowed' })));
    for (const socket of flood)
      for (let asked = 0; asked < 200; asked += 1)
        socket.emit('wall:join', { scope: 'all' }, () => undefined);
    await eventually(() => expect(flood.filter((socket) => socket.connected)).toEqual([]));
    const before = wall.heartbeats.length;
    await eventually(() => expect(wall.heartbeats.length).toBeGreaterThan(before + 2));
    expect(inOrder(wall.heartbeats)).toBe(true);
    expect(wall.socket.connected).toBe(true);
  });

  it('from one address hold so many sockets and no more, while an office of walls behind it goes on', async () => {
    const { store, server } = await start();
    const token = await linkOf(store);
    const walls = await Promise.all(Array.from({ length: 60 }, () => honestWall(server, token)));
    const crowd = Array.from({ length: MOST_STRANGERS_OF_AN_ADDRESS + 40 }, () => connected(server, null));
    const welcome = (await Promise.all(crowd.map(letIn))).filter(Boolean);
    expect(welcome).toHaveLength(MOST_STRANGERS_OF_AN_ADDRESS);
    for (const socket of crowd.slice(0, 1)) socket.close();
    await eventually(async () => expect(await letIn(connected(server, token))).toBe(true));
    const before = walls.map(({ heartbeats }) => heartbeats.length);
    await eventually(() =>
      expect(walls.every(({ heartbeats }, at) => heartbeats.length > (before[at] ?? 0) + 1)).toBe(true),
    );
    expect(walls.every(({ heartbeats }) => inOrder(heartbeats))).toBe(true);
    expect(server.live.health(Date.now()).storeFailure).toBeNull();
  });

  it('are told apart behind a proxy where it is trusted, and counted as the proxy where it is not', async () => {
    const behind = (address: string) => ({ 'x-forwarded-for': address });
    for (const [trustProxy, other] of [
      [1, true],
      [null, false],
    ] as const) {
      const { server } = await start({ trustProxy });
      const crowd = Array.from({ length: MOST_STRANGERS_OF_AN_ADDRESS }, () =>
        connected(server, null, behind('192.0.2.1')),
      );
      expect(await Promise.all(crowd.map(letIn))).not.toContain(false);
      expect(await letIn(connected(server, null, behind('192.0.2.1')))).toBe(false);
      expect(await letIn(connected(server, null, behind('192.0.2.2')))).toBe(other);
    }
  });

  it.each(['websocket', 'polling'])(
    'with a page of another origin get no socket by %s, whoever they are',
    async (transport) => {
      const { store, server } = await start({ publicUrl: 'https://leitstand.example.org' });
      const token = await linkOf(store);
      const from = (origin: string) => letIn(connected(server, token, { origin }, [transport]));
      expect(await from('http://127.0.0.1:4999')).toBe(false);
      expect(await from('null')).toBe(false);
      expect(await from('https://leitstand.example.org.evil.example')).toBe(false);
      expect(await from(server.url)).toBe(true);
      expect(await from('https://leitstand.example.org')).toBe(true);
      expect(server.logged.filter((line) => line.includes('127.0.0.1:4999'))).toHaveLength(1);
    },
  );

  it('who hold no link see what a session allows, and one account holds so many windows', async () => {
    const { store, server } = await start();
    await addAccount(store.db, 'supervisor', [{ role: 'supervisor', city: 'bonn' }]);
    const client = new DeskClient(server.url);
    expect(await client.signIn('supervisor')).toBe(200);
    const outcomes: JoinOutcome[] = [];
    for (let window = 0; window < 45; window += 1)
      outcomes.push(
        await join(
          connected(server, null, { cookie: client.cookie }, [window % 2 ? 'polling' : 'websocket']),
          'bonn',
        ),
      );
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(40);
    expect(outcomes.at(-1)).toEqual({ ok: false, code: 'too-many-sockets' });
  });
});
