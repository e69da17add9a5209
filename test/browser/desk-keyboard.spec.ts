import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';

let browser: Browser;
let demo: RunningDemo;
const pages: Page[] = [];

beforeAll(async () => {
  demo = await startRunningDemo('keyboard');
  browser = await launchBrowser();
});

afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** A planner's page; from here on the tests press keys alone. */
async function planner(): Promise<Page> {
  const { page } = await openDeskPage(browser, demo, 'Planung');
  pages.push(page);
  await settled(page);
  await page.evaluate(() =>
    document.activeElement instanceof HTMLElement ? document.activeElement.blur() : null,
  );
  return page;
}

async function goTo(page: Page, room: string): Promise<void> {
  const place = await page
    .locator('.rail ul a')
    .evaluateAll(
      (links, wanted) => links.findIndex((link) => link.getAttribute('href') === wanted),
      `#/${room}`,
    );
  await page.keyboard.press('g');
  await page.keyboard.press(String(place + 1));
  await page.locator(`.rail a[aria-current="page"][href="#/${room}"]`).waitFor();
  await settled(page);
}

/** Presses Tab until the focus is on something with this name; fails where no such thing can be reached. */
async function tabTo(page: Page, name: RegExp, most = 120): Promise<void> {
  for (let press = 0; press < most; press += 1) {
    await page.keyboard.press('Tab');
    const reached = await page.evaluate(() => {
      const { activeElement: focused } = document;
      if (focused === null) return '';
      const label = focused instanceof HTMLInputElement ? (focused.labels?.[0]?.textContent ?? '') : '';
      return `${focused.getAttribute('aria-label') ?? ''} ${label} ${focused.textContent ?? ''}`;
    });
    if (name.test(reached)) return;
  }
  throw new Error(`Tab did not reach anything called ${name.source}`);
}

describe('the desk without a mouse', () => {
  it('begins with a link over the rail into the room', async () => {
    const page = await planner();
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Zum Inhalt');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
  });

  it('goes to every room by G and a digit, with the focus in the room and its name in the title', async () => {
    const page = await planner();
    const rooms = await page
      .locator('.rail ul a')
      .evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(rooms.length).toBeGreaterThan(5);
    for (const room of rooms) {
      await goTo(page, (room ?? '').slice(2));
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('main');
      const heading = await page.locator('main h1').first().innerText();
      expect(await page.title()).toContain(heading);
    }
  });

  it('shows its keys by a question mark, and closes them by Escape with the focus where it was', async () => {
    const page = await planner();
    await tabTo(page, /^ *Verlauf/);
    await page.keyboard.press('?');
    await page.locator('dialog').waitFor();
    expect(await page.locator('dialog').innerText()).toMatch(/G\s*1\s+zu Heute/);
    await page.keyboard.press('Escape');
    await page.locator('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Verlauf');
  });

  it('lets single keys be switched off', async () => {
    const page = await planner();
    await page.keyboard.press('?');
    await tabTo(page, /Einzelne Tasten/);
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    expect(await page.locator('dialog').count()).toBe(0);
  });

  it('shows the focus on everything that Tab reaches in the rooms of today, history and forecast', async () => {
    const page = await planner();
    const hidden: string[] = [];
    for (const room of ['today', 'history', 'forecast']) {
      await goTo(page, room);
      for (let press = 0; press < 45; press += 1) {
        await page.keyboard.press('Tab');
        const unseen = await page.evaluate(() => {
          const focused = document.activeElement;
          if (focused === null || focused === document.body) return null;
          const shown = focused.closest('.segment, .zone') ?? focused;
          const style = getComputedStyle(shown);
          return style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2
            ? `${focused.tagName} ${focused.textContent?.trim().slice(0, 30) ?? ''}`
            : null;
        });
        if (unseen !== null) hidden.push(`${room}: ${unseen}`);
      }
    }
    expect(hidden).toEqual([]);
  });

  it('walks through the calendar of a year by arrows, and decides about a day', async () => {
    const page = await planner();
    await goTo(page, 'history');
    await page.locator('td[aria-selected="true"]').waitFor();
    await tabTo(page, /Anrufe/);
    for (let press = 0; press < 60; press += 1) {
      const isInGrid = await page.evaluate(() => document.activeElement?.getAttribute('role') === 'gridcell');
      if (isInGrid) break;
      await page.keyboard.press('Tab');
    }
    const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    const first = await label();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowUp');
    expect(await label()).not.toBe(first);
    expect(await page.locator('td[aria-selected="true"]').getAttribute('aria-label')).toBe(await label());
    await tabTo(page, /^ *Nicht verwenden/);
    await page.keyboard.press('Enter');
    await page.getByText('Entscheidung gespeichert').waitFor();
    await page.getByText('wird nicht verwendet').first().waitFor();
  });

  it('adjusts a day of the forecast with a reason, and takes it back', async () => {
    const page = await planner();
    await goTo(page, 'forecast');
    await tabTo(page, /^ *Faktor/);
    await page.keyboard.type('125');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Versand der Abfallbescheide');
    await page.keyboard.press('Enter');
    const list = page.locator('aside li', { hasText: 'Versand der Abfallbescheide' });
    await list.waitFor();
    expect(await list.innerText()).toContain('auf 125');
    await page.locator('.day .adjusted').first().waitFor();
    await tabTo(page, /^ *Zurücknehmen/);
    await page.keyboard.press('Enter');
    await page.getByText('zurückgenommen').waitFor();
    await page.locator('.day .adjusted').first().waitFor({ state: 'detached' });
  });
});
