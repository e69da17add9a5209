import { setTimeout as pause } from 'node:timers/promises';
import { io } from 'socket.io-client';
import { seededRandom } from '../../forecasting/index.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../support/sample-board.ts';
import { clockFrom, startWallServer } from '../support/start-wall-server.ts';
import { percentile, type Bench } from './bench.ts';

const CHANGES = 120;
const LONGEST_PAUSE_MILLISECONDS = 500;

/** One clock for this process and the page: both run on this machine. */
const now = (): number => performance.timeOrigin + performance.now();

/** A change that every display shows: the number of callers waiting in the first city. */
async function measure(): Promise<{
  readonly wire: number[];
  readonly dom: number[];
  readonly pixel: number[];
}> {
  await buildPages();
  const source = new MemoryBoardSource(sampleBoard());
  const server = await startWallServer({ source, clock: clockFrom(SAMPLE_NOW) });
  const browser = await launchBrowser();
  const { page } = await openPage(browser, `${server.url}/wall`);
  await page.waitForSelector('.live');

  const heardAt = new Map<number, number>();
  const listener = io(server.url, { transports: ['websocket'], forceNew: true });
  listener.on('wall:patch', (patch: unknown) => {
    const waiting = /"cities",0,"waiting"\],"value":(\d+)/.exec(JSON.stringify(patch))?.[1];
    if (waiting !== undefined) heardAt.set(Number(waiting), now());
  });
  await listener.emitWithAck('wall:join', { scope: 'all' });
  await page.evaluate(() => {
    const seen: [number, number, number][] = [];
    Object.assign(window, { seen });
    const value = document.querySelector('.waiting .value');
    if (value === null) return;
    new MutationObserver(() => {
      const waiting = Number(value.textContent);
      const dom = performance.timeOrigin + performance.now();
      // The frame after the next one begins when this one has been drawn.
      requestAnimationFrame(() =>
        requestAnimationFrame(() => seen.push([waiting, dom, performance.timeOrigin + performance.now()])),
      );
    }).observe(value, { childList: true, characterData: true, subtree: true });
  });

  const changedAt = new Map<number, number>();
  const random = seededRandom(7);
  for (let waiting = 100; waiting < 100 + CHANGES; waiting += 1) {
    changedAt.set(waiting, now());
    source.change((board) => ({
      ...board,
      cities: board.cities.map((city, index) => (index === 0 ? { ...city, waiting } : city)),
    }));
    await pause(random() * LONGEST_PAUSE_MILLISECONDS);
  }
  const seen = await eventually(async () => {
    const rows: unknown = await page.evaluate('window.seen');
    const list = Array.isArray(rows) ? rows.filter(isSeen) : [];
    if (list.at(-1)?.[0] !== 99 + CHANGES) throw new Error('the last change is not drawn yet');
    return list;
  });
  listener.close();
  await browser.close();
  await server.close();

  // A change that was overtaken within the same patch is never drawn; its successor is.
  const times = seen.flatMap(([waiting, dom, pixel]) => {
    const [start, wire] = [changedAt.get(waiting), heardAt.get(waiting)];
    return start === undefined || wire === undefined
      ? []
      : [{ wire: wire - start, dom: dom - start, pixel: pixel - start }];
  });
  return {
    wire: times.map((time) => time.wire),
    dom: times.map((time) => time.dom),
    pixel: times.map((time) => time.pixel),
  };
}

function isSeen(row: unknown): row is [number, number, number] {
  return Array.isArray(row) && row.length === 3 && row.every((part) => typeof part === 'number');
}

export const bench: Bench = {
  title: 'From a change of the board to pixels on a wall, patches at most every 250 ms',
  async run() {
    const { wire, dom, pixel } = await measure();
    const row = (work: string, values: readonly number[], against: string) => ({
      work,
      measured: `p50 ${percentile(values, 0.5).toFixed(0)} ms, p99 ${percentile(values, 0.99).toFixed(0)} ms`,
      against,
      ratio: '',
    });
    return [
      row('change → patch heard (coalescing and wire)', wire, 'coalescing alone: up to 250 ms'),
      row('change → page changed (parse, apply, Svelte)', dom, ''),
      row('change → frame drawn', pixel, `${pixel.length} of ${CHANGES} changes had a patch of their own`),
    ];
  },
};
