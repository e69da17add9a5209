import type { IncomingMessage } from 'node:http';
import type { Socket } from 'socket.io';
import { TokenBucket } from './token-bucket.ts';

/** What carries a socket: WebSocket or long polling, one after the other. */
export type Connection = Socket['conn'];

/**
 * Connections of one address that show nothing yet. A whole office of walls behind one address joins within a moment of a
 * restart, and what is refused then comes again within seconds; who only holds connections open gets no more of them.
 */
export const MOST_STRANGERS_OF_AN_ADDRESS = 100;
/** A wall asks for its board at once, one that was refused asks every twenty seconds and lets go after eight. */
const MILLISECONDS_TO_JOIN = 15_000;
/** A wall says a handful of words when it connects and a pong every half minute; at worst it asks for a snapshot after every patch. */
const WORDS_AT_ONCE = 40;
const WORDS_PER_SECOND = 8;

/** What a connection may do before it shows a board, and how much it may say at all. */
export class Strangers {
  readonly #addressOf: (request: IncomingMessage) => string;
  readonly #counts = new Map<string, number>();
  readonly #waiting = new Map<Connection, { readonly address: string; readonly timer: NodeJS.Timeout }>();

  constructor(addressOf: (request: IncomingMessage) => string) {
    this.#addressOf = addressOf;
  }

  /** Whether another connection of the same address may be opened. */
  mayConnect(request: IncomingMessage): boolean {
    return (this.#counts.get(this.#addressOf(request)) ?? 0) < MOST_STRANGERS_OF_AN_ADDRESS;
  }

  /** Counts a new connection until it shows a board, and closes it where it never does or talks too much. */
  watch(connection: Connection): void {
    const address = this.#addressOf(connection.request);
    const timer = setTimeout(() => connection.close(true), MILLISECONDS_TO_JOIN);
    this.#waiting.set(connection, { address, timer });
    this.#counts.set(address, (this.#counts.get(address) ?? 0) + 1);
    const words = new TokenBucket(WORDS_AT_ONCE, WORDS_PER_SECOND, performance.now());
    connection.on('packet', () => {
      if (!words.take(performance.now())) connection.close(true);
    });
    connection.once('close', () => this.known(connection));
  }

  /** It shows a board now, or is gone: no stranger any more. */
  known(connection: Connection): void {
    const waiting = this.#waiting.get(connection);
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting.delete(connection);
    const left = (this.#counts.get(waiting.address) ?? 1) - 1;
    if (left === 0) this.#counts.delete(waiting.address);
    else this.#counts.set(waiting.address, left);
  }

  /** Ends what is still awaited. */
  close(): void {
    for (const connection of [...this.#waiting.keys()]) this.known(connection);
  }
}
