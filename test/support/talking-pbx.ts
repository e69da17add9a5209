import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AmiParser } from '../../server/telephony/asterisk/ami/ami-parser.ts';
import { amiText } from './ami-script.ts';

/** A telephone system that lets anybody in, answers pings and lists, and says what a test tells it to say. */
export class TalkingPbx {
  /** Seconds since its start, as it greets with. */
  upTime = 60;
  /** The lines of a list of its queues. */
  listed: (ActionID: string) => readonly string[] = () => [];
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(): Promise<{ readonly pbx: TalkingPbx; readonly port: number }> {
    const pbx = new TalkingPbx();
    await new Promise<void>((done) => pbx.#server.listen(0, '127.0.0.1', done));
    return { pbx, port: portOf(pbx.#server.address()) };
  }

  /** Writes to everyone who listens, in one piece. */
  say(text: string): void {
    for (const socket of this.#sockets) socket.write(text);
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  #serve(socket: Socket): void {
    const parser = new AmiParser();
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (bytes) =>
      parser.push(bytes, (message) => {
        const ActionID = message.field('ActionID') ?? '';
        socket.write(`Response: Success\r\nActionID: ${ActionID}\r\n\r\n`);
        if (message.field('Action') === 'Login') {
          this.#sockets.add(socket);
          socket.write(amiText('FullyBooted', { Uptime: this.upTime, Status: 'Fully Booted' }));
        }
        if (message.field('Action') !== 'QueueStatus') return;
        const complete = amiText('QueueStatusComplete', { EventList: 'Complete', ActionID });
        socket.write([...this.listed(ActionID), complete].join(''));
      }),
    );
    socket.setNoDelay(true);
    socket.write('Asterisk Call Manager/9.0.0\r\n');
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new RangeError('a server listens on a port');
}
