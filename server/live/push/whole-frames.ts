import type { EventEmitter } from 'node:events';

/**
 * Sends a message to a room with one write per wall instead of two.
 *
 * Socket.IO frames a message to a room once, as a header and a payload, and hands both to every wall's socket; the
 * kernel is then asked to gather two pieces each time. Here the first wall joins them, and all others find them joined.
 * A wall whose frame looks otherwise (another version, long polling) is left alone.
 */
export function sendFramesWhole(engine: EventEmitter): void {
  engine.on('connection', (connection: EventEmitter) => {
    connection.on('packetCreate', (packet: EnginePacket) => {
      const frame = packet.options?.wsPreEncodedFrame;
      if (frame?.length === 2) frame.splice(0, 2, Buffer.concat(frame));
    });
  });
}

/** What Engine.IO is about to send; its options are shared by all walls of a room. */
interface EnginePacket {
  readonly options?: { readonly wsPreEncodedFrame?: Buffer[] };
}
