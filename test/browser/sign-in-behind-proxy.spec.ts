import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { openStore } from '../../server/platform/store/database.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { startWholeServer, type WholeServer } from '../support/whole-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'leitstand-proxy-'));
let browser: Browser;
let server: WholeServer;

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
  const store = await openStore({ engine: 'sqlite', folder });
  server = await startWholeServer(store, { publicUrl: 'https://leitstand.example.org', trustProxy: 1 });
  return async () => {
    await browser.close();
    await server.stop();
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  };
});

it('names the header that the proxy keeps back before anybody has typed a password', async () => {
  for (const [language, words] of [
    ['de', /Anmelden geht so nicht: .*X-Forwarded-Proto: https/],
    ['en', /X-Forwarded-Proto: https/],
  ] as const) {
    // an address of plain HTTP is what the browser has; the proxy's silence looks the same to the server
    const desk = await openPage(browser, `${server.url}/desk?lang=${language}`);
    await desk.page.waitForSelector('form [role=alert]');
    expect(await desk.page.locator('form [role=alert]').innerText()).toMatch(words);
    await desk.close();
  }
});
