import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { PASSWORD } from '../support/desk-server.ts';
import { eventually } from '../support/eventually.ts';
import { endServerProcesses } from '../support/start-server.ts';
import { startToldServer } from '../support/told-server.ts';

const PHONE = { width: 390, height: 844 };
let browser: Browser;

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterAll(async () => {
  endServerProcesses();
  await browser.close();
});

it('brings an agent’s two taps after a call to the wall, and takes them back there too', async () => {
  const { server, displayToken, takeCall } = await startToldServer();
  const wall = await openPage(browser, `${server.url}/wall/${displayToken}`);
  await takeCall('first');
  await shows(wall.page, '– aus 0 Anrufen');

  const phone = await openPage(browser, `${server.url}/schedule?lang=de`, PHONE);
  await phone.page.locator('input').first().fill('kim');
  await phone.page.locator('input[type=password]').fill(PASSWORD);
  await phone.page.keyboard.press('Enter');
  await phone.page.locator('.tabs').getByRole('button', { name: 'Nach dem Anruf' }).click();

  await close(phone.page, 'Wohnsitz ummelden', 'Ja');
  await shows(wall.page, '100% aus 1 Anruf');
  await takeCall('second');
  await close(phone.page, 'Sperrmüll', 'Nein');
  await shows(wall.page, '50% aus 2 Anrufen');
  await phone.page.getByRole('button', { name: /Rückgängig/ }).click();
  await shows(wall.page, '100% aus 1 Anruf');

  expect([...wall.errors, ...phone.errors]).toEqual([]);
  await server.end('SIGTERM');
}, 120_000);

/** Two taps. */
async function close(page: Page, code: string, solved: 'Ja' | 'Nein'): Promise<void> {
  await page.getByRole('button', { name: code }).click();
  await page.getByRole('button', { name: solved, exact: true }).click();
  await page.getByText(`Gespeichert: ${code}`).waitFor();
}

/** The first-contact figure of the joint panel. */
async function shows(page: Page, words: string): Promise<void> {
  await eventually(async () => {
    const figure = page.getByRole('region', { name: 'Erstlösung' });
    expect((await figure.innerText()).replaceAll(/\s+/g, ' ')).toBe(`Erstlösung ${words}`);
  }, 20_000);
}
