import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from '../../client/live/connection.ts';
import { copyOfSnapshot, patchedCopy, type BoardCopy } from '../../client/live/board-copy.ts';
import { seededRandom, type Random } from '../../forecasting/index.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../support/sample-board.ts';
import { startWallServer } from '../support/start-wall-server.ts';
import { heapMegabytes, type Bench } from './bench.ts';

const DISPLAYS = 20;
const REAL_SECONDS = 80;
const WEEK_MILLISECONDS = 7 * 86_400_000;
const STEP_MILLISECONDS = 60;
const MOST_GROWTH_MEGABYTES = 8;

/** A wall without a screen that counts what it heard and compares what it knows. */
class Listener {
  copy: BoardCopy | null = null;
  patches = 0;
  gaps = 0;
  readonly connection: Connection;

  constructor(url: string) {
    this.connection = new Connection(
      { url, token: null, scope: 'all' },
      {
        hello: () => undefined,
        snapshot: (snapshot) => (this.copy = copyOfSnapshot(snapshot)),
        patch: (patch) => {
          this.patches += 1;
          const next = this.copy === null ? null : patchedCopy(this.copy, patch);
          if (next === null) {
            this.gaps += 1;
            this.connection.resync();
          } else this.copy = next;
        },
        heartbeat: ({ revision }) => {
          if (this.copy !== null && revision > this.copy.revision) this.connection.resync();
        },
        goodbye: () => undefined,
        joined: () => undefined,
      },
    );
  }
}

async function soak() {
  await buildPages();
  const started = performance.now();
  const speed = WEEK_MILLISECONDS / (REAL_SECONDS * 1_000);
  const clock = (): number => Math.round(SAMPLE_NOW + (performance.now() - started) * speed);
  const source = new MemoryBoardSource(sampleBoard());
  const server = await startWallServer({ source, clock });
  const browser = await launchBrowser();
  const { page } = await openPage(browser, `${server.url}/wall`);
  await page.waitForSelector('.tile');
  const devTools = await page.context().newCDPSession(page);
  const pageMegabytes = async (): Promise<number> => {
    await devTools.send('HeapProfiler.collectGarbage');
    return (await devTools.send('Runtime.getHeapUsage')).usedSize / 1e6;
  };

  const random = seededRandom(11);
  let listeners = Array.from({ length: DISPLAYS }, () => new Listener(server.url));
  let heard = 0;
  let gaps = 0;
  let reconnections = 0;
  const retire = (listener: Listener): void => {
    heard += listener.patches;
    gaps += listener.gaps;
    listener.connection.close();
  };
  let early = { server: 0, page: 0 };
  const steps = Math.floor((REAL_SECONDS * 1_000) / STEP_MILLISECONDS);
  for (let step = 0; step < steps; step += 1) {
    source.change(weekday(step, random));
    if (step % 16 === 0) {
      const index = Math.floor(random() * DISPLAYS);
      listeners = listeners.map((listener, at) => {
        if (at !== index) return listener;
        retire(listener);
        reconnections += 1;
        return new Listener(server.url);
      });
    }
    if (step === Math.floor(steps / 4)) early = { server: heapMegabytes(), page: await pageMegabytes() };
    await pause(STEP_MILLISECONDS);
  }
  const late = { server: heapMegabytes(), page: await pageMegabytes() };
  const final = JSON.stringify(source.board('all', clock()).cities);
  const right = await eventually(() => {
    const same = listeners.filter((listener) => JSON.stringify(listener.copy?.board.cities) === final).length;
    if (same < DISPLAYS) throw new Error(`only ${same} of ${DISPLAYS} displays show the board`);
    return same;
  });
  for (const listener of listeners) retire(listener);
  await browser.close();
  await server.close();
  return { early, late, right, heard, gaps, reconnections, failures: server.failures.length };
}

/** What a step of a busy week changes. */
function weekday(step: number, random: Random) {
  return (board: ReturnType<MemoryBoardSource['board']>) => ({
    ...board,
    cities: board.cities.map((city, index) =>
      index === step % 3
        ? {
            ...city,
            waiting: Math.floor(random() * 30),
            today: { ...city.today, offered: step, answered: step },
            curve: {
              ...city.curve,
              offered: city.curve.offered.map((calls, at) => (at === step % 44 ? step : calls)),
            },
          }
        : city,
    ),
  });
}

export const bench: Bench = {
  title: `A week in ${REAL_SECONDS} s, ${DISPLAYS} displays that come and go, one page in a browser`,
  async run() {
    const { early, late, right, heard, gaps, reconnections, failures } = await soak();
    const growth = (from: number, to: number): string => `${from.toFixed(1)} → ${to.toFixed(1)} MB`;
    return [
      {
        work: `displays that show the board at the end (${reconnections} came anew, ${heard} patches heard)`,
        measured: `${right} of ${DISPLAYS}, ${gaps} gaps, ${failures} failures`,
        against: `${DISPLAYS}, 0, 0`,
        ratio: (right / DISPLAYS).toFixed(2),
      },
      {
        work: 'memory of server and displays in this process, a quarter in → end',
        measured: growth(early.server, late.server),
        against: `+${MOST_GROWTH_MEGABYTES} MB`,
        ratio: ((late.server - early.server) / MOST_GROWTH_MEGABYTES).toFixed(2),
      },
      {
        work: 'memory of the page, a quarter in → end',
        measured: growth(early.page, late.page),
        against: `+${MOST_GROWTH_MEGABYTES} MB`,
        ratio: ((late.page - early.page) / MOST_GROWTH_MEGABYTES).toFixed(2),
      },
    ];
  },
};
