import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { sampleBoard, SAMPLE_NOW } from '../support/sample-board.ts';
import { ANYBODY, clockFrom, startWallServer } from '../support/start-wall-server.ts';
import { openWall, withWaiting, type Wall } from './wall-board.ts';

let browser: Browser;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const wall of open.splice(0)) await wall.close();
});
afterAll(() => browser.close());

async function wallOf(
  ...args: Parameters<typeof openWall> extends [Browser, ...infer Rest] ? Rest : never
): Promise<Wall> {
  const wall = await openWall(browser, ...args);
  open.push(wall);
  return wall;
}

const textOf = (page: Page, selector: string): Promise<string> =>
  page
    .locator(selector)
    .first()
    .innerText()
    .then((text) => text.replaceAll(/\s+/g, ' '));
const waitingIn = (page: Page): Promise<string> => textOf(page, '.waiting .value');

describe('a wall on a display', () => {
  it('shows its first figures within a second of loading', async () => {
    const { page, errors } = await wallOf();
    const first = await page.evaluate(
      () => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.POSITIVE_INFINITY,
    );
    expect(first).toBeGreaterThan(0);
    expect(await waitingIn(page)).toBe('7');
    expect(await textOf(page, 'h1')).toBe('Bürgertelefon Köln · Bonn · Leverkusen');
    expect(await textOf(page, '.clock')).toBe('09:41');
    expect(errors).toEqual([]);
  });

  it('weighs at most 90 kB of HTML, scripts and styles, and one font of 40 kB', async () => {
    const { page } = await wallOf();
    await page.evaluate(() => document.fonts.ready);
    const loaded = await page.evaluate(() => [
      location.href,
      ...performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => name.includes('/assets/')),
    ]);
    const sizes = await Promise.all(
      [...new Set(loaded)].map(async (url) => {
        const body = Buffer.from(await (await fetch(url)).arrayBuffer());
        return url.endsWith('.woff2')
          ? { type: 'font', bytes: body.length }
          : { type: 'text', bytes: gzipSync(body).length };
      }),
    );
    const fonts = sizes.filter(({ type }) => type === 'font');
    const rest = sizes.filter(({ type }) => type !== 'font').reduce((sum, { bytes }) => sum + bytes, 0);
    expect(rest).toBeGreaterThan(20_000);
    expect(rest).toBeLessThanOrEqual(90_000);
    expect(fonts.map(({ bytes }) => bytes <= 40_000)).toEqual([true]);
  });

  it('follows a change of the board', async () => {
    const { page, source } = await wallOf();
    source.change(withWaiting(23));
    await eventually(async () => expect(await waitingIn(page)).toBe('23'));
  });

  it('shows one city alone, and English when asked', async () => {
    const { page } = await wallOf({ query: '?city=bonn&lang=en' });
    expect(await page.locator('.tile').count()).toBe(1);
    expect(await textOf(page, '.tile')).toContain('Service level');
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en');
  });

  it('says plainly that a day is simulated', async () => {
    const board = sampleBoard();
    const { page } = await wallOf({ board: { ...board, clock: { ...board.clock, kind: 'simulated' } } });
    expect(await textOf(page, 'header')).toContain('Simulation läuft');
  });

  it('explains its figures on a key, a tap and the focus, and closes again', async () => {
    const { page } = await wallOf();
    await page.keyboard.press('i');
    expect(await page.locator('.explanations article').count()).toBe(4);
    expect(await textOf(page, '.explanations')).toContain('angenommen in 20 s ÷ (angenommen + aufgelegt)');
    await page.keyboard.press('Escape');
    expect(await page.locator('.explanations').count()).toBe(0);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.locator('.explanations article').count()).toBe(1);
    await page.mouse.click(5, 5);
    expect(await page.locator('.explanations').count()).toBe(0);
  });

  it('never keeps an explanation open that nobody closes', async () => {
    const { page } = await wallOf();
    await page.clock.install();
    await page.keyboard.press('i');
    expect(await page.locator('.explanations').count()).toBe(1);
    await page.clock.runFor(46_000);
    expect(await page.locator('.explanations').count()).toBe(0);
  });

  it('announces a crossed threshold and no mere change', async () => {
    const { page, source } = await wallOf();
    const spoken = (): Promise<string> => page.locator('[aria-live="polite"]').innerText();
    const before = await spoken();
    source.change(withWaiting(8));
    await eventually(async () => expect(await waitingIn(page)).toBe('8'));
    expect(await spoken()).toBe(before);
    source.change((board) => ({
      ...board,
      cities: board.cities.map((city) =>
        city.id === 'koeln' ? { ...city, status: { level: 'breach', because: 'longestWait' } } : city,
      ),
    }));
    await eventually(async () => expect(await spoken()).toContain('Köln: wartet zu lang'));
  });
});

describe('the clock of a wall', () => {
  for (const [name, wrongBy] of Object.entries({
    'three hours fast': 3 * 3_600_000,
    'a year slow': -365 * 86_400_000,
  }))
    it(`is the server's, also on a display that is ${name}`, async () => {
      const source = new MemoryBoardSource(sampleBoard());
      const server = await startWallServer({ source, clock: clockFrom(SAMPLE_NOW) });
      const context = await browser.newContext({ timezoneId: 'America/New_York' });
      open.push({ close: async () => (await context.close(), await server.close()) });
      await context.addInitScript((offset) => {
        const real = Date.now.bind(Date);
        Date.now = () => real() + offset;
      }, wrongBy);
      const page = await context.newPage();
      await page.goto(`${server.url}/wall`);
      await page.waitForSelector('.tile');
      expect(await textOf(page, '.clock')).toBe('09:41');
      await eventually(async () => expect(await textOf(page, '.longest .value')).toMatch(/^0:5\d$/));
    });

  it('makes the longest wait tick by single seconds without any message', async () => {
    const { page } = await wallOf();
    const seen: string[] = [];
    await eventually(async () => {
      const value = await textOf(page, '.longest .value');
      if (seen.at(-1) !== value) seen.push(value);
      expect(seen.length).toBeGreaterThanOrEqual(4);
    });
    const seconds = seen.map((value) => Number(value.split(':')[1]));
    seconds.slice(1).forEach((second, index) => expect(second).toBe((seconds[index] ?? 0) + 1));
  });
});

describe('a display link', () => {
  it('that is not valid is refused in words, and shows no figure', async () => {
    const source = new MemoryBoardSource(sampleBoard());
    const server = await startWallServer({
      source,
      clock: clockFrom(SAMPLE_NOW),
      mayJoin: (token) => (token === 'right' ? ANYBODY : undefined),
    });
    open.push(server);
    const wrong = await openPage(browser, `${server.url}/wall/wrong`);
    open.push(wrong);
    await eventually(async () =>
      expect(await textOf(wrong.page, 'h1')).toBe('Dieser Anzeige-Link gilt nicht'),
    );
    const right = await openPage(browser, `${server.url}/wall/right`);
    open.push(right);
    await right.page.waitForSelector('.tile');
    expect(await wrong.page.locator('.tile').count()).toBe(0);
  });

  it('that is withdrawn darkens the wall within seconds', async () => {
    const links = new Set(['mine']);
    const source = new MemoryBoardSource(sampleBoard());
    const server = await startWallServer({
      source,
      clock: clockFrom(SAMPLE_NOW),
      mayJoin: (token) => (links.has(token ?? '') ? ANYBODY : undefined),
    });
    open.push(server);
    const wall = await openPage(browser, `${server.url}/wall/mine`);
    open.push(wall);
    await wall.page.waitForSelector('.tile');
    links.clear();
    await eventually(async () => expect(await wall.page.locator('.tile').count()).toBe(0));
    expect(await textOf(wall.page, 'h1')).toBe('Dieser Anzeige-Link gilt nicht');
  });

  it('of a city that does not exist says so', async () => {
    const { page } = await wallOf({ query: '?city=atlantis', withFigures: false });
    await eventually(async () => expect(await textOf(page, 'h1')).toBe('Diese Stadt gibt es hier nicht'));
  });
});
