import { createServer, type Socket } from 'node:net';

export interface ManagerDoubleOptions {
  readonly user: string;
  readonly secret: string;
  readonly queues: readonly string[];
  /** Classes of events that the account may read. */
  readonly read: readonly string[];
  /** Seconds since 1970 that its events carry; `null`: none. */
  readonly clock: (() => number) | null;
  readonly refusesList?: boolean;
  /** What each list says of its first queue's calls completed. */
  readonly completed?: () => number;
  readonly members?: readonly {
    readonly queue: string;
    readonly name: string;
    readonly telephone: string;
    readonly membership: string;
  }[];
}

export interface ManagerDouble {
  readonly port: number;
  /** Names of the actions that it was asked for, in order. */
  readonly actions: readonly string[];
  close(): Promise<void>;
}

/** A manager interface that lets one account in and answers as Asterisk does; nothing ever happens at it. */
export async function startManagerDouble(options: ManagerDoubleOptions): Promise<ManagerDouble> {
  const actions: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('Asterisk Call Manager/9.0.0\r\n');
    let rest = '';
    socket.on('data', (bytes) => {
      const messages = (rest + bytes.toString()).split('\r\n\r\n');
      rest = messages.pop() ?? '';
      for (const message of messages) answer(socket, fieldsOf(message));
    });
  });

  function answer(socket: Socket, fields: ReadonlyMap<string, string>): void {
    const action = fields.get('Action') ?? '';
    actions.push(action);
    const id = fields.get('ActionID') ?? '';
    const say = (lines: readonly string[]) => socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    const respond = (response: string, message: string) =>
      say([`Response: ${response}`, `ActionID: ${id}`, `Message: ${message}`]);
    const time = options.clock === null ? [] : [`Timestamp: ${options.clock().toFixed(6)}`];
    switch (action) {
      case 'Login': {
        const isKnown = fields.get('Username') === options.user && fields.get('Secret') === options.secret;
        if (!isKnown) {
          respond('Error', 'Authentication failed');
          socket.end();
          return;
        }
        respond('Success', 'Authentication accepted');
        if (options.read.includes('system'))
          say(['Event: FullyBooted', 'Privilege: system,all', ...time, 'Status: Fully Booted', 'Uptime: 99']);
        return;
      }
      case 'QueueStatus':
        if (options.refusesList === true) {
          respond('Error', 'Permission denied');
          return;
        }
        respond('Success', 'Queue status will follow');
        for (const [index, queue] of options.queues.entries()) {
          const completed = index === 0 ? (options.completed?.() ?? 0) : 0;
          say(['Event: QueueParams', `Queue: ${queue}`, `Completed: ${completed}`, `ActionID: ${id}`]);
        }
        for (const { queue, name, telephone, membership } of options.members ?? [])
          say([
            'Event: QueueMember',
            `Queue: ${queue}`,
            `Name: ${name}`,
            `Location: ${telephone}`,
            `Membership: ${membership}`,
            `ActionID: ${id}`,
          ]);
        say(['Event: QueueStatusComplete', `ActionID: ${id}`]);
        return;
      case 'Logoff':
        respond('Goodbye', 'Thanks for all the fish.');
        socket.end();
        return;
      default:
        respond('Success', 'Pong');
    }
  }

  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the manager has no port');
  return {
    port: address.port,
    actions,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}

function fieldsOf(message: string): ReadonlyMap<string, string> {
  return new Map(
    message.split('\r\n').map((line) => {
      const colon = line.indexOf(': ');
      return [line.slice(0, colon), line.slice(colon + 2)] as const;
    }),
  );
}
