import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { launchBrowser } from '../support/browser.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';

let browser: Browser;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startRunningDemo('rooms');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** Rooms that a person finds in the rail, by the address of each. */
async function roomsOf(page: Page): Promise<readonly string[]> {
  const links = await page.locator('.rail ul a').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
}

async function enter(page: Page, room: string): Promise<void> {
  await page.locator(`.rail ul a[href="${room}"]`).click();
  await settled(page);
}

const people = [
  ['Planung', 'de'],
  ['Planung', 'en'],
  ['Administration', 'de'],
  ['Leitung', 'en'],
] as const;

describe.each(people)('every room of the desk, for %s in %s', (role, language) => {
  it('has no axe finding, throws nothing, and never scrolls sideways', async () => {
    const { page, errors } = await openDeskPage(browser, demo, role, language);
    const problems: string[] = [];
    for (const room of await roomsOf(page)) {
      await enter(page, room);
      for (const problem of await axeProblems(page)) problems.push(`${room}: ${problem}`);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
      if (tooWide) problems.push(`${room}: wider than the window`);
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

describe('windows above the rooms', () => {
  it.each(['de', 'en'] as const)('have no axe finding (%s)', async (language) => {
    const { page, errors } = await openDeskPage(browser, demo, 'Planung', language);
    const problems: string[] = [];
    const look = async (window: string): Promise<void> => {
      await page.locator('dialog').waitFor();
      for (const problem of await axeProblems(page)) problems.push(`${window}: ${problem}`);
      await page.keyboard.press('Escape');
      await page.locator('dialog').waitFor({ state: 'detached' });
    };
    await settled(page);
    await page.locator('.rail-foot button').first().click();
    await look('shortcuts');
    await enter(page, '#/history');
    await page.locator('.page-head .button').last().click();
    await look('import, empty');
    await page.locator('.page-head .button').last().click();
    await page.locator('dialog input[type=file]').setInputFiles({
      name: 'calls.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('start;offered\n04.03.2024 07:00;12\n04.03.2024 07:15;-3\n'),
    });
    await page.locator('dialog select').first().waitFor();
    await look('import, preview');
    await enter(page, '#/forecast');
    await page.locator('aside form .button').last().click();
    await look('typed values');
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});
