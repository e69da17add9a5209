import { EventEmitter } from 'node:events';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  MOST_STRANGERS_OF_AN_ADDRESS,
  Strangers,
  type Connection,
} from '../../../../server/live/push/strangers.ts';

/** As much of a connection as is looked at: it can be closed, and tells so. */
class PlayedConnection extends EventEmitter {
  readonly request = new IncomingMessage(new Socket());
  isOpen = true;

  close(): this {
    this.isOpen = false;
    this.emit('close');
    return this;
  }
}

function isConnection(played: unknown): played is Connection {
  return played instanceof PlayedConnection;
}

describe('strangers', () => {
  let strangers: Strangers;

  beforeEach(() => {
    vi.useFakeTimers();
    strangers = new Strangers(() => '192.0.2.7');
  });
  afterEach(() => {
    strangers.close();
    vi.useRealTimers();
  });

  function arrived(): PlayedConnection {
    const played = new PlayedConnection();
    if (isConnection(played)) strangers.watch(played);
    return played;
  }

  it('who hold connections open and show nothing lose them, so that others of the address get in', () => {
    const crowd = Array.from({ length: MOST_STRANGERS_OF_AN_ADDRESS }, arrived);
    const [known] = crowd;
    expect(strangers.mayConnect(new IncomingMessage(new Socket()))).toBe(false);
    if (isConnection(known)) strangers.known(known);
    vi.advanceTimersByTime(60_000);
    expect(crowd.filter(({ isOpen }) => isOpen)).toEqual([known]);
    expect(strangers.mayConnect(new IncomingMessage(new Socket()))).toBe(true);
  });

  it('who say more than any wall does are let go, and walls that say their words are not', () => {
    const [wall, flood] = [arrived(), arrived()];
    for (const connection of [wall, flood]) if (isConnection(connection)) strangers.known(connection);
    for (let second = 0; second < 120; second += 1) {
      vi.advanceTimersByTime(1_000);
      for (let word = 0; word < 5; word += 1) wall.emit('packet');
      for (let word = 0; word < 20; word += 1) if (flood.isOpen) flood.emit('packet');
    }
    expect([wall.isOpen, flood.isOpen]).toEqual([true, false]);
  });
});
