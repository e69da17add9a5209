import { io, type Socket } from 'socket.io-client';
import { afterEach, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { applyChanges } from '../../../../server/contract/board-change.ts';
import {
  PROTOCOL_VERSION,
  type JoinOutcome,
  type ServerToWall,
  type WallHeartbeat,
  type WallHello,
  type WallPatch,
  type WallSnapshot,
  type WallToServer,
} from '../../../../server/contract/events.ts';
import { boardSchema, type Board } from '../../../../server/contract/wall.ts';
import { eventually } from '../../../support/eventually.ts';
import { MemoryBoardSource } from '../../../support/memory-board-source.ts';
import { cityScope, sampleBoard, SAMPLE_NOW } from '../../../support/sample-board.ts';
import {
  ANYBODY,
  clockFrom,
  startWallServer,
  type WallServer,
  type WallServerOptions,
} from '../../../support/start-wall-server.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function start(
  options: Partial<WallServerOptions> & { readonly source?: MemoryBoardSource } = {},
): Promise<{ server: WallServer; source: MemoryBoardSource }> {
  const source = options.source ?? new MemoryBoardSource(sampleBoard());
  const server = await startWallServer({ clock: clockFrom(SAMPLE_NOW), ...options, source });
  closing.push(() => server.close());
  return { server, source };
}

/** A wall without a screen: keeps every word of the server and the board that follows from them. */
class Listener {
  readonly socket: Socket<ServerToWall, WallToServer>;
  readonly hellos: WallHello[] = [];
  readonly snapshots: WallSnapshot[] = [];
  readonly patches: WallPatch[] = [];
  readonly heartbeats: WallHeartbeat[] = [];
  readonly goodbyes: string[] = [];
  board: Board | undefined;
  revision = 0;

  constructor(server: WallServer, token: string | null = null, transports = ['websocket']) {
    this.socket = io(server.url, { auth: { token }, transports, forceNew: true, reconnectionDelay: 20 });
    this.socket.on('wall:hello', (hello) => this.hellos.push(hello));
    this.socket.on('wall:snapshot', (snapshot) => {
      this.snapshots.push(snapshot);
      this.board = snapshot.board;
      this.revision = snapshot.revision;
    });
    this.socket.on('wall:patch', (patch) => {
      this.patches.push(patch);
      if (this.board === undefined || patch.revision !== this.revision + 1) return;
      this.board = v.parse(boardSchema, applyChanges(this.board, patch.changes));
      this.revision = patch.revision;
    });
    this.socket.on('wall:heartbeat', (heartbeat) => this.heartbeats.push(heartbeat));
    this.socket.on('wall:goodbye', (reason) => this.goodbyes.push(reason));
    closing.push(() => this.socket.close());
  }

  join(scope: string): Promise<JoinOutcome> {
    return new Promise((resolve) => this.socket.emit('wall:join', { scope }, resolve));
  }
}

const withWaiting = (waiting: number) => (board: Board) => ({
  ...board,
  cities: board.cities.map((city) => (city.id === 'koeln' ? { ...city, waiting } : city)),
});

describe('a wall that joins', () => {
  it('is greeted with protocol and build and gets the whole board', async () => {
    const { server } = await start({ build: 'build-7' });
    const wall = new Listener(server);
    expect(await wall.join('all')).toEqual({ ok: true });
    await eventually(() => expect(wall.snapshots).toHaveLength(1));
    expect(wall.hellos).toMatchObject([{ protocol: PROTOCOL_VERSION, build: 'build-7' }]);
    expect(v.parse(boardSchema, wall.board).cities.map((city) => city.id)).toEqual([
      'koeln',
      'bonn',
      'leverkusen',
    ]);
  });

  it('sees one city alone', async () => {
    const { server } = await start();
    const wall = new Listener(server);
    await wall.join('bonn');
    await eventually(() => expect(wall.board?.cities.map((city) => city.id)).toEqual(['bonn']));
  });

  it('shows one scope at a time', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    await wall.join('bonn');
    await eventually(() => expect(wall.board?.scope).toBe('bonn'));
    source.change((board) => ({ ...board, ticker: { text: 'neu', until: null } }));
    await eventually(() => expect(wall.patches.length).toBeGreaterThan(0));
    expect(new Set(wall.patches.map((patch) => patch.scope))).toEqual(new Set(['bonn']));
  });

  it('shows one scope at a time, however many it asks for at once', async () => {
    const { server, source } = await start({ mayJoin: async () => ANYBODY });
    const wall = new Listener(server);
    await wall.join('all');
    await Promise.all(['koeln', 'bonn', 'leverkusen'].map((scope) => wall.join(scope)));
    const heard = wall.heartbeats.length;
    source.change((board) => ({ ...board, ticker: { text: 'neu', until: null } }));
    await eventually(() => expect(wall.heartbeats.length).toBeGreaterThan(heard + 3));
    const scopes = [...wall.patches, ...wall.heartbeats.slice(heard)].map(({ scope }) => scope);
    expect(new Set(scopes).size).toBe(1);
  });

  it('is told when the city is unknown or its wish is no wish', async () => {
    const { server } = await start();
    const wall = new Listener(server);
    expect(await wall.join('atlantis')).toEqual({ ok: false, code: 'unknown-scope' });
    expect(await wall.join('x'.repeat(65))).toEqual({ ok: false, code: 'bad-request' });
    await eventually(() => expect(wall.hellos).toHaveLength(1));
    expect(wall.snapshots).toEqual([]);
  });

  it('is served by long polling where a proxy blocks sockets', async () => {
    const { server, source } = await start();
    const wall = new Listener(server, null, ['polling']);
    await wall.join('all');
    source.change(withWaiting(12));
    await eventually(() => expect(wall.board?.cities[0]?.waiting).toBe(12));
  });
});

describe('patches', () => {
  it('are numbered without a gap and lead to the same board as a snapshot', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    for (let waiting = 0; waiting < 40; waiting += 1) {
      source.change(withWaiting(waiting));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await eventually(() => expect(wall.board?.cities[0]?.waiting).toBe(39));
    wall.patches.forEach((patch, index) =>
      expect(patch.revision).toBe((wall.snapshots[0]?.revision ?? 0) + index + 1),
    );
    const late = new Listener(server);
    await late.join('all');
    await eventually(() => expect(late.board).toBeDefined());
    expect(late.revision).toBe(wall.revision);
    expect(late.board).toEqual(wall.board);
  });

  it('bundle a burst of changes', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    await eventually(() => expect(wall.snapshots).toHaveLength(1));
    for (let waiting = 0; waiting < 1_000; waiting += 1) source.change(withWaiting(waiting));
    await eventually(() => expect(wall.board?.cities[0]?.waiting).toBe(999));
    expect(wall.patches.length).toBeLessThanOrEqual(3);
  });

  it('are not sent when nothing changed, while heartbeats go on', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    source.change((board) => ({ ...board }));
    await eventually(() => expect(wall.heartbeats.length).toBeGreaterThanOrEqual(2));
    expect(wall.patches).toEqual([]);
    expect(wall.heartbeats[0]).toMatchObject({
      scope: 'all',
      revision: wall.revision,
      feed: 'live',
      feedAgeMilliseconds: 300,
    });
  });

  it('of a city do not reach the wall of another', async () => {
    const { server, source } = await start();
    const [koeln, bonn] = [new Listener(server), new Listener(server)];
    await Promise.all([koeln.join('koeln'), bonn.join('bonn')]);
    source.change(withWaiting(55));
    await eventually(() => expect(koeln.board?.cities[0]?.waiting).toBe(55));
    await eventually(() => expect(bonn.heartbeats.length).toBeGreaterThan(0));
    expect(bonn.patches).toEqual([]);
    expect(bonn.board).toEqual(
      cityScope(source.board('all', (bonn.board?.feed.lastHeardAt ?? 0) + 300), 'bonn'),
    );
  });
});

describe('a wall that fell behind', () => {
  it('gets a new snapshot when it asks', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    await eventually(() => expect(wall.snapshots).toHaveLength(1));
    source.change(withWaiting(3));
    await eventually(() => {
      wall.socket.emit('wall:resync');
      expect(wall.snapshots.length).toBeGreaterThan(1);
    });
    expect(wall.snapshots.at(-1)?.board.cities[0]?.waiting).toBe(3);
  });

  it('gets few snapshots when it asks in a loop', async () => {
    const { server } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    for (let asked = 0; asked < 30; asked += 1) wall.socket.emit('wall:resync');
    const heard = wall.heartbeats.length;
    await eventually(() => expect(wall.heartbeats.length).toBeGreaterThan(heard));
    expect(wall.snapshots.length).toBeLessThan(5);
  });

  it('is let go when it sends more than a wish', async () => {
    const { server } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    const lost = new Promise((resolve) => wall.socket.once('disconnect', resolve));
    void wall.join('x'.repeat(10_000));
    expect(await lost).toBeDefined();
  });

  it('gets what it missed after a short loss of the connection', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    source.change(withWaiting(3));
    await eventually(() => expect(wall.board?.cities[0]?.waiting).toBe(3));
    wall.socket.io.engine.close();
    await eventually(() => expect(server.push.displays).toBe(0));
    const other = new Listener(server);
    await other.join('all');
    source.change(withWaiting(4));
    await eventually(() => expect(wall.socket.connected && wall.board?.cities[0]?.waiting).toBe(4));
    expect(wall.socket.recovered).toBe(true);
    expect(wall.snapshots).toHaveLength(1);
  });
});

describe('access', () => {
  it('is refused to a wrong link and to a link of another city', async () => {
    const { server } = await start({
      mayJoin: (token, scope) => (token === 'bonn-link' && scope === 'bonn' ? ANYBODY : undefined),
    });
    expect(await new Listener(server, 'wrong').join('bonn')).toEqual({ ok: false, code: 'not-allowed' });
    expect(await new Listener(server, 'bonn-link').join('all')).toEqual({ ok: false, code: 'not-allowed' });
    expect(await new Listener(server, 'bonn-link').join('bonn')).toEqual({ ok: true });
    expect(await new Listener(server).join('bonn')).toEqual({ ok: false, code: 'not-allowed' });
  });

  it('ends for a wall that is connected when its link is withdrawn, and for no other', async () => {
    const links = new Set(['one', 'two']);
    const { server, source } = await start({
      mayJoin: (token) => (links.has(token ?? '') ? ANYBODY : undefined),
    });
    const [one, two] = [new Listener(server, 'one'), new Listener(server, 'two')];
    await Promise.all([one.join('all'), two.join('all')]);
    links.delete('one');
    await eventually(() => expect(one.goodbyes).toEqual(['revoked']));
    source.change(withWaiting(77));
    await eventually(() => expect(two.board?.cities[0]?.waiting).toBe(77));
    expect(one.board?.cities[0]?.waiting).not.toBe(77);
    expect(one.socket.connected).toBe(false);
  });

  it('is not lost when the question cannot be answered for a while', async () => {
    let failing = false;
    const { server } = await start({
      mayJoin: () => {
        if (failing) throw new Error('store is away');
        return ANYBODY;
      },
    });
    const wall = new Listener(server);
    await wall.join('all');
    failing = true;
    await server.push.recheckAccess();
    expect(server.failures.length).toBeGreaterThan(0);
    expect(server.push.displays).toBe(1);
    expect(await new Listener(server).join('all')).toEqual({ ok: false, code: 'not-allowed' });
  });
});

describe('the push server', () => {
  it('sends no heartbeat while boards cannot be made, so that walls go stale, and goes on afterwards', async () => {
    const source = new (class extends MemoryBoardSource {
      failing = false;
      override board(scope: string, now: number): Board {
        if (this.failing) throw new Error('no board');
        return super.board(scope, now);
      }
    })(sampleBoard());
    const { server } = await start({ source });
    const wall = new Listener(server);
    await wall.join('all');
    source.failing = true;
    await eventually(() => expect(server.failures.length).toBeGreaterThanOrEqual(2));
    expect(wall.heartbeats).toEqual([]);
    source.failing = false;
    await eventually(() => expect(wall.heartbeats.length).toBeGreaterThan(0));
  });

  it('says goodbye before it stops and lets go of its source', async () => {
    const { server, source } = await start();
    const wall = new Listener(server);
    await wall.join('all');
    await server.close();
    await eventually(() => expect(wall.goodbyes).toEqual(['restart']));
    expect(source.listeners).toBe(0);
  });

  it('outlives nonsense from the network', async () => {
    const { server } = await start();
    const wall = new Listener(server);
    await eventually(() => expect(wall.socket.connected).toBe(true));
    for (const nonsense of [null, 7, 'all', [], { scope: 7 }, { scope: null }])
      wall.socket.emitWithAck.call(wall.socket, 'wall:join', Object(nonsense)).catch(() => undefined);
    wall.socket.io.engine.write('garbage that is no packet');
    expect(await new Listener(server).join('all')).toEqual({ ok: true });
  });
});
