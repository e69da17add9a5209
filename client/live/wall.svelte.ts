import { PROTOCOL_VERSION, type WallGoodbye } from '../../server/contract/events.ts';
import type { Board } from '../../server/contract/wall.ts';
import { copyOfSnapshot, patchedCopy, type BoardCopy } from './board-copy.ts';
import { Connection, type ConnectionOptions } from './connection.ts';
import { reloadOnceFor } from './reload-once.ts';
import { serverOffset, withClockSample, type ClockSample } from './server-clock.ts';
import { SLEEP_MILLISECONDS, figuresAge, livenessAt, type Hearing, type Liveness } from './staleness.ts';

/** Often enough that a waiting time never visibly hesitates before its next second. */
const TICK_MILLISECONDS = 100;

/**
 * What a wall knows: the board, its data quality, and the server's time. Ticks by itself, so that silence is noticed
 * without any message. One per page, made in `main.ts`, closed with it.
 */
export class LiveWall {
  #copy = $state.raw<BoardCopy | null>(null);
  #hearing = $state.raw<Hearing>(silentSince(performance.now()));
  #samples: readonly ClockSample[] = [];
  #now = $state(performance.now());
  #offset = $state<number | null>(null);
  #liveness = $derived(livenessAt(this.#hearing, this.#now));
  #build: string | null = null;
  #lastTick = { monotonic: performance.now(), wall: Date.now() };
  readonly #connection: Connection;
  readonly #timer: ReturnType<typeof setInterval>;
  readonly #stopWatching: () => void;

  constructor(options: ConnectionOptions) {
    this.#connection = new Connection(options, {
      hello: ({ protocol, build }) => {
        this.#samples = [];
        this.#reloadIfReplaced(protocol, build);
      },
      snapshot: (snapshot) => {
        this.#copy = copyOfSnapshot(snapshot);
        const { feed } = snapshot.board;
        this.#heard(snapshot.serverNow, {
          feed: feed.state,
          feedReason: feed.reason,
          feedAgeMilliseconds: feed.lastHeardAt === null ? null : snapshot.serverNow - feed.lastHeardAt,
        });
      },
      patch: (patch) => {
        if (this.#copy === null) return;
        const next = patchedCopy(this.#copy, patch);
        if (next === null) this.#connection.resync();
        else this.#copy = next;
      },
      heartbeat: ({ serverNow, scope, revision, feed, feedReason, feedAgeMilliseconds }) => {
        if (this.#copy === null || scope !== this.#copy.board.scope || revision > this.#copy.revision)
          this.#connection.resync();
        if (this.#copy !== null) this.#heard(serverNow, { feed, feedReason, feedAgeMilliseconds });
      },
      goodbye: (reason) => this.#goodbye(reason),
      joined: (outcome) => {
        this.#hearing = { ...this.#hearing, refusal: outcome.ok ? null : outcome.code };
      },
    });
    this.#timer = setInterval(() => this.#tick(), TICK_MILLISECONDS);
    this.#stopWatching = watchForWaking(() => {
      this.#tick();
      this.#connection.retryNow();
    });
  }

  /** The latest board, also while it is old; `null` before the first. */
  get board(): Board | null {
    return this.#copy?.board ?? null;
  }

  get liveness(): Liveness {
    return this.#liveness;
  }

  /** The server's time as well as the display can tell, `null` before the first message. */
  get now(): number | null {
    return this.#offset === null ? null : this.#now + this.#offset;
  }

  /** The server's time for which the figures are true: stands still while they are old. */
  get asOf(): number | null {
    const age = figuresAge(this.#hearing, this.#now);
    return this.now === null || age === null ? null : this.now - age;
  }

  /** Age of the latest sign of life of the telephone system; `null`: never heard. */
  get feedAgeMilliseconds(): number | null {
    const { feed, heardAt } = this.#hearing;
    if (feed === null || heardAt === null || feed.feedAgeMilliseconds === null) return null;
    return feed.feedAgeMilliseconds + Math.max(0, this.#now - heardAt);
  }

  close(): void {
    clearInterval(this.#timer);
    this.#stopWatching();
    this.#connection.close();
  }

  /** The message counts from when it was sent: one that was held up for long on its way is no sign of life. */
  #heard(serverNow: number, feed: NonNullable<Hearing['feed']>): void {
    const now = performance.now();
    this.#samples = withClockSample(this.#samples, serverNow, now);
    const offset = serverOffset(this.#samples) ?? serverNow - now;
    this.#offset = offset;
    this.#now = now;
    this.#hearing = { ...this.#hearing, heardAt: serverNow - offset, feed, restarting: false };
  }

  #goodbye(reason: WallGoodbye): void {
    switch (reason) {
      case 'restart':
        this.#hearing = { ...this.#hearing, restarting: true };
        break;
      case 'revoked':
        this.#hearing = { ...this.#hearing, refusal: 'not-allowed' };
        break;
      default:
        reason satisfies never;
    }
  }

  #reloadIfReplaced(protocol: number, build: string): void {
    this.#build ??= build;
    if (protocol !== PROTOCOL_VERSION || build !== this.#build) reloadOnceFor(build);
  }

  /** Both clocks are asked, because in some displays the monotonic one stands still during sleep. */
  #tick(): void {
    const now = { monotonic: performance.now(), wall: Date.now() };
    const gap = Math.max(now.monotonic - this.#lastTick.monotonic, now.wall - this.#lastTick.wall);
    this.#lastTick = now;
    this.#now = now.monotonic;
    if (gap > SLEEP_MILLISECONDS) this.#hearing = { ...this.#hearing, wokeAt: now.monotonic };
  }
}

function silentSince(startedAt: number): Hearing {
  return { startedAt, heardAt: null, feed: null, wokeAt: null, restarting: false, refusal: null };
}

function watchForWaking(woke: () => void): () => void {
  const whenVisible = (): void => {
    if (document.visibilityState === 'visible') woke();
  };
  document.addEventListener('visibilitychange', whenVisible);
  window.addEventListener('online', woke);
  window.addEventListener('pageshow', whenVisible);
  return () => {
    document.removeEventListener('visibilitychange', whenVisible);
    window.removeEventListener('online', woke);
    window.removeEventListener('pageshow', whenVisible);
  };
}
