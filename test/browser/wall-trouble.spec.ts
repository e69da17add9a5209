import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { MemoryBoardSource } from '../support/memory-board-source.ts';
import { sampleBoard } from '../support/sample-board.ts';
import { startWallServer } from '../support/start-wall-server.ts';
import { openWall, withWaiting, type Wall } from './wall-board.ts';

/** Within this a wall must have noticed; the page's own limits are four seconds of silence and a tick. */
const NOTICED_WITHIN_MILLISECONDS = 6_000;

let browser: Browser;
const open: { close(): Promise<void> }[] = [];

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const wall of open.splice(0).reverse()) await wall.close();
});
afterAll(() => browser.close());

async function liveWall(): Promise<Wall> {
  const wall = await openWall(browser);
  open.push(wall);
  await wall.page.waitForSelector('.live');
  return wall;
}

const bandOf = async (page: Page): Promise<string> =>
  (await page.locator('.band p').innerText()).replaceAll(/\s+/g, ' ');
const shows = (page: Page, words: string): Promise<void> =>
  eventually(async () => expect(await bandOf(page)).toContain(words), NOTICED_WITHIN_MILLISECONDS);
const isLive = (page: Page): Promise<void> =>
  eventually(async () => {
    expect(await page.locator('.live').count()).toBe(1);
    expect(await page.locator('.tile.stale').count()).toBe(0);
  }, 30_000);
const figure = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText();

describe('a wall that hears nothing', () => {
  it('says that the telephone system is silent, freezes its figures and tells them in the past tense', async () => {
    const { page, source, clock } = await liveWall();
    source.silenceFeed('stale', clock() - 42_000);
    await shows(page, 'Keine Daten von der Telefonanlage seit 0:4');
    expect(await page.locator('.tile.stale').count()).toBe(3);
    expect(await page.locator('.live').count()).toBe(0);
    expect(await page.locator('.waiting .value.hatched').count()).toBe(3);
    expect(await figure(page, '.waiting h3')).toBe('warteten');
    const frozen = await figure(page, '.longest .value');
    const since = await bandOf(page);
    await eventually(async () => expect(await bandOf(page)).not.toBe(since));
    expect(await figure(page, '.longest .value')).toBe(frozen);
    expect(await page.locator('footer').innerText()).toContain('Das gilt weiter');
  });

  it('is live again when the telephone system returns', async () => {
    const { page, source, clock } = await liveWall();
    source.silenceFeed('stale', clock() - 5_000);
    await shows(page, 'Keine Daten von der Telefonanlage');
    source.feedReturns();
    await isLive(page);
  });

  it('shows unknown, not zero, before anything was ever heard', async () => {
    const { page, source } = await liveWall();
    source.silenceFeed('never', null);
    await shows(page, 'Noch nichts von der Telefonanlage gehört');
    for (const selector of ['.waiting .value', '.longest .value', '.contract .value'])
      expect((await page.locator(selector).allInnerTexts()).every((text) => text.trim() === '–')).toBe(true);
    expect(await page.locator('.joint .bar').innerText()).toBe('–');
    expect(await page.locator('rect.bar').count()).toBe(0);
  });

  it('shows zero as zero while all is well', async () => {
    const { page } = await liveWall();
    expect(await page.locator('.waiting .value').last().innerText()).toBe('0');
    expect(await page.locator('.longest .value').last().innerText()).toBe('–');
  });

  it('says that the server cannot store', async () => {
    const { page, source, clock } = await liveWall();
    source.silenceFeed('storeFailed', clock());
    await shows(page, 'Der Server kann nicht speichern');
  });
});

describe('a wall without its server', () => {
  it('says that it is being restarted, comes back by itself without a reload, and has the new figures', async () => {
    const { page, source, clock, server } = await liveWall();
    await page.evaluate(() => document.body.setAttribute('data-untouched', 'yes'));
    await server.close();
    await shows(page, 'Server startet neu');
    const again = await startWallServer({ source, clock, port: server.port });
    open.push(again);
    source.change(withWaiting(61));
    await isLive(page);
    expect(await figure(page, '.waiting .value')).toBe('61');
    expect(await page.locator('body[data-untouched]').count()).toBe(1);
  });

  it('notices a connection that is open but silent, by its missing heartbeats', async () => {
    const source = new (class extends MemoryBoardSource {
      silent = false;
      override board(
        ...[scope, now]: Parameters<MemoryBoardSource['board']>
      ): ReturnType<MemoryBoardSource['board']> {
        if (this.silent) throw new Error('the board cannot be made');
        return super.board(scope, now);
      }
    })(sampleBoard());
    const wall = await openWall(browser, { source });
    open.push(wall);
    await isLive(wall.page);
    source.silent = true;
    await shows(wall.page, 'Keine Verbindung zum Server seit 0:0');
    source.silent = false;
    await isLive(wall.page);
  });

  it('reloads itself once after an upgrade, and not again', async () => {
    const { page, source, clock, server } = await liveWall();
    let loads = 0;
    page.on('load', () => (loads += 1));
    await server.close();
    const upgraded = await startWallServer({ source, clock, port: server.port, build: 'next-build' });
    await eventually(() => expect(loads).toBe(1), 30_000);
    await page.waitForSelector('.live');
    await upgraded.close();
    open.push(await startWallServer({ source, clock, port: server.port, build: 'next-build' }));
    await isLive(page);
    expect(loads).toBe(1);
  });

  it('that was never there is told from one that is lost', async () => {
    const wall = await openWall(browser, { withPush: false, withFigures: false });
    open.push(wall);
    expect(await figure(wall.page, 'h1')).toBe('Wandanzeige wird geladen');
    await eventually(
      async () => expect(await figure(wall.page, 'h1')).toBe('Server nicht erreichbar'),
      NOTICED_WITHIN_MILLISECONDS,
    );
  });
});

describe('a display that slept', () => {
  it('says so before it shows an old figure as new, and goes on when it hears the server', async () => {
    const { page, server } = await liveWall();
    await server.close();
    await page.evaluate(() => {
      const real = performance.now.bind(performance);
      performance.now = () => real() + 3_600_000;
    });
    await shows(page, 'Diese Anzeige hat geschlafen');
    expect(await page.locator('.live').count()).toBe(0);
    await shows(page, 'Keine Verbindung zum Server seit 1:00:0');
  });
});
