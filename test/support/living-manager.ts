import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { AmiParser } from '../../server/telephony/asterisk/ami/ami-parser.ts';
import { amiText } from './ami-script.ts';

type Fields = Readonly<Record<string, string | number>>;

/** A queue as the PBX has it, whatever it tells of it. */
export interface LivingQueue {
  completed: number;
  abandoned: number;
  members: { name: string; interface: string; paused?: boolean; status?: number; inCall?: boolean }[];
  waiting: { call: string; waitSeconds: number }[];
}

export const livingQueue = (...names: readonly string[]): LivingQueue => ({
  completed: 0,
  abandoned: 0,
  members: names.map((name) => ({ name, interface: `PJSIP/${name}` })),
  waiting: [],
});

/**
 * A telephone system with queues of its own: lists them as they are to whoever signs in, and tells only those events that
 * the account may hear. Rights are those of the sign-in, as Asterisk has them.
 */
export class LivingManager {
  readonly queues = new Map<string, LivingQueue>();
  secret = 'quiet words';
  /** Whether the manager account gets an event, by class and name: its `read` and its `eventfilter`. */
  lets: (event: string) => boolean = () => true;
  /** How it takes the question for its queues. */
  answersLists: 'yes' | 'refuses' | 'never' = 'yes';
  isFrozen = false;
  lists = 0;
  logins = 0;
  readonly #server: Server;
  readonly #sockets = new Map<Socket, (event: string) => boolean>();

  private constructor() {
    this.#server = createServer((socket) => this.#serve(socket));
  }

  static async start(): Promise<{ readonly pbx: LivingManager; readonly port: number }> {
    const pbx = new LivingManager();
    await new Promise<void>((done) => pbx.#server.listen(0, '127.0.0.1', done));
    return { pbx, port: portOf(pbx.#server.address()) };
  }

  say(event: string, fields: Fields): void {
    for (const [socket, lets] of this.#sockets)
      if (lets(event) && !this.isFrozen) socket.write(amiText(event, fields));
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets.keys()) socket.destroy();
    await new Promise((done) => this.#server.close(done));
  }

  #serve(socket: Socket): void {
    const parser = new AmiParser();
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('data', (bytes) =>
      parser.push(bytes, (message) => {
        const id = message.field('ActionID') ?? '';
        const respond = (response: string, text: string) =>
          socket.write(`Response: ${response}\r\nActionID: ${id}\r\nMessage: ${text}\r\n\r\n`);
        if (this.isFrozen) return;
        switch (message.field('Action')) {
          case 'Login':
            if (message.field('Secret') !== this.secret) {
              respond('Error', 'Authentication failed');
              socket.end();
              return;
            }
            this.logins += 1;
            this.#sockets.set(socket, this.lets);
            respond('Success', 'Authentication accepted');
            socket.write(
              'Event: FullyBooted\r\nPrivilege: system,all\r\nUptime: 99\r\nStatus: Fully Booted\r\n\r\n',
            );
            return;
          case 'QueueStatus':
            this.lists += 1;
            if (this.answersLists === 'refuses') respond('Error', 'Permission denied');
            if (this.answersLists !== 'yes') return;
            respond('Success', 'Queue status will follow');
            socket.write(this.#list(id));
            return;
          default:
            respond('Success', 'Pong');
        }
      }),
    );
    socket.write('Asterisk Call Manager/13.0.0\r\n');
  }

  #list(ActionID: string): string {
    const lines = [...this.queues].flatMap(([Queue, { completed, abandoned, members, waiting }]) => [
      amiText('QueueParams', {
        Queue,
        Calls: waiting.length,
        Completed: completed,
        Abandoned: abandoned,
        ActionID,
      }),
      ...members.map((member) =>
        amiText('QueueMember', {
          Queue,
          Name: member.name,
          Location: member.interface,
          Status: member.status ?? 1,
          Paused: member.paused === true ? 1 : 0,
          PausedReason: '',
          InCall: member.inCall === true ? 1 : 0,
          LastCall: 0,
          ActionID,
        }),
      ),
      ...waiting.map(({ call, waitSeconds }) =>
        amiText('QueueEntry', { Queue, Uniqueid: call, Wait: waitSeconds, ActionID }),
      ),
    ]);
    return [...lines, amiText('QueueStatusComplete', { EventList: 'Complete', ActionID })].join('');
  }
}

function portOf(address: AddressInfo | string | null): number {
  if (typeof address === 'object' && address !== null) return address.port;
  throw new RangeError('a server listens on a port');
}
