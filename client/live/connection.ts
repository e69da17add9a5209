import { io, type Socket } from 'socket.io-client';
import * as v from 'valibot';
import {
  wallGoodbyeSchema,
  wallHeartbeatSchema,
  wallHelloSchema,
  wallPatchSchema,
  wallSnapshotSchema,
  type JoinOutcome,
  type ServerToWall,
  type WallGoodbye,
  type WallHeartbeat,
  type WallHello,
  type WallPatch,
  type WallSnapshot,
  type WallToServer,
} from '../../server/contract/events.ts';

export interface ConnectionOptions {
  /** Address of the server; the page's own origin if absent. */
  readonly url?: string;
  /** From the display link; `null` without one. */
  readonly token: string | null;
  readonly scope: string;
}

/** What the owner of a connection hears, already parsed. */
export interface ConnectionListener {
  hello(hello: WallHello): void;
  snapshot(snapshot: WallSnapshot): void;
  patch(patch: WallPatch): void;
  heartbeat(heartbeat: WallHeartbeat): void;
  goodbye(reason: WallGoodbye): void;
  joined(outcome: JoinOutcome): void;
}

/** A link may be given back and a city added: a wall that was refused asks again, without haste. */
const ASK_AGAIN_MILLISECONDS = 20_000;
const DROP_AFTER_SILENCE_MILLISECONDS = 8_000;
const LONGEST_PAUSE_MILLISECONDS = 5_000;

/**
 * The one socket of a page and its one owner. Reconnects for ever, joins again after each reconnection that could not
 * be recovered, and gives up a connection that is open but silent.
 */
export class Connection {
  readonly #socket: Socket<ServerToWall, WallToServer>;
  readonly #scope: string;
  readonly #listener: ConnectionListener;
  #askAgain: ReturnType<typeof setTimeout> | undefined;
  #silence: ReturnType<typeof setTimeout> | undefined;

  constructor(options: ConnectionOptions, listener: ConnectionListener) {
    this.#scope = options.scope;
    this.#listener = listener;
    const settings = {
      auth: { token: options.token },
      transports: ['websocket', 'polling'],
      tryAllTransports: true,
      reconnectionDelay: 500,
      reconnectionDelayMax: LONGEST_PAUSE_MILLISECONDS,
      timeout: 5_000,
    };
    this.#socket = options.url === undefined ? io(settings) : io(options.url, settings);
    this.#socket.on('connect', () => {
      this.#heard();
      if (!this.#socket.recovered) this.#join();
    });
    this.#socket.on('disconnect', (reason) => {
      clearTimeout(this.#silence);
      if (reason === 'io server disconnect') this.#later(() => this.#socket.connect());
    });
    this.#hear('wall:hello', wallHelloSchema, (hello) => listener.hello(hello));
    this.#hear('wall:snapshot', wallSnapshotSchema, (snapshot) => listener.snapshot(snapshot));
    this.#hear('wall:patch', wallPatchSchema, (patch) => listener.patch(patch));
    this.#hear('wall:heartbeat', wallHeartbeatSchema, (heartbeat) => listener.heartbeat(heartbeat));
    this.#hear('wall:goodbye', wallGoodbyeSchema, (reason) => listener.goodbye(reason));
  }

  /** Asks for a fresh snapshot. */
  resync(): void {
    if (this.#socket.connected) this.#socket.emit('wall:resync');
  }

  /** Tries at once instead of at the end of a pause: the display woke up or its network came back. */
  retryNow(): void {
    if (!this.#socket.connected && this.#socket.active) this.#socket.disconnect().connect();
  }

  close(): void {
    clearTimeout(this.#askAgain);
    clearTimeout(this.#silence);
    this.#socket.close();
  }

  #hear<T>(event: keyof ServerToWall, schema: v.GenericSchema<unknown, T>, tell: (message: T) => void): void {
    this.#socket.on(event, (message: unknown) => {
      this.#heard();
      const parsed = v.safeParse(schema, message);
      if (parsed.success) tell(parsed.output);
      else this.resync();
    });
  }

  #join(): void {
    clearTimeout(this.#askAgain);
    this.#socket.emit('wall:join', { scope: this.#scope }, (outcome) => {
      this.#listener.joined(outcome);
      if (!outcome.ok) this.#later(() => this.#join());
    });
  }

  #later(work: () => void): void {
    clearTimeout(this.#askAgain);
    this.#askAgain = setTimeout(work, ASK_AGAIN_MILLISECONDS);
  }

  /** A connection that says nothing for long is dead, whatever the network thinks of it. */
  #heard(): void {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#socket.io.engine.close(), DROP_AFTER_SILENCE_MILLISECONDS);
  }
}
