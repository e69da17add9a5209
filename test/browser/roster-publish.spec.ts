import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../server/platform/store/database.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { openRosterPage, openRosterRoom, type RosterRoom } from '../support/roster-room.ts';

let folder: string;
let store: Store;
let room: RosterRoom;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await buildPages();
  folder = await mkdtemp(join(tmpdir(), 'leitstand-publish-'));
  store = await openStore({ engine: 'sqlite', folder });
  room = await openRosterRoom(store.db, { agents: 24, weeks: 2 });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await room.server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  page = await openRosterPage(browser, room);
  return () => page.context().close();
});

const row = () => page.locator('[role=row][aria-selected=true]');

async function selectedWords(): Promise<string> {
  return (await row().getAttribute('aria-label')) ?? '';
}

/** Walks down to somebody who works between half past seven and half past eighteen. */
async function selectWorker(): Promise<string> {
  await page.getByRole('grid').focus();
  for (let step = 0; step < 22; step++) {
    await page.keyboard.press('ArrowDown');
    const words = await selectedWords();
    const [, from, until] = /(\d\d):\d\d–(\d\d):\d\d/.exec(words) ?? [];
    if (Number(from) >= 8 && Number(until) < 19) return words;
  }
  throw new Error('nobody works in the middle of the day');
}

const timesOf = (words: string): string => /\d\d:\d\d–\d\d:\d\d/.exec(words)?.[0] ?? '';

describe('a roster under hands', () => {
  it('holds a pinned shift against the keyboard until it is unpinned', async () => {
    const before = timesOf(await selectWorker());
    await page.keyboard.press('p');
    expect(await selectedWords()).toContain('fixiert');
    await page.keyboard.press('Control+ArrowRight');
    await page.keyboard.press('Delete');
    expect(timesOf(await selectedWords())).toBe(before);
    await page.keyboard.press('p');
    await page.keyboard.press('Control+ArrowRight');
    expect(timesOf(await selectedWords())).not.toBe(before);
  });

  it('warns of leaving with unsaved edits, and has them again after the reload', async () => {
    const before = await selectWorker();
    await page.keyboard.press('Control+ArrowRight');
    const moved = timesOf(await selectedWords());
    expect(moved).not.toBe(timesOf(before));
    const warnings: string[] = [];
    page.on('dialog', (dialog) => {
      warnings.push(dialog.type());
      void dialog.accept();
    });
    await page.reload();
    await page.locator('.restored').waitFor();
    expect(warnings).toEqual(['beforeunload']);
    const [name] = before.split(':');
    const again = page.locator(`[role=row][aria-label^="${name ?? ''}:"]`);
    expect(timesOf((await again.getAttribute('aria-label')) ?? '')).toBe(moved);
  });

  it('is published after a look at whom it tells, and says so after a reload', async () => {
    expect(await page.getByText('veröffentlicht, Fassung').count()).toBe(0);
    await page.getByText('Veröffentlichen', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Plan prüfen' }).click();
    const informed = page.getByText(/Personen werden informiert/);
    await informed.waitFor();
    await informed.click();
    const worker = room.roster.shifts[0]?.agent;
    const name = room.problem.agents.find(({ id }) => id === worker)?.name ?? '';
    expect(await page.locator('details', { has: informed }).innerText()).toContain(name);
    const region = page.getByRole('region', { name: 'Veröffentlichen' });
    for (const reason of await region.getByLabel(/Begründung/).all()) await reason.fill('so vereinbart');
    await region
      .getByRole('button', { name: /^(Jetzt veröffentlichen|Trotz offener Regeln veröffentlichen)/ })
      .click();
    await page.getByText('veröffentlicht, Fassung 1').first().waitFor();
    await page.reload();
    await page.getByText('veröffentlicht, Fassung 1').first().waitFor();
    await page.getByText('Veröffentlichen', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Plan prüfen' }).click();
    await page.getByText('Für niemanden ändert sich etwas.').waitFor();
  });
});
