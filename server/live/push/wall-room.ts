import type { WallHeartbeat, WallPatch, WallSnapshot } from '../../contract/events.ts';
import type { Board } from '../../contract/wall.ts';
import type { BoardSource } from './board-source.ts';
import { millisecondsUntilPatch } from './throttle.ts';
import { wallPatch } from './wall-patch.ts';
import { feedAgeMilliseconds, wallSnapshot } from './wall-snapshot.ts';

/** How a room speaks to all its walls at once: one call, one encoding. */
interface RoomVoice {
  patch(patch: WallPatch): void;
  heartbeat(heartbeat: WallHeartbeat): void;
}

export interface RoomOptions {
  readonly scope: string;
  readonly source: BoardSource;
  /** The server's clock, epoch milliseconds; the demo's may be simulated. */
  readonly clock: () => number;
  readonly voice: RoomVoice;
  /** A board could not be made. No heartbeat goes out then, so that the walls say that they hear nothing. */
  readonly onFailure: (error: unknown) => void;
}

/**
 * All walls that show one scope: what they have been sent, and when they are sent more.
 * Every wall of the room has exactly the published board once it has its revision.
 */
export class WallRoom {
  readonly #options: RoomOptions;
  #published: Board | null = null;
  #revision = 0;
  #publishedAt: number | null = null;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RoomOptions) {
    this.#options = options;
  }

  /**
   * The published board, for one wall that joins or fell behind; made first if there is none.
   * @throws whatever the source throws
   */
  snapshot(): WallSnapshot {
    const board = this.#published ?? this.#publish(this.#read());
    return {
      scope: this.#options.scope,
      revision: this.#revision,
      serverNow: this.#options.clock(),
      board,
    };
  }

  /** Brings the published board up to date at once: somebody listens again after nobody did. */
  awaken(): void {
    this.#attempt(() => this.#publish(this.#read()));
  }

  /** Something may have changed: publish now, or with what else comes until the span between patches is over. */
  changed(): void {
    this.#attempt(() => this.#publishInTime());
  }

  /** Once a second: what time alone changes (a wait that crosses its threshold, an interval that begins), and a heartbeat. */
  beat(): void {
    this.#attempt(() => {
      const board = this.#publishInTime() ?? this.#read();
      const now = this.#options.clock();
      this.#options.voice.heartbeat({
        scope: this.#options.scope,
        serverNow: now,
        revision: this.#revision,
        feed: board.feed.state,
        feedReason: board.feed.reason,
        feedAgeMilliseconds: feedAgeMilliseconds(board.feed, now),
      });
    });
  }

  /** Ends a pending publication. */
  close(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @returns the board that was read for publishing, `null` if its turn comes later */
  #publishInTime(): Board | null {
    if (this.#timer !== undefined) return null;
    const wait = millisecondsUntilPatch(this.#publishedAt, performance.now());
    if (wait === 0) {
      const board = this.#read();
      this.#publish(board);
      return board;
    }
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#attempt(() => this.#publish(this.#read()));
    }, wait);
    return null;
  }

  #read(): Board {
    return this.#options.source.board(this.#options.scope, this.#options.clock());
  }

  #publish(read: Board): Board {
    const published = this.#published;
    const board = wallSnapshot(published, read);
    const changes = published === null ? null : wallPatch(published, board);
    if (published !== null && changes?.length === 0) return published;
    this.#published = board;
    this.#revision += 1;
    if (changes !== null) {
      this.#publishedAt = performance.now();
      const { scope, clock, voice } = this.#options;
      voice.patch({ scope, revision: this.#revision, serverNow: clock(), changes });
    }
    return board;
  }

  #attempt(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#options.onFailure(error);
    }
  }
}
