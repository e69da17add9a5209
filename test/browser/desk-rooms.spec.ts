import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { administratorWindows, plannerWindows } from '../support/desk-windows.ts';
import { germanWords } from '../support/german-words.ts';
import { eventually } from '../support/eventually.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';

let browser: Browser;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startRunningDemo('rooms');
  browser = await launchBrowser();
  await firstRoster();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** The demonstration computes its first roster after it has opened its doors. */
async function firstRoster(): Promise<void> {
  const { page } = await openDeskPage(browser, demo, 'Planung');
  await eventually(async () => {
    await page.goto(`${demo.address}/desk?lang=de#/roster`);
    await page.reload();
    await settled(page);
    expect(await page.locator('.side-choice').count()).toBe(1);
  }, 180_000);
  await page.context().close();
}

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
      if (language === 'en') for (const words of await germanWords(page)) problems.push(`${room}: ${words}`);
      if (tooWide) problems.push(`${room}: wider than the window`);
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

const windows = [
  ['Planung', plannerWindows, 'de'],
  ['Planung', plannerWindows, 'en'],
  ['Administration', administratorWindows, 'de'],
  ['Administration', administratorWindows, 'en'],
] as const;

describe.each(windows)('windows of %s', (role, opened, language) => {
  it(`have no axe finding, and words of one language (${language})`, async () => {
    const { page, errors } = await openDeskPage(browser, demo, role, language);
    const problems: string[] = [];
    for (const { name, room, open } of opened) {
      // a fresh page for each: no window is to be judged through another
      await page.goto(`${demo.address}/desk?lang=${language}#/${room}`);
      await page.reload();
      await settled(page);
      await open(page);
      for (const problem of await axeProblems(page)) problems.push(`${name}: ${problem}`);
      if (language === 'en') for (const words of await germanWords(page)) problems.push(`${name}: ${words}`);
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

describe('every room on paper', () => {
  it('fits an A4 page across, charts and tables with it, and shows nothing to click', async () => {
    const { page } = await openDeskPage(browser, demo, 'Planung', 'de', { width: 1920, height: 1080 });
    const problems: string[] = [];
    for (const room of await roomsOf(page)) {
      await enter(page, room);
      for (const problem of await onPaper(page)) problems.push(`${room}: ${problem}`);
    }
    for (const { name, open } of plannerWindows.filter(({ name }) => name.endsWith('sheet'))) {
      await page.goto(`${demo.address}/desk?lang=de#/roster`);
      await page.reload();
      await settled(page);
      await open(page);
      for (const problem of await onPaper(page)) problems.push(`${name}: ${problem}`);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

/** What would be cut off on paper, stretch the page, or invite a click. */
async function onPaper(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const found = await page.evaluate(() => {
    const paper = document.querySelector('.desk')?.getBoundingClientRect().right ?? 0;
    const isShown = (element: Element): boolean => element.checkVisibility();
    const wide = [...document.querySelectorAll('main :is(svg, table, .plot, aside)')]
      .filter((element) => isShown(element) && element.getBoundingClientRect().right > paper + 1)
      .map((element) => `wider than the paper: ${element.outerHTML.slice(0, 90)}`);
    const forms = [...document.querySelectorAll('.rail, main form, .page-head button')]
      .filter(isShown)
      .map((element) => `for a screen alone: ${element.outerHTML.slice(0, 90)}`);
    const torn = [...document.querySelectorAll('main tr')]
      .filter((row) => getComputedStyle(row).breakInside !== 'avoid')
      .map((row) => `a row that may be torn: ${row.outerHTML.slice(0, 90)}`);
    return [...wide, ...forms, ...torn];
  });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  return found;
}

describe('the agent’s page of the demonstration', () => {
  it('asks for a role where nobody is signed in yet, and speaks English to who chose it', async () => {
    const { page } = await openPage(browser, `${demo.address}/schedule?lang=en`, { width: 390, height: 844 });
    await page.getByRole('button', { name: 'Agent', exact: true }).click();
    await page.locator('.hero .foot button').click();
    await page.getByText(/Week: /).waitFor();
    const problems = [...(await germanWords(page))];
    for (const tab of [1, 2]) {
      await page.locator('.tabs button').nth(tab).click();
      problems.push(...(await germanWords(page)));
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
