import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { sendFramesWhole } from '../../../../server/live/push/whole-frames.ts';

/** Two walls of a room, as Engine.IO opens them. */
function twoWalls() {
  const engine = new EventEmitter();
  sendFramesWhole(engine);
  const walls = [new EventEmitter(), new EventEmitter()];
  for (const wall of walls) engine.emit('connection', wall);
  return { send: (packet: unknown) => walls.forEach((wall) => wall.emit('packetCreate', packet)) };
}

describe('a frame for a room', () => {
  it('is joined once and sent whole to every wall', () => {
    const frame = [Buffer.from('head'), Buffer.from('body')];
    twoWalls().send({ type: 'message', options: { wsPreEncodedFrame: frame } });
    expect(frame.map((piece) => piece.toString())).toEqual(['headbody']);
  });

  it('is left alone where it is no frame of two pieces', () => {
    const three = [Buffer.from('a'), Buffer.from('b'), Buffer.from('c')];
    twoWalls().send({ type: 'message', options: { wsPreEncodedFrame: three } });
    expect(three).toHaveLength(3);
    expect(() => twoWalls().send({ type: 'ping', options: {} })).not.toThrow();
    expect(() => twoWalls().send({ type: 'ping' })).not.toThrow();
  });
});
