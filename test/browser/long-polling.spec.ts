import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { startReverseProxy, type ReverseProxy } from '../support/reverse-proxy.ts';
import { startRunningDemo, type RunningDemo } from '../support/running-demo.ts';
import { endServerProcesses, startServerProcess, type ServerProcess } from '../support/start-server.ts';
import { newDisplayToken, tellEvents, TOLD_ENVIRONMENT, toldConfiguration } from '../support/told-house.ts';

/** A proxy that refuses every upgrade, in front of the whole server. */
let browser: Browser;
let serve: ServerProcess;
let demo: RunningDemo;
let toServe: ReverseProxy;
let toDemo: ReverseProxy;

beforeAll(async () => {
  browser = await launchBrowser();
  serve = await startServerProcess({ configuration: toldConfiguration(), environment: TOLD_ENVIRONMENT });
  demo = await startRunningDemo('polling');
  toServe = await startReverseProxy({ target: serve.url, refusesUpgrades: true });
  toDemo = await startReverseProxy({ target: demo.address, refusesUpgrades: true });
});

afterAll(async () => {
  await browser.close();
  await Promise.all([toServe.close(), toDemo.close(), demo.stop()]);
  endServerProcesses();
});

/** How often the page was answered by long polling. */
function polled(page: Page): () => number {
  let answers = 0;
  page.on('response', (response) => {
    if (response.url().includes('transport=polling') && response.status() === 200) answers += 1;
  });
  return () => answers;
}

async function lives(page: Page, proxy: ReverseProxy): Promise<void> {
  const answers = polled(page);
  await page.waitForSelector('.tile');
  expect(proxy.refused.length).toBeGreaterThan(0);
  const before = answers();
  // a heartbeat a second: more answers than a page needs to open, and no word of trouble
  await eventually(() => expect(answers()).toBeGreaterThan(before + 6), 20_000);
  expect(await page.locator('body').innerText()).not.toMatch(/nicht erreichbar|Keine Verbindung/);
}

describe('a wall behind a proxy that refuses upgrades', () => {
  it('lives by long polling in the demonstration', async () => {
    const wall = await openPage(browser, `${toDemo.url}/wall`);
    await lives(wall.page, toDemo);
    expect(wall.errors).toEqual([]);
    await wall.close();
  });

  it('lives by long polling on the real server, and shows what happens', async () => {
    const token = await newDisplayToken(serve.configFile);
    const wall = await openPage(browser, `${toServe.url}/wall/${token}`);
    await lives(wall.page, toServe);
    const call = { call: 'a', queue: 'bonn', key: 'a', at: new Date().toISOString() };
    expect((await tellEvents(serve.url, { kind: 'CallEntered', ...call })).status).toBe(200);
    await eventually(async () =>
      expect(await wall.page.locator('.tile').first().innerText()).toMatch(/Wartend\w*\s+1\b|\b1\s+wartet/i),
    );
    await wall.close();
  });

  it('lives in the browser of somebody signed in at the desk, with no link', async () => {
    const desk = await openPage(browser, `${toDemo.url}/desk?lang=de`);
    await desk.page.waitForSelector('form');
    // role buttons are for this machine alone, and the proxy does not say that it is another
    await desk.page.getByRole('button', { name: 'Leitung', exact: true }).click();
    await desk.page.locator('.rail').waitFor();
    const answers = polled(desk.page);
    await desk.page.goto(`${toDemo.url}/wall?city=bonn`);
    await desk.page.waitForSelector('.tile');
    expect(answers()).toBeGreaterThan(0);
    await desk.close();
  });
});
