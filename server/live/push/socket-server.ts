import type { Server as HttpServer, IncomingMessage } from 'node:http';
import { Server, type DefaultEventsMap, type Socket } from 'socket.io';
import * as v from 'valibot';
import {
  ALL_CITIES,
  PROTOCOL_VERSION,
  wallAuthSchema,
  wallJoinSchema,
  type JoinOutcome,
  type ServerToWall,
  type WallGoodbye,
  type WallToServer,
} from '../../contract/events.ts';
import type { DeskToServer, ServerToDesk } from '../../contract/job.ts';
import type { BoardSource, MayJoin, Viewer } from './board-source.ts';
import { JobRooms, type JobWatch } from './job-rooms.ts';
import { Strangers, type Connection } from './strangers.ts';
import { sendFramesWhole } from './whole-frames.ts';
import { WallRoom } from './wall-room.ts';

export const HEARTBEAT_MILLISECONDS = 1_000;
const RECHECK_MILLISECONDS = 2_000;
/** A wall that was away for less gets what it missed instead of a new snapshot. */
const RECOVERY_MILLISECONDS = 120_000;
/** A wall sends nothing but its wish for a scope. */
const MOST_BYTES_FROM_A_WALL = 4_096;
const LEAST_MILLISECONDS_BETWEEN_SNAPSHOTS = 250;
/** Whose pages tried to open a socket is reported once each, and a flood of invented names not at all. */
const MOST_ORIGINS_TOLD = 20;

export interface PushOptions {
  /** The HTTP or HTTPS server that also serves the pages. */
  readonly http: HttpServer;
  readonly source: BoardSource;
  readonly mayJoin: MayJoin;
  /** Long work that people may follow; none if left out. */
  readonly jobs?: JobWatch;
  /** Whose socket it is, as far as the proxies in front are trusted. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Whether a page that opens a socket is one of ours. */
  readonly isOwnOrigin: (request: IncomingMessage) => boolean;
  /** A socket was not let in; called once for each origin, as that is for the administrator to mend. */
  readonly onForeignOrigin?: (origin: string) => void;
  /** Identifies this release of the pages; a wall that was loaded with another one reloads itself once. */
  readonly build: string;
  /** The clock that boards are made by, epoch milliseconds. */
  readonly clock: () => number;
  /** A board could not be made, or asking for access failed. */
  readonly onFailure: (error: unknown) => void;
}

/** What a socket is allowed and shows; kept over a short loss of the connection. */
interface Display {
  scope?: string;
  token?: string | null;
  /** Who it is shown to: sockets of one viewer share a limit. */
  viewer?: string;
  snapshotAt?: number;
}

type WallSocket = Socket<WallToServer & DeskToServer, ServerToWall & ServerToDesk, DefaultEventsMap, Display>;

/** The push to all walls: one room per scope, heartbeats, access, and a goodbye when the server stops. */
export class PushServer {
  readonly #options: PushOptions;
  readonly #io: Server<WallToServer & DeskToServer, ServerToWall & ServerToDesk, DefaultEventsMap, Display>;
  readonly #jobs: JobRooms | undefined;
  readonly #rooms = new Map<string, WallRoom>();
  readonly #strangers: Strangers;
  /** Asked once a connection: of one that polls, the line of its first request is gone soon. */
  readonly #addresses = new WeakMap<IncomingMessage, string>();
  readonly #foreignOrigins = new Set<string>();
  readonly #timers: readonly NodeJS.Timeout[];
  readonly #stopListening: () => void;

  constructor(options: PushOptions) {
    this.#options = options;
    this.#io = new Server(options.http, {
      serveClient: false,
      transports: ['websocket', 'polling'],
      perMessageDeflate: false,
      httpCompression: false,
      maxHttpBufferSize: MOST_BYTES_FROM_A_WALL,
      // The heartbeat shows walls that we live; pings only find walls that are gone, which nobody waits for.
      pingInterval: 25_000,
      pingTimeout: 10_000,
      connectionStateRecovery: { maxDisconnectionDuration: RECOVERY_MILLISECONDS, skipMiddlewares: true },
      // Whatever asks for an upgrade and is no socket is a plain request: `open-server.ts` answers it.
      destroyUpgrade: false,
      allowRequest: (request, decide) => {
        const refusal = this.#refusal(request);
        decide(refusal, refusal === null);
      },
    });
    this.#strangers = new Strangers((request) => this.#addressOf(request));
    this.#io.engine.on('connection', (connection: Connection) => this.#strangers.watch(connection));
    sendFramesWhole(this.#io.engine);
    this.#jobs =
      options.jobs === undefined ? undefined : new JobRooms(this.#io, options.jobs, options.onFailure);
    this.#io.on('connection', (socket) => this.#welcome(socket));
    this.#stopListening = options.source.onChange(() => {
      for (const room of this.#listenedRooms()) room.changed();
    });
    this.#timers = [
      setInterval(() => this.#beat(), HEARTBEAT_MILLISECONDS),
      setInterval(() => void this.recheckAccess(), RECHECK_MILLISECONDS),
    ];
  }

  /** Walls that show something now. */
  get displays(): number {
    let count = 0;
    for (const scope of this.#rooms.keys()) count += this.#listeners(scope);
    return count;
  }

  /** Asks all displays again at once, after a link was withdrawn in this process. */
  async recheckAccess(): Promise<void> {
    await this.#recheck();
    await this.#jobs?.recheck();
  }

  /** Says goodbye to every wall, then closes the sockets; the HTTP server is closed with them. */
  async close(): Promise<void> {
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    this.#strangers.close();
    this.#jobs?.close();
    for (const room of this.#rooms.values()) room.close();
    this.#io.emit('wall:goodbye', 'restart');
    await this.#io.close();
  }

  /** Decided before anything is read or stored. */
  #refusal(request: IncomingMessage): string | null {
    if (!this.#options.isOwnOrigin(request)) {
      this.#tellForeignOrigin(request.headers.origin ?? '');
      return 'foreign-origin';
    }
    return this.#strangers.mayConnect(request) ? null : 'too-many-sockets';
  }

  #tellForeignOrigin(origin: string): void {
    if (this.#foreignOrigins.has(origin) || this.#foreignOrigins.size >= MOST_ORIGINS_TOLD) return;
    this.#foreignOrigins.add(origin);
    this.#options.onForeignOrigin?.(origin.slice(0, 200));
  }

  #welcome(socket: WallSocket): void {
    if (socket.data.scope !== undefined) this.#strangers.known(socket.conn);
    socket.emit('wall:hello', {
      protocol: PROTOCOL_VERSION,
      build: this.#options.build,
      serverNow: this.#options.clock(),
    });
    socket.on('wall:join', (request, answer) => {
      void this.#join(socket, request).then((outcome) => {
        if (typeof answer === 'function') answer(outcome);
      });
    });
    socket.on('wall:resync', () => this.#sendSnapshot(socket));
    this.#jobs?.welcome(socket, () => this.#strangers.known(socket.conn));
  }

  async #join(socket: WallSocket, request: unknown): Promise<JoinOutcome> {
    const wish = v.safeParse(wallJoinSchema, request);
    if (!wish.success) return { ok: false, code: 'bad-request' };
    const { scope } = wish.output;
    const viewer = await this.#viewer(socket, scope);
    if (viewer === undefined) return { ok: false, code: 'not-allowed' };
    if (!this.#scopeExists(scope)) return { ok: false, code: 'unknown-scope' };
    if (this.#socketsOf(viewer, socket) >= viewer.mostSockets) return { ok: false, code: 'too-many-sockets' };
    // nothing is awaited from here on: of several wishes at once each would join its room, and none would be left
    leaveRooms(socket);
    const room = this.#room(scope);
    if (this.#listeners(scope) === 0) room.awaken();
    socket.data = { scope, token: tokenOf(socket), viewer: viewer.name };
    this.#strangers.known(socket.conn);
    void socket.join(roomName(scope));
    this.#sendSnapshot(socket);
    return { ok: true };
  }

  /** At most four a second and wall, so that a wall that asks in a loop costs no more than one that is patched. */
  #sendSnapshot(socket: WallSocket): void {
    const { scope, snapshotAt } = socket.data;
    if (scope === undefined) return;
    const now = performance.now();
    if (snapshotAt !== undefined && now - snapshotAt < LEAST_MILLISECONDS_BETWEEN_SNAPSHOTS) return;
    socket.data.snapshotAt = now;
    try {
      socket.emit('wall:snapshot', this.#room(scope).snapshot());
    } catch (error) {
      this.#options.onFailure(error);
    }
  }

  #scopeExists(scope: string): boolean {
    if (scope === ALL_CITIES) return true;
    return this.#options.source
      .board(ALL_CITIES, this.#options.clock())
      .cities.some((city) => city.id === scope);
  }

  #room(scope: string): WallRoom {
    const known = this.#rooms.get(scope);
    if (known !== undefined) return known;
    const { source, clock, onFailure } = this.#options;
    const walls = roomName(scope);
    const room = new WallRoom({
      scope,
      source,
      clock,
      onFailure,
      voice: {
        patch: (patch) => this.#io.to(walls).emit('wall:patch', patch),
        // Not volatile: right after a patch the socket is busy, and volatile messages would be dropped every second.
        heartbeat: (heartbeat) => this.#io.to(walls).emit('wall:heartbeat', heartbeat),
      },
    });
    this.#rooms.set(scope, room);
    return room;
  }

  #listeners(scope: string): number {
    return this.#io.of('/').adapter.rooms.get(roomName(scope))?.size ?? 0;
  }

  *#listenedRooms(): Generator<WallRoom> {
    for (const [scope, room] of this.#rooms) if (this.#listeners(scope) > 0) yield room;
  }

  #beat(): void {
    for (const room of this.#listenedRooms()) room.beat();
  }

  async #viewer(socket: WallSocket, scope: string): Promise<Viewer | undefined> {
    try {
      return await this.#asked(socket, scope);
    } catch (error) {
      this.#options.onFailure(error);
      return undefined;
    }
  }

  async #asked(socket: WallSocket, scope: string): Promise<Viewer | undefined> {
    const address = this.#addressOf(socket.request);
    return this.#options.mayJoin(tokenOf(socket), scope, address, socket.request);
  }

  #addressOf(request: IncomingMessage): string {
    const known = this.#addresses.get(request) ?? this.#options.addressOf(request);
    this.#addresses.set(request, known);
    return known;
  }

  /** Other sockets of the same viewer that show a board. */
  #socketsOf({ name }: Viewer, asking: WallSocket): number {
    let count = 0;
    for (const socket of this.#io.of('/').sockets.values())
      if (socket !== asking && socket.data.viewer === name) count += 1;
    return count;
  }

  /** One question per link and scope, however many walls use it; people are asked one by one. */
  async #recheck(): Promise<void> {
    const groups = new Map<string, WallSocket[]>();
    for (const socket of this.#io.of('/').sockets.values()) {
      if (socket.data.scope === undefined) continue;
      const who = socket.data.token ?? `without a link: ${socket.id}`;
      const key = `${socket.data.scope}\n${this.#addressOf(socket.request)}\n${who}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [socket]);
      else group.push(socket);
    }
    for (const sockets of groups.values()) {
      const [first] = sockets;
      const scope = first?.data.scope;
      if (first === undefined || scope === undefined || (await this.#stillAllowed(first, scope))) continue;
      for (const socket of sockets) dismiss(socket, 'revoked');
    }
  }

  /** A question that cannot be answered now does not darken the walls: only a clear no does. */
  async #stillAllowed(socket: WallSocket, scope: string): Promise<boolean> {
    try {
      return (await this.#asked(socket, scope)) !== undefined;
    } catch (error) {
      this.#options.onFailure(error);
      return true;
    }
  }
}

function dismiss(socket: WallSocket, reason: WallGoodbye): void {
  delete socket.data.scope;
  delete socket.data.viewer;
  leaveRooms(socket);
  socket.emit('wall:goodbye', reason);
  socket.disconnect();
}

/** The adapter in memory does it at once. */
function leaveRooms(socket: WallSocket): void {
  for (const room of socket.rooms) if (room !== socket.id) void socket.leave(room);
}

function tokenOf(socket: WallSocket): string | null {
  const auth = v.safeParse(wallAuthSchema, socket.handshake.auth);
  return auth.success ? (auth.output.token ?? null) : null;
}

function roomName(scope: string): string {
  return `wall:${scope}`;
}
