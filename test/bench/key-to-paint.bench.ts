import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { openStore } from '../../server/store/database.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { openRosterPage, openRosterRoom } from '../support/roster-room.ts';
import type { Bench, BenchRow } from './bench.ts';
import { threadClock } from './processor-clock.ts';

const LIMIT_MILLISECONDS = 50;
const PRESSES = 60;

/**
 * From the key to the picture in a real browser: a key event of the operating system's kind on a draft of 120 people and
 * 28 days; the time from the event's own time stamp to the frame after the one that holds the change.
 */
export const bench: Bench = {
  title: 'Roster: key to paint, 120 people × 28 days (bar: 50 ms)',
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

/** Keeps, for every key, the milliseconds until the browser has painted what it changed. */
async function measureNextPaints(page: Page): Promise<void> {
  await page.evaluate(`
    globalThis.keyToPaint = [];
    addEventListener('keydown', (event) => {
      if (event.key === 'Control' || event.key === 'Shift' || event.key === 'Alt') return;
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => globalThis.keyToPaint.push(performance.now() - event.timeStamp);
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
  await page.evaluate('globalThis.keyToPaint.length = 0');
  const before = await cpu();
  for (let press = 0; press < PRESSES; press++) {
    await page.keyboard.press(keys[press % keys.length] ?? 'ArrowDown');
    await page.waitForTimeout(60);
  }
  await page.waitForTimeout(200);
  const cpuMilliseconds = ((await cpu()) - before) / PRESSES;
  const found: unknown = await page.evaluate('globalThis.keyToPaint');
  const times = Array.isArray(found) ? found.map(Number).sort((one, other) => one - other) : [];
  const at = (share: number): number =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? NaN;
  return {
    work: `${work} (${times.length} keys)`,
    measured: `p50 ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, max ${at(1).toFixed(1)} ms; ${cpuMilliseconds.toFixed(1)} ms of CPU a key`,
    against: `${LIMIT_MILLISECONDS} ms`,
    ratio: (at(0.95) / LIMIT_MILLISECONDS).toFixed(2),
  };
}
