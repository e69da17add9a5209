import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
import { HEARTBEAT_MILLISECONDS } from '../../server/live/push/socket-server.ts';
import type { Board } from '../../server/contract/wall.ts';
import { wallPatch } from '../../server/live/push/wall-patch.ts';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../support/sample-board.ts';
import { clockFrom, startWallServer } from '../support/start-wall-server.ts';
import { cpuMilliseconds, percentile, type Bench } from './bench.ts';

const DISPLAYS = 2_000;
const SECONDS = 10;
const PATCHES_PER_SECOND = 2;
const MOST_RATIO = 1.4;
/** Measured in turns, because the kernel's part of the cost moves with what else the machine does. */
const PAIRS = 3;

/** A busy moment: what changes in two cities when a call is answered and another enters. */
const busier =
  (step: number) =>
  (board: Board): Board => ({
    ...board,
    cities: board.cities.map((city, index) =>
      index === 2
        ? city
        : {
            ...city,
            waiting: 3 + ((step + index) % 7),
            longestWaitingSince: SAMPLE_NOW + step * 500,
            agents: { ...city.agents, talking: 15 + (step % 4), ready: step % 3 },
            serviceLevel: {
              ...city.serviceLevel,
              value: 0.78 + step / 10_000,
              numerator: 657 + step,
              denominator: 842 + step,
            },
            today: { ...city.today, offered: 906 + step, answered: 842 + step },
          },
    ),
  });

export const bench: Bench = {
  title: `Fan-out to ${DISPLAYS} displays at ${PATCHES_PER_SECOND} patches/s, CPU time of the server alone`,
  async run() {
    const pairs: { readonly push: Measured; readonly bare: Measured; readonly ratio: number }[] = [];
    for (let pair = 0; pair < PAIRS; pair += 1) {
      const { bytesPerRound, ...push } = await measurePush();
      const bare = await measureBare(bytesPerRound);
      pairs.push({ push, bare, ratio: perMessage(push) / perMessage(bare) });
    }
    const ratios = pairs.map(({ ratio }) => ratio).toSorted((a, b) => a - b);
    const [push, bare] = [sum(pairs.map((pair) => pair.push)), sum(pairs.map((pair) => pair.bare))];
    return [
      {
        work: `Socket.IO: rooms, patches, heartbeats (${push.delivered} delivered)`,
        measured: told(push),
        against: `bare ws, same bytes: ${told(bare)}; at most ${MOST_RATIO}`,
        ratio: (perMessage(push) / perMessage(bare)).toFixed(2),
      },
      {
        work: `the same, pair by pair`,
        measured: `median ${percentile(ratios, 0.5).toFixed(2)}`,
        against: `at most ${MOST_RATIO}`,
        ratio: ratios.map((ratio) => ratio.toFixed(2)).join(' '),
      },
    ];
  },
};

interface Measured {
  readonly cpu: number;
  readonly delivered: number;
}

function sum(parts: readonly Measured[]): Measured {
  return {
    cpu: parts.reduce((total, { cpu }) => total + cpu, 0),
    delivered: parts.reduce((total, { delivered }) => total + delivered, 0),
  };
}

/** On a busy machine ten seconds grow longer and hold another heartbeat or two, so messages are compared. */
function perMessage({ cpu, delivered }: Measured): number {
  return (cpu * 1_000) / delivered;
}

function told(measured: Measured): string {
  const ofACore = (measured.cpu / (PAIRS * SECONDS * 1_000)) * 100;
  return `${perMessage(measured).toFixed(1)} µs a message, ${ofACore.toFixed(0)} % of a core`;
}

async function measurePush(): Promise<Measured & { bytesPerRound: Buffer[] }> {
  const source = new MemoryBoardSource(sampleBoard());
  const server = await startWallServer({ source, clock: clockFrom(SAMPLE_NOW) });
  const displays = await connectDisplays(
    `ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`,
    'socket.io',
  );
  const bytesPerRound: Buffer[] = [];
  const before = process.cpuUsage();
  for (let step = 0; step < SECONDS * PATCHES_PER_SECOND; step += 1) {
    const from = source.board('all', SAMPLE_NOW);
    source.change(busier(step));
    const changes = wallPatch(from, source.board('all', SAMPLE_NOW));
    const message = JSON.stringify([
      'wall:patch',
      { scope: 'all', revision: step, serverNow: SAMPLE_NOW, changes },
      'offset-a',
    ]);
    bytesPerRound.push(Buffer.from(`42${message}`));
    await pause(1_000 / PATCHES_PER_SECOND);
  }
  const cpu = cpuMilliseconds(before);
  const delivered = await stop(displays);
  await server.close();
  return { cpu, delivered, bytesPerRound };
}

async function measureBare(rounds: readonly Buffer[]): Promise<Measured> {
  const http = createServer();
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const displays = await connectDisplays(`ws://127.0.0.1:${address.port}`, 'bare');
  const heartbeat = Buffer.from(
    `42["wall:heartbeat",{"scope":"all","serverNow":${SAMPLE_NOW},"revision":12,"feed":"live","feedReason":null,"feedAgeMilliseconds":300}]`,
  );
  const sendAll = (message: Buffer): void => {
    for (const socket of sockets.clients) socket.send(message, { binary: false });
  };
  const beats = setInterval(() => sendAll(heartbeat), HEARTBEAT_MILLISECONDS);
  const before = process.cpuUsage();
  for (const round of rounds) {
    sendAll(round);
    await pause(1_000 / PATCHES_PER_SECOND);
  }
  const cpu = cpuMilliseconds(before);
  const delivered = await stop(displays);
  clearInterval(beats);
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
  http.close();
  return { cpu, delivered };
}

async function connectDisplays(url: string, speak: 'socket.io' | 'bare'): Promise<ChildProcess> {
  const child = fork(new URL('./fan-out-displays.ts', import.meta.url), { execArgv: ['--import', 'tsx'] });
  child.send({ url, displays: DISPLAYS, speak });
  await once(child, 'message');
  return child;
}

/** @returns how many messages came in until now */
async function stop(displays: ChildProcess): Promise<number> {
  displays.send('count');
  const answer: unknown = (await once(displays, 'message')).at(0);
  displays.send('stop');
  if (typeof answer !== 'object' || answer === null || !('received' in answer))
    throw new TypeError('the displays did not say how many messages they got');
  return Number(answer.received);
}
