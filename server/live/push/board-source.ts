import type { IncomingMessage } from 'node:http';
import type { Board } from '../../contract/wall.ts';

/** Where the boards come from: the living centre, or a source held in memory by a test. */
export interface BoardSource {
  /** The board of `all` cities or of one city at `now`. Cheap enough to be asked several times a second. */
  board(scope: string, now: number): Board;
  /** Reports that some board may have changed. @returns a function that ends the reporting */
  onChange(listener: () => void): () => void;
}

/** Who a board is shown to, and how many sockets they may hold at once. */
export interface Viewer {
  /** Same for all sockets of one display link, account or address: they share the limit. */
  readonly name: string;
  readonly mostSockets: number;
}

/**
 * Whom a display shows a scope to; `undefined`: it may not. Asked when it joins and again every few seconds, so that
 * withdrawing a link takes effect on a wall that is connected, also when another process withdrew it.
 *
 * @param token from the display link; `null` without one
 * @param address the display's network address, as far as the proxies in front are trusted
 * @param request the socket's first request, by which somebody signed in is known
 */
export type MayJoin = (
  token: string | null,
  scope: string,
  address: string,
  request: IncomingMessage,
) => Viewer | undefined | Promise<Viewer | undefined>;
