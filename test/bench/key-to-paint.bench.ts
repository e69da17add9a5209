import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStore } from '../../server/platform/store/database.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { openRosterPage, openRosterRoom } from '../support/roster-room.ts';
import { percentile, type Bench, type BenchRow } from './bench.ts';
import { threadClock } from './processor-clock.ts';

const LIMIT_MILLISECONDS = 50;
const PRESSES = 60;

/** The browser's own record of an event leaves out what is on the screen before this. */
const SHORTEST_TOLD_MILLISECONDS = 16;

/**
 * From the key to the picture in a real browser: a key event of the operating system's kind on a draft of 120 people and
 * 28 days. Two times from the event's own time stamp: `drawn`, when the page has handed over the frame that holds the
 * change, and `seen`, when the browser says that this frame was shown (Event Timing, in steps of 8 ms), rasterised and put
 * together: the figure that counts.
 */
export const bench: Bench = {
  title: 'Roster: key to paint, 120 people × 28 days (bar: 50 ms; median / 95 % / longest)',
  run: async () => {
    await buildPages();
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-bench-'));
    const store = await openStore({ engine: 'sqlite', folder });
    const room = await openRosterRoom(store.db, { agents: 120, weeks: 4 });
    const browser = await launchBrowser();
    const rows: BenchRow[] = [];
    try {
      const page = await openRosterPage(browser, room);
      const cpu = await threadClock(page);
      await measureNextPaints(page);
      for (const view of ['day', 'weeks'] as const) {
        if (view === 'weeks') await page.getByRole('button', { name: 'Wochen', exact: true }).click();
        rows.push(
          await measure(page, cpu, `${view}: walk down`, ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']),
        );
        rows.push(
          await measure(page, cpu, `${view}: move a shift`, ['Control+ArrowRight', 'Control+ArrowLeft']),
        );
        rows.push(await measure(page, cpu, `${view}: free, undo`, ['Delete', 'Control+z']));
        rows.push(await measure(page, cpu, `${view}: pin, unpin`, ['p', 'p']));
      }
    } finally {
      await browser.close();
      await room.server.close();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    }
    return rows;
  },
};

/** Keeps, for every key, the milliseconds until the page has painted what it changed, and until that was shown. */
async function measureNextPaints(page: Page): Promise<void> {
  await page.evaluate(`
    globalThis.keyToPaint = { drawn: [], seen: [] };
    const pressed = new Set();
    new PerformanceObserver((list) => {
      for (const { name, startTime, duration } of list.getEntries())
        if (name === 'keydown' && pressed.has(Math.round(startTime))) globalThis.keyToPaint.seen.push(duration);
    }).observe({ type: 'event', durationThreshold: 16 });
    addEventListener('keydown', (event) => {
      if (event.key === 'Control' || event.key === 'Shift' || event.key === 'Alt') return;
      pressed.add(Math.round(event.timeStamp));
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.keyToPaint.drawn.push(performance.now() - event.timeStamp);
        channel.port2.postMessage(0);
      });
    }, { capture: true });
  `);
}

async function measure(
  page: Page,
  cpu: () => Promise<number>,
  work: string,
  keys: readonly string[],
): Promise<BenchRow> {
  await page.getByRole('grid').focus();
  for (const key of keys) await page.keyboard.press(key);
  await page.waitForTimeout(500);
  await page.evaluate('globalThis.keyToPaint.drawn.length = globalThis.keyToPaint.seen.length = 0');
  const before = await cpu();
  for (let press = 0; press < PRESSES; press++) {
    await page.keyboard.press(keys[press % keys.length] ?? 'ArrowDown');
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(200);
  const cpuMilliseconds = ((await cpu()) - before) / PRESSES;
  const drawn = await timesOf(page, 'drawn');
  const told = await timesOf(page, 'seen');
  const seen = [
    ...Array<number>(Math.max(0, PRESSES - told.length)).fill(SHORTEST_TOLD_MILLISECONDS),
    ...told,
  ];
  const figures = (times: readonly number[], digits: number): string =>
    [0.5, 0.95, 1].map((share) => percentile(times, share).toFixed(digits)).join(' / ');
  return {
    work: `${work} (${drawn.length} keys)`,
    measured: `drawn ${figures(drawn, 1)} ms, seen ${figures(seen, 0)} ms; ${cpuMilliseconds.toFixed(1)} ms of CPU a key`,
    against: `${LIMIT_MILLISECONDS} ms`,
    ratio: (percentile(seen, 0.95) / LIMIT_MILLISECONDS).toFixed(2),
  };
}

async function timesOf(page: Page, kind: 'drawn' | 'seen'): Promise<readonly number[]> {
  const found: unknown = await page.evaluate(`globalThis.keyToPaint.${kind}`);
  return Array.isArray(found) ? found.map(Number) : [];
}
