import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
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
let errors: string[];

beforeAll(async () => {
  await buildPages();
  folder = await mkdtemp(join(tmpdir(), 'leitstand-roster-'));
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
  errors = [];
  page = await openRosterPage(browser, room);
  page.on('pageerror', (error) => errors.push(error.message));
  return async () => {
    expect(errors).toEqual([]);
    await page.context().close();
  };
});

/** The row of the selected person, as a screen reader hears it. */
async function selectedRow(): Promise<string> {
  return (await page.locator('[role=row][aria-selected=true]').getAttribute('aria-label')) ?? '';
}

function times(label: string): readonly [number, number] {
  const found = /(\d\d):(\d\d)–(\d\d):(\d\d)/.exec(label);
  if (found === null) throw new Error(`no shift in "${label}"`);
  const [, fromHour, fromMinute, untilHour, untilMinute] = found.map(Number);
  return [(fromHour ?? 0) * 60 + (fromMinute ?? 0), (untilHour ?? 0) * 60 + (untilMinute ?? 0)];
}

/** Walks down to somebody whose shift leaves room on both sides. */
async function selectMovable(): Promise<readonly [number, number]> {
  await page.getByRole('grid').focus();
  for (let step = 0; step < 20; step++) {
    await page.keyboard.press('ArrowDown');
    const label = await selectedRow();
    if (!/\d\d:\d\d–/.test(label)) continue;
    const [from, until] = times(label);
    if (from >= 8 * 60 && until <= 18 * 60) return [from, until];
  }
  throw new Error('nobody has a shift in the middle of the day');
}

async function drag(bar: Locator, from: 'start' | 'middle' | 'end', pixels: number, rows = 0): Promise<void> {
  const box = await bar.boundingBox();
  if (box === null) throw new Error('the bar is not shown');
  const x = from === 'start' ? box.x + 3 : from === 'end' ? box.x + box.width - 3 : box.x + box.width / 3;
  const y = box.y + box.height / 2;
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + pixels / 2, y + rows * 14, { steps: 4 });
  await page.mouse.move(x + pixels, y + rows * 28, { steps: 4 });
  await page.mouse.up();
}

describe('the roster by keyboard', () => {
  it('moves, resizes, pins, frees, plans and swaps shifts, and steps back and forth', async () => {
    const [from, until] = await selectMovable();
    await page.keyboard.press('Control+ArrowRight');
    expect(times(await selectedRow())).toEqual([from + 15, until + 15]);
    await page.keyboard.press('Shift+ArrowRight');
    expect(times(await selectedRow())).toEqual([from + 15, until + 30]);
    await page.keyboard.press('Alt+Shift+ArrowRight');
    expect(times(await selectedRow())).toEqual([from + 30, until + 30]);
    await page.keyboard.press('p');
    expect(await selectedRow()).toContain('fixiert');
    await page.keyboard.press('p');
    await page.keyboard.press('Delete');
    expect(await selectedRow()).toContain('frei');
    await page.keyboard.press('Enter');
    expect(await selectedRow()).toMatch(/\d\d:\d\d–\d\d:\d\d/);
    for (let step = 0; step < 7; step++) await page.keyboard.press('Control+z');
    expect(times(await selectedRow())).toEqual([from, until]);
    expect(await page.getByText('gespeichert', { exact: true }).count()).toBe(1);
    await page.keyboard.press('Control+y');
    expect(times(await selectedRow())).toEqual([from + 15, until + 15]);
    await page.keyboard.press('Control+z');
    const before = await selectedRow();
    await page.keyboard.press('Control+ArrowDown');
    const after = await selectedRow();
    expect(after.split(':')[0]).not.toBe(before.split(':')[0]);
    expect(times(after)).toEqual([from, until]);
  });

  it('says at once what an edit costs and which hard rule it breaks, and takes a reason for the publication', async () => {
    await selectMovable();
    for (let step = 0; step < 6; step++) await page.keyboard.press('Shift+ArrowRight');
    await page.getByText('Bewertung der letzten Änderung').waitFor();
    const reason = page.getByLabel('Begründung');
    await reason.fill('mit der Person vereinbart');
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Veröffentlichen', { exact: true }).first().click();
    await page.getByRole('button', { name: 'Plan prüfen' }).click();
    const inReport = page.getByRole('region', { name: 'Veröffentlichen' }).getByLabel(/Begründung/);
    await inReport.first().waitFor();
    const given = await inReport.evaluateAll((fields) =>
      fields.map((field) => (field instanceof HTMLInputElement ? field.value : '')),
    );
    expect(given).toContain('mit der Person vereinbart');
  });

  it('explains the selected shift in sentences, and closes the explanation by Escape', async () => {
    await selectMovable();
    await page.keyboard.press('w');
    const why = page.getByRole('complementary', { name: 'Warum diese Schicht?' });
    await why.getByText(/Woche: \d+:\d\d von \d+:\d\d h im Vertrag\./).waitFor();
    await why.getByRole('button', { name: 'Alternativen ausprobieren' }).click();
    await why
      .getByText(/könnte sie übernehmen: Bewertung|Niemand sonst/)
      .first()
      .waitFor();
    await page.getByRole('grid').focus();
    await page.keyboard.press('Escape');
    expect(await why.count()).toBe(0);
  });
});

describe('the weeks by keyboard', () => {
  /** What the selected cell says of itself, and whether an eye can see it: nothing fixed or cut lies over its middle. */
  const selectedCell = () =>
    page.evaluate(() => {
      const cell = document.querySelector('[role=gridcell][aria-selected=true]');
      const grid = document.querySelector('[role=grid]');
      const { left, top, width, height } = cell?.getBoundingClientRect() ?? new DOMRect();
      const told = document.getElementById(grid?.getAttribute('aria-activedescendant') ?? '');
      return {
        id: cell?.id,
        isSeen: cell !== null && document.elementFromPoint(left + width / 2, top + height / 2) === cell,
        isTold: cell !== null && told === cell,
        isFocusKept: document.activeElement === grid,
        selectedCells: document.querySelectorAll('[role=gridcell][aria-selected=true]').length,
      };
    });
  const shown = { isSeen: true, isTold: true, isFocusKept: true, selectedCells: 1 };

  it('walk to the last day of the last person and back, always in sight, with the focus in the grid', async () => {
    await page.setViewportSize({ width: 1000, height: 600 });
    await page.getByRole('button', { name: 'Wochen', exact: true }).click();
    await page.getByRole('grid').focus();
    const people = room.problem.agents.length;
    const days = room.problem.days.length;
    expect(await page.locator('[role=grid] [role=row]').count()).toBe(people + 1);
    await page.keyboard.press('Home');
    for (let step = 1; step < people; step += 1) await page.keyboard.press('ArrowDown');
    for (let step = 1; step < days; step += 1) await page.keyboard.press('ArrowRight');
    expect(await selectedCell()).toEqual({ id: `cell-${people - 1}-${days - 1}`, ...shown });
    for (let step = 1; step < people; step += 1) {
      await page.keyboard.press('ArrowUp');
      expect(await selectedCell()).toEqual({ id: `cell-${people - 1 - step}-${days - 1}`, ...shown });
    }
    for (let step = 1; step < days; step += 1) {
      await page.keyboard.press('ArrowLeft');
      expect(await selectedCell()).toEqual({ id: `cell-0-${days - 1 - step}`, ...shown });
    }
  });

  it('count what is missing anew on the edited day and leave the other days as they are', async () => {
    const missing = () => page.locator('[role=columnheader] .missing').allInnerTexts();
    const [shift] = room.roster.shifts;
    const agentIndex = room.problem.agents.findIndex(({ id }) => id === shift?.agent);
    const dayIndex = room.problem.days.findIndex(({ date }) => date === shift?.date);
    await page.getByRole('button', { name: 'Wochen', exact: true }).click();
    await page.locator(`#cell-${agentIndex}-${dayIndex}`).click();
    await page.getByRole('grid').focus();
    const before = await missing();
    await page.keyboard.press('Delete');
    await page.locator('.notice').getByText('Bewertung der letzten Änderung').waitFor();
    const after = await missing();
    expect(after.filter((words, index) => words !== before[index])).toHaveLength(1);
    await page.keyboard.press('Control+z');
    await page.getByText('gespeichert', { exact: true }).waitFor();
    expect(await missing()).toEqual(before);
  });
});

describe('the day', () => {
  it('draws chart, strips and rows on one scale, whatever a scroll bar takes', async () => {
    const right = (what: string) =>
      page
        .locator(what)
        .first()
        .evaluate((element) => Math.round(element.getBoundingClientRect().right * 10) / 10);
    const ends = await Promise.all(
      ['.demand svg', '.strip-cells', '.scale', '.behind .place', '.track'].map(right),
    );
    expect(new Set(ends).size).toBe(1);
  });
});

describe('the roster by mouse', () => {
  it('moves a shift dragged in its middle, by quarter hours', async () => {
    const [from, until] = await selectMovable();
    const bar = page.locator('[role=row][aria-selected=true] .bar');
    await drag(bar, 'middle', 80);
    const [movedFrom, movedUntil] = times(await selectedRow());
    expect(movedFrom).toBeGreaterThan(from);
    expect(movedFrom % 15).toBe(0);
    expect(movedUntil - movedFrom).toBe(until - from);
    await page.keyboard.press('Control+z');
  });

  it('resizes a shift dragged at either end', async () => {
    const [from, until] = await selectMovable();
    const bar = page.locator('[role=row][aria-selected=true] .bar');
    await drag(bar, 'end', 60);
    const [sameFrom, later] = times(await selectedRow());
    expect(sameFrom).toBe(from);
    expect(later).toBeGreaterThan(until);
    await drag(bar, 'start', -60);
    const [earlier, same] = times(await selectedRow());
    expect(earlier).toBeLessThan(from);
    expect(same).toBe(later);
  });

  it('gives a shift to the person on whose row it is dropped', async () => {
    const [from, until] = await selectMovable();
    const [giver] = (await selectedRow()).split(':');
    await drag(page.locator('[role=row][aria-selected=true] .bar'), 'middle', 0, 1);
    const label = await selectedRow();
    expect(label.split(':')[0]).not.toBe(giver);
    expect(times(label)).toEqual([from, until]);
  });
});

describe('the ledger of burdens per person', () => {
  it('opens by keyboard, sorts by any column, fits the window and closes with Escape', async () => {
    await page.getByRole('button', { name: 'Je Person' }).press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Lasten je Person' });
    const rows = dialog.locator('tbody tr');
    expect(await rows.count()).toBe(room.problem.agents.length);
    expect(await dialog.getByRole('columnheader', { name: 'Last' }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    await dialog.getByRole('button', { name: 'spät', exact: true }).press('Enter');
    const lates = (await rows.locator('td:nth-of-type(3)').allInnerTexts()).map((cell) =>
      Number(cell.split(' ').at(-1)),
    );
    expect(lates).toEqual(lates.toSorted((one, other) => other - one));
    const body = dialog.locator('.dialog-body');
    expect(await body.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });
});

describe('meetings, publication and sick calls in the roster room', () => {
  it('puts a meeting into a shift: shown in the bar, off the telephones', async () => {
    await selectMovable();
    await page.keyboard.press('w');
    await page.getByText('Besprechung, Schulung').click();
    const [from] = times(await selectedRow());
    const clock = (minute: number): string =>
      `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
    await page.getByLabel('von', { exact: true }).fill(clock(from));
    await page.getByLabel('bis', { exact: true }).fill(clock(from + 60));
    await page.getByRole('button', { name: 'Eintragen' }).click();
    await page.locator('[role=row][aria-selected=true] .activity').waitFor();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('gespeichert', { exact: true }).waitFor();
  });

  it('tells a planner in words that somebody published the same days meanwhile', async () => {
    const publish = /Jetzt veröffentlichen|Trotz offener Regeln veröffentlichen/;
    const second = await openRosterPage(browser, room);
    for (const each of [page, second]) {
      await each.getByText('Veröffentlichen', { exact: true }).first().click();
      await each.getByRole('button', { name: 'Plan prüfen' }).click();
      await each.getByRole('button', { name: publish }).waitFor();
      for (const field of await each
        .getByRole('region', { name: 'Veröffentlichen' })
        .getByLabel(/Begründung/)
        .all())
        await field.fill('für diesen Versuch in Ordnung');
    }
    await page.getByRole('button', { name: publish }).click();
    await page.getByText(/Veröffentlicht als Fassung \d+/).waitFor();
    await second.getByRole('button', { name: publish }).click();
    await second.getByText(/Planung hat inzwischen Fassung \d+ .* Nichts wurde überschrieben/).waitFor();
    await second.context().close();
  });

  it('finds who can step in after a sick call and opens a draft with it', async () => {
    const [lost] = room.roster.shifts;
    if (lost === undefined) throw new Error('the roster is empty');
    await page.goto(`${room.server.url}/desk#/roster/sick/${lost.agent}/${lost.date}/${lost.date}`);
    await page.reload();
    await page.getByRole('button', { name: 'Vorschläge suchen' }).click();
    await page.getByRole('button', { name: 'Als Entwurf übernehmen' }).click();
    await page.getByText('Krankmeldung ab ').first().waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Plan prüfen' }).waitFor();
  });
});
