import { WebSocket } from 'ws';

/**
 * Process of its own: many displays that only listen, so that the bench measures the server alone. Told by message
 * what to connect to; answers when all are connected, and how many messages came when asked.
 */
interface Order {
  readonly url: string;
  readonly displays: number;
  /** `socket.io`: says hello and joins like a wall; `bare`: just listens. */
  readonly speak: 'socket.io' | 'bare';
}

const sockets: WebSocket[] = [];
let received = 0;

process.on('message', (message) => {
  if (message === 'count') process.send?.({ received });
  else if (message === 'stop') process.exit(0);
  else if (isOrder(message)) void connectAll(message).then(() => process.send?.('connected'));
});

async function connectAll({ url, displays, speak }: Order): Promise<void> {
  const BATCH = 50;
  for (let from = 0; from < displays; from += BATCH)
    await Promise.all(Array.from({ length: Math.min(BATCH, displays - from) }, () => connect(url, speak)));
}

function connect(url: string, speak: Order['speak']): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { perMessageDeflate: false });
    sockets.push(socket);
    socket.on('error', reject);
    if (speak === 'bare') socket.on('open', () => resolve());
    socket.on('message', (data: Buffer) => {
      const first = data[0];
      const second = data[1];
      // Engine.IO: 0 open, 2 ping, 4 message; Socket.IO inside: 0 connected, 2 event.
      if (speak === 'bare') received += 1;
      else if (first === 0x30) socket.send('40');
      else if (first === 0x32) socket.send('3');
      else if (first === 0x34 && second === 0x30) socket.send('42["wall:join",{"scope":"all"}]');
      else if (data.includes('wall:snapshot')) resolve();
      else if (data.includes('wall:patch') || data.includes('wall:heartbeat')) received += 1;
    });
  });
}

function isOrder(message: unknown): message is Order {
  return typeof message === 'object' && message !== null && 'url' in message && 'displays' in message;
}
