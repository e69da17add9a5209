import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openStore, type Store } from '../../server/platform/store/database.ts';
import { axeProblems } from '../support/axe-problems.ts';
import { displays, launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { PASSWORD } from '../support/desk-server.ts';
import { openMovesWorld, type MovesWorld } from '../support/moves-world.ts';
import { BUILT_PAGES } from '../support/schedule-world.ts';

let browser: Browser;
let folder: string;
let store: Store;
let world: MovesWorld;

beforeAll(async () => {
  await buildPages();
  folder = await mkdtemp(join(tmpdir(), 'leitstand-moves-'));
  store = await openStore({ engine: 'sqlite', folder });
  world = await openMovesWorld(store.db, BUILT_PAGES);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await world.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function signedIn(name: string, path: string): Promise<Page> {
  const { page } = await openPage(browser, `${world.server.url}${path}?lang=de`, displays.fullHd);
  await page.locator('input').first().fill(name);
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  return page;
}

it('a supervisor takes a proposal into today’s roster with a reason, its people see it, and it is taken back', async () => {
  const desk = await signedIn('leitung', '/desk');
  const schedule = await signedIn('a', '/schedule');
  const hero = schedule.locator('.hero');
  await hero.getByText('Pause 12:00 – 12:30').waitFor();
  await desk.getByText('2 Pausen aus Gruppe Köln verlegen').waitFor();
  await desk.getByRole('button', { name: /Übernehmen/ }).click();
  const dialog = desk.getByRole('dialog');
  await dialog.getByLabel('Begründung').fill('Mittags fehlen zwei');
  expect(await axeProblems(desk)).toEqual([]);
  await dialog.getByRole('button', { name: 'Veröffentlichen' }).click();
  await desk.getByText('Geändert: A, B. Fassung 2 ist veröffentlicht.').waitFor();
  await schedule.reload();
  await hero.getByText('Pause 13:00 – 13:30').waitFor();
  expect(await axeProblems(desk)).toEqual([]);
  await desk.getByRole('button', { name: 'Zurücknehmen' }).click();
  await desk.getByText('Zurückgenommen. Fassung 3 ist veröffentlicht.').waitFor();
  await schedule.reload();
  await hero.getByText('Pause 12:00 – 12:30').waitFor();
});

it('who runs the day for one city alone sees what a proposal does for it, and cannot take it', async () => {
  const desk = await signedIn('bonnerin', '/desk');
  await desk.getByText('2 Pausen aus Gruppe Köln verlegen').waitFor();
  expect(await desk.getByText(/Köln.*92/).count()).toBe(0);
  expect(await desk.getByRole('button', { name: /Übernehmen/ }).count()).toBe(0);
});
