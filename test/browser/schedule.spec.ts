import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LastCall } from '../../server/contract/schedule.ts';
import { openStore, type Store } from '../../server/platform/store/database.ts';
import { axeProblems } from '../support/axe-problems.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { PASSWORD, startDeskServer, type DeskServer } from '../support/desk-server.ts';
import { eventually } from '../support/eventually.ts';
import { BUILT_PAGES, EVENING, seedSchedule } from '../support/schedule-world.ts';

const PHONE = { width: 390, height: 844 };
let browser: Browser;
let store: Store;
let folder: string;
let server: DeskServer;
let call: LastCall['call'] = null;
const pages: Page[] = [];

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close();
  await server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
  call = null;
});

/** A telephone that has just signed in. */
async function signedIn(options: BrowserContextOptions = {}, language = 'de'): Promise<Page> {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-phone-'));
  store = await openStore({ engine: 'sqlite', folder });
  await seedSchedule(store.db);
  server = await startDeskServer(store.db, { now: () => EVENING, lastCallOf: () => call }, [], BUILT_PAGES);
  const page = await (await browser.newContext({ viewport: PHONE, ...options })).newPage();
  pages.push(page);
  await page.goto(`${server.url}/schedule?lang=${language}`);
  await page.locator('input').first().fill('k014');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.hero').waitFor();
  return page;
}

const tab = (page: Page, name: string) => page.locator('.tabs').getByRole('button', { name }).click();
const heroText = async (page: Page) => (await page.locator('.hero').innerText()).replaceAll(/\s+/g, ' ');

describe('the agent’s page on a telephone', () => {
  it('answers when work begins and when the break is, without a tap', async () => {
    const page = await signedIn();
    const words = await heroText(page);
    for (const part of ['Morgen Di 24. Nov.', 'in 14 h 18 min', '08:00 – 16:30', 'Pause 12:15 – 12:45'])
      expect(words).toContain(part);
    const big = await page
      .locator('.hero .big')
      .evaluate((element) => parseFloat(getComputedStyle(element).fontSize));
    expect(big).toBeGreaterThanOrEqual(40);
  });

  it('says in one sentence why the shift is needed', async () => {
    const page = await signedIn();
    await page.getByRole('button', { name: 'Warum diese Schicht?' }).click();
    await page.getByText('Ohne diese Schicht fehlte zwischen 09:00 und 12:00 eine Person').waitFor();
  });

  it('marks changes until they are confirmed as seen, with what stood there as a dotted ghost', async () => {
    const page = await signedIn();
    const card = page.getByRole('region', { name: 'Geändert' });
    expect(await card.innerText()).toContain('statt 08:00 – 16:30');
    expect(
      await page
        .locator('.ghost')
        .first()
        .evaluate((ghost) => getComputedStyle(ghost).borderTopStyle),
    ).toBe('dotted');
    await card.getByRole('button', { name: 'Gesehen' }).click();
    await card.waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.hero').waitFor();
    expect(await page.locator('.ghost, .changed').count()).toBe(0);
  });

  it('draws breaks as gaps and trainings in dots, and tells wishes and absences', async () => {
    const page = await signedIn();
    const row = page.locator('li', { hasText: 'Schulung 10:00' });
    expect(await row.locator('.bar .break').count()).toBe(1);
    const dots = await row
      .locator('.bar .activity')
      .evaluate((piece) => getComputedStyle(piece).backgroundImage);
    expect(dots).toContain('radial-gradient');
    expect(await page.locator('li', { hasText: 'Wunsch erfüllt' }).innerText()).toContain('frei');
    await page.locator('li', { hasText: 'Wunsch nicht erfüllt' }).waitFor();
    expect(await page.locator('li', { hasText: 'Urlaub' }).count()).toBe(3);
  });

  it('shows the month, and a day of it at a tap', async () => {
    const page = await signedIn();
    await page.getByRole('button', { name: 'Monat', exact: true }).click();
    await page.getByRole('button', { name: 'Nächster Monat' }).click();
    await page.getByRole('heading', { name: 'Dezember 2026' }).waitFor();
    await page.getByRole('button', { name: 'Do 3. Dez.: 08:00 – 16:30' }).click();
    expect(await page.locator('.chosen').innerText()).toContain('Pause 12:15 – 12:45');
  });
});

describe('the agent’s page without a network', () => {
  it('opens after one visit with the last known state and its age, and comes back by itself', async () => {
    const page = await signedIn();
    await eventually(async () => {
      const kept = await page.evaluate(async () =>
        (await (await caches.open('leitstand-schedule-2')).keys()).map(({ url }) => new URL(url).pathname),
      );
      expect(kept).toContain('/schedule');
      expect(kept.filter((path) => path.endsWith('.woff2')).length).toBeGreaterThan(0);
    });
    await page.clock.install({ time: EVENING + 42 * 60_000 });
    await page.context().setOffline(true);
    await page.reload();
    const note = page.getByText('Offline. Stand: vor 42 min.');
    await note.waitFor();
    expect(await heroText(page)).toContain('08:00 – 16:30');
    expect(await page.getByRole('button', { name: 'Gesehen' }).isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Warum diese Schicht?' }).click();
    await page.getByText('Der Grund ist offline nicht zu sehen.').waitFor();
    await page.context().setOffline(false);
    await note.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Gesehen' }).click();
    await page.getByRole('region', { name: 'Geändert' }).waitFor({ state: 'detached' });
  });

  it('leaves nothing behind on a telephone whose owner signed out', async () => {
    const page = await signedIn();
    await tab(page, 'Ich');
    await page.getByRole('button', { name: 'Abmelden' }).click();
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    expect(await page.evaluate(() => localStorage.getItem('leitstand.schedule'))).toBeNull();
  });
});

describe('after a call', () => {
  const wrapUp = {
    call: 'call-1',
    source: 'pbx',
    city: 'koeln',
    state: 'wrapUp',
    since: EVENING - 24_000,
    talkSeconds: 232,
  } as const;

  it('saves closing code and first contact in two taps, and takes them back', async () => {
    call = wrapUp;
    const page = await signedIn();
    await tab(page, 'Nach dem Anruf');
    await page.getByText('Anruf für Köln, 3:52 Gespräch').waitFor();
    await page.getByRole('button', { name: 'Wohnsitz ummelden' }).click();
    await page.getByRole('button', { name: 'Ja' }).click();
    await page.getByText('Gespeichert: Wohnsitz ummelden, gelöst').waitFor();
    await page.getByRole('button', { name: /Rückgängig/ }).click();
    await page.getByText('Zurückgenommen. Bitte neu wählen.').waitFor();
    await page.getByRole('button', { name: 'Falsch verbunden' }).click();
    await page.getByText('Gespeichert: Falsch verbunden').waitFor();
    expect(
      server.classified.map(({ closingCode, solvedAtFirstContact, wrongNumber }) => [
        closingCode,
        solvedAtFirstContact,
        wrongNumber,
      ]),
    ).toEqual([
      ['change-of-address', true, false],
      ['withdrawn', null, false],
      ['wrong-number', null, true],
    ]);
  });

  it('asks anew for the next call', async () => {
    call = wrapUp;
    const page = await signedIn();
    await tab(page, 'Nach dem Anruf');
    await page.getByRole('button', { name: 'Sperrmüll' }).click();
    await page.getByRole('button', { name: 'Nein' }).click();
    await page.getByText('Gerade gibt es keinen Anruf zum Abschließen.').waitFor();
    call = { ...wrapUp, call: 'call-2', city: 'bonn', state: 'talking', talkSeconds: null };
    await page.getByText('Anruf für Bonn').waitFor();
    expect(await page.getByRole('button', { name: 'Ja' }).isDisabled()).toBe(true);
  });

  it('says that it does not know of a call, not that there is none, while the server does not answer', async () => {
    const page = await signedIn();
    await tab(page, 'Nach dem Anruf');
    await page.getByText('Gerade gibt es keinen Anruf zum Abschließen.').waitFor();
    await page.context().setOffline(true);
    await page.getByText('Ob ein Anruf wartet, ist gerade nicht bekannt.').waitFor();
    call = wrapUp;
    await page.context().setOffline(false);
    await page.getByText('Anruf für Köln, 3:52 Gespräch').waitFor();
  });

  it('asks for the sign-in when the session has ended, and shows the call that waits afterwards', async () => {
    const page = await signedIn();
    call = wrapUp;
    await store.db.deleteFrom('web_session').execute();
    await tab(page, 'Nach dem Anruf');
    await page.getByRole('heading', { name: 'Anmelden' }).waitFor();
    await page.locator('input').first().fill('k014');
    await page.locator('input[type=password]').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('Anruf für Köln, 3:52 Gespräch').waitFor();
  });
});

describe('every view of the agent’s page', () => {
  const themes = { light: '#edf1f4', dark: '#0f1418' } as const;
  for (const language of ['de', 'en'] as const)
    for (const colorScheme of ['light', 'dark'] as const)
      it(`has no axe finding, room for a thumb and nothing cut off (${language}, ${colorScheme})`, async () => {
        call = {
          call: 'c',
          source: 'pbx',
          city: 'koeln',
          state: 'wrapUp',
          since: EVENING - 24_000,
          talkSeconds: 232,
        };
        const page = await signedIn({ colorScheme }, language);
        expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
          rgbOf(themes[colorScheme]),
        );
        await page.locator('.hero .foot button').click();
        await page.locator('li button[aria-expanded]').nth(2).click();
        const problems = [...(await problemsOf(page, 'weeks'))];
        await page.locator('.views button').nth(1).click();
        problems.push(...(await problemsOf(page, 'month')));
        await page.locator('.tabs button').nth(1).click();
        await page.locator('.codes').first().waitFor();
        await page.locator('.codes button').first().click();
        problems.push(...(await problemsOf(page, 'call')));
        await page.locator('.answers button').first().click();
        await page.locator('.undo').waitFor();
        problems.push(...(await problemsOf(page, 'saved')));
        await page.locator('.tabs button').nth(2).click();
        await page.locator('.card button').nth(1).click();
        await page.locator('output').waitFor();
        problems.push(...(await problemsOf(page, 'me')));
        await page.locator('.card button').first().click();
        await page.locator('form').waitFor();
        problems.push(...(await problemsOf(page, 'sign-in')));
        expect(problems).toEqual([]);
      });
});

async function problemsOf(page: Page, view: string): Promise<readonly string[]> {
  const layout = await page.evaluate(() => {
    const small = [...document.querySelectorAll('button, a, input')]
      .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < 44 || height < 44;
      })
      .map((element) => `smaller than 44 px: ${element.outerHTML.slice(0, 80)}`);
    const wide = document.documentElement.scrollWidth > innerWidth ? ['the page scrolls sideways'] : [];
    return [...small, ...wide];
  });
  return [...(await axeProblems(page)), ...layout].map((problem) => `${view}: ${problem}`);
}

function rgbOf(hex: string): string {
  return `rgb(${[1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(', ')})`;
}
