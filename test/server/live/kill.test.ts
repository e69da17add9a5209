import { spawn, type ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../../forecasting/random/seeded.ts';
import { describeState } from '../../../server/live/describe-state.ts';
import { applyLogged } from '../../../server/queue/apply-logged.ts';
import { countingRules } from '../../../server/queue/counting-rules.ts';
import { newQueueState } from '../../../server/queue/queue-state.ts';
import { openStore, type StoreLocation } from '../../../server/store/database.ts';
import { EventLog } from '../../../server/store/event-log.ts';
import type { CallEvent } from '../../../server/telephony/call-event.ts';
import { hardDays } from '../../support/hard-days.ts';
import { centre } from '../../support/sample-centre.ts';
import { describeOnBothEngines } from '../../support/test-databases.ts';

const project = join(import.meta.dirname, '../../..');
const bundleFolder = join(project, 'dist', `.killable-${process.pid}`);
/** On each engine; starting a process costs far more than the kill. */
const KILLS = { sqlite: 30, postgres: 8 } as const;
const BATCH = 12;
/** Batches on their way at once: enough for group commits. */
const IN_FLIGHT = 6;
const START = Date.UTC(2026, 9, 23, 5, 0);

interface Answer {
  readonly kind: string;
  readonly id?: number;
  readonly state?: unknown;
}

/** A real server process, and what it said. */
class Server {
  readonly #child: ChildProcess;
  readonly #listeners = new Set<(answer: Answer) => void>();
  readonly gone: Promise<void>;

  constructor(location: StoreLocation) {
    const child = spawn(
      process.execPath,
      [join(bundleFolder, 'killable-server.js'), JSON.stringify(location)],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    this.#child = child;
    this.gone = new Promise((resolve) => child.once('exit', () => resolve()));
    child.stdin.on('error', () => undefined);
    createInterface({ input: child.stdout }).on('line', (line) => this.#heard(line));
  }

  tell(order: unknown): void {
    this.#child.stdin?.write(`${JSON.stringify(order)}\n`);
  }

  onAnswer(listener: (answer: Answer) => void): void {
    this.#listeners.add(listener);
  }

  next(kind: string): Promise<Answer> {
    return new Promise((resolve) => {
      const listener = (answer: Answer) => {
        if (answer.kind !== kind) return;
        this.#listeners.delete(listener);
        resolve(answer);
      };
      this.#listeners.add(listener);
    });
  }

  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.gone;
  }

  /** A line that the kill cut in two is no answer. */
  #heard(line: string): void {
    if (!line.endsWith('}')) return;
    const answer: unknown = JSON.parse(line);
    if (isAnswer(answer)) for (const listener of [...this.#listeners]) listener(answer);
  }
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

beforeAll(async () => {
  await build({
    configFile: false,
    root: project,
    logLevel: 'error',
    build: {
      ssr: join(project, 'test/support/killable-server.ts'),
      outDir: bundleFolder,
      target: 'node20',
      rollupOptions: {
        input: {
          'scan-worker': join(project, 'server/store/scan-worker.ts'),
          'killable-server': join(project, 'test/support/killable-server.ts'),
        },
        output: { entryFileNames: '[name].js' },
      },
    },
  });
}, 60_000);

afterAll(() => rm(bundleFolder, { recursive: true, force: true }));

describeOnBothEngines('a server that is killed under load', (engine) => {
  const killsWanted = KILLS[engine.engine];
  it(`has every acknowledged event once and the state of an uninterrupted run, after ${killsWanted} kills`, async () => {
    const random = seededRandom(11);
    const location = await engine.newLocation();
    const events = hardDays(START, 700, 5);
    const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, index) =>
      events.slice(index * BATCH, (index + 1) * BATCH),
    );
    const durable = new Set<number>();
    let kills = 0;
    while (kills < killsWanted || durable.size < batches.length) {
      const server = new Server(location);
      const isLast = kills >= killsWanted;
      await server.next('ready');
      // The last server may finish; the others die at a random moment of their share of the load.
      const share = Math.ceil((batches.length / killsWanted) * (0.4 + random()));
      await load(server, batches, durable, isLast ? batches.length : share, isLast ? 0 : random() * 8);
      await server.kill();
      kills += 1;
    }
    const server = new Server(location);
    await server.next('ready');
    const told = server.next('state');
    server.tell({});
    const { state } = await told;
    await server.kill();

    const store = await openStore(location);
    const reference = newQueueState(countingRules(centre()));
    const keys: string[] = [];
    for await (const page of new EventLog(store).read())
      for (const { event, receivedAt } of page) {
        keys.push(event.key);
        applyLogged(reference, event, receivedAt);
      }
    await store.close();
    expect([...keys].sort()).toEqual(events.map(({ key }) => String(key)).sort());
    expect(comparable(state)).toBe(comparable(describeState(reference)));
    expect(kills).toBeGreaterThanOrEqual(killsWanted);
  }, 180_000);
});

/** Sends batches that are not durable yet, in order, several at once; returns some moments after `count` of them. */
async function load(
  server: Server,
  batches: readonly (readonly CallEvent[])[],
  durable: Set<number>,
  count: number,
  moments: number,
): Promise<void> {
  const open = batches
    .map((_, id) => id)
    .filter((id) => !durable.has(id))
    .slice(0, count + IN_FLIGHT);
  let sent = 0;
  let answered = 0;
  const send = () => {
    const id = open[sent];
    const batch = id === undefined ? undefined : batches[id];
    if (id === undefined || batch === undefined) return;
    sent += 1;
    server.tell({ id, now: Math.max(...batch.map(({ at }) => at)), events: batch });
  };
  await new Promise<void>((resolve) => {
    server.onAnswer(({ kind, id }) => {
      if (kind !== 'durable' || id === undefined) return;
      durable.add(id);
      answered += 1;
      if (answered >= Math.min(count, open.length)) resolve();
      else send();
    });
    if (open.length === 0) resolve();
    for (let index = 0; index < IN_FLIGHT; index += 1) send();
  });
  await new Promise((resolve) => setTimeout(resolve, moments));
}

/** A state as text, without the marks of what was stored already. */
function comparable(state: unknown): string {
  return JSON.stringify(state, (key, value: unknown) => (key === 'changed' ? undefined : value));
}
