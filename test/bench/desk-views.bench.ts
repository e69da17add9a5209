import type { Page } from 'playwright-core';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { addFourthCity } from '../support/fourth-city.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';
import { percentile, type Bench, type BenchRow } from './bench.ts';
import { processMilliseconds, threadClock } from './processor-clock.ts';

const LIMIT_MILLISECONDS = 1_000;
const LOOKS = 5;
const VIEWPORT = { width: 1440, height: 900 };

/** What must be seen before a room counts as shown: not its frame, but its figures. */
const shownBy: Readonly<Record<string, string>> = {
  today: '.charts .plot svg path',
  history: 'td[role="gridcell"].day',
  forecast: '.forecast .plot svg path',
  requirement: 'main svg path',
  roster: 'main [role="grid"]',
  people: 'main tbody tr',
};

/** From the click in the rail to the frame in which the room's figures stand. */
async function millisecondsTo(page: Page, room: string): Promise<number> {
  await page.locator('.rail .logo').click();
  await settled(page);
  const started = performance.now();
  await page.locator(`.rail ul a[href="#/${room}"]`).click();
  const what = shownBy[room];
  if (what !== undefined) await figuresOf(page, room, what);
  await settled(page);
  await page.evaluate(
    () => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))),
  );
  return performance.now() - started;
}

/** A room that never shows its figures ends the bench with what it shows instead. */
async function figuresOf(page: Page, room: string, what: string): Promise<void> {
  try {
    await page.locator(what).first().waitFor({ state: 'attached', timeout: 60_000 });
  } catch (cause) {
    const shown = await page.locator('main').innerText();
    throw new Error(`${room} shows no "${what}" after a minute, but: ${shown.slice(0, 400)}`, { cause });
  }
}

/** From the address to the figures of today: what a planner waits for in the morning. */
async function millisecondsToOpen(page: Page, { address }: RunningDemo): Promise<number> {
  const started = performance.now();
  await page.goto(`${address}/desk#/today`);
  await page.reload();
  await page
    .locator(shownBy['today'] ?? 'h1')
    .first()
    .waitFor({ state: 'attached' });
  return performance.now() - started;
}

async function run(): Promise<readonly BenchRow[]> {
  await buildPages();
  const demo = await startRunningDemo('views');
  const browser = await launchBrowser();
  try {
    await addFourthCity(demo.address);
    const { page } = await openDeskPage(browser, demo, 'Planung', 'de', VIEWPORT);
    await settled(page);
    const rooms = await page
      .locator('.rail ul a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')?.slice(2) ?? ''));
    const rows: BenchRow[] = [];
    const thread = await threadClock(page);
    const processor = async (): Promise<number> => (await thread()) + processMilliseconds(demo.pid);
    for (const room of rooms.filter((name) => name !== 'today')) {
      const looks: number[] = [];
      const before = await processor();
      for (let look = 0; look < LOOKS; look += 1) looks.push(await millisecondsTo(page, room));
      rows.push(row(room, looks, ((await processor()) - before) / LOOKS));
    }
    const opened: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) opened.push(await millisecondsToOpen(page, demo));
    return [row('today, from the address', opened), ...rows];
  } finally {
    await browser.close();
    await demo.stop();
  }
}

/** @param processor of page and server for a look and the way to it, in milliseconds: what stays on a busy machine */
function row(room: string, looks: readonly number[], processor?: number): BenchRow {
  const [first = Number.NaN] = looks;
  const usual = percentile(looks, 0.5);
  return {
    work: `${room}: first look, median of ${looks.length}`,
    measured: `${first.toFixed(0)} ms, ${usual.toFixed(0)} ms${processor === undefined ? '' : ` (processor ${processor.toFixed(0)} ms)`}`,
    against: `${LIMIT_MILLISECONDS} ms`,
    ratio: (usual / LIMIT_MILLISECONDS).toFixed(2),
  };
}

export const bench: Bench = { title: 'desk: every view with four cities and a year of history', run };
