import type { BoardSource } from '../../server/live/push/board-source.ts';
import type { Board } from '../../server/contract/wall.ts';
import { cityScope } from './sample-board.ts';

/** A board that a test holds in its hand: set it, and everything downstream hears of it as of the living centre's. */
export class MemoryBoardSource implements BoardSource {
  #board: Board;
  #feedLive = true;
  readonly #listeners = new Set<() => void>();

  constructor(board: Board) {
    this.#board = board;
  }

  board(scope: string, now: number): Board {
    const heard = this.#feedLive
      ? { ...this.#board, feed: { ...this.#board.feed, lastHeardAt: now - 300 } }
      : this.#board;
    return scope === 'all' ? heard : cityScope(heard, scope);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  change(change: (board: Board) => Board): void {
    this.#board = change(this.#board);
    for (const listener of this.#listeners) listener();
  }

  /** The telephone system falls silent: its last sign of life stays where it was. */
  silenceFeed(state: Board['feed']['state'], lastHeardAt: number | null): void {
    this.#feedLive = false;
    this.change((board) => ({
      ...board,
      feed: { ...board.feed, state, lastHeardAt },
    }));
  }

  feedReturns(): void {
    this.#feedLive = true;
    this.change((board) => ({ ...board, feed: { ...board.feed, state: 'live' } }));
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}
