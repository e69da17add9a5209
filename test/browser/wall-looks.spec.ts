import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { displays, launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { fitProblems } from '../support/fit-problems.ts';
import { closedBoard, crisisBoard, hardBoard, sampleBoard, unplannedBoard } from '../support/sample-board.ts';
import { openWall, type Wall } from './wall-board.ts';

let browser: Browser;

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const troubled = (change: (wall: Wall) => void) => async (wall: Wall) => {
  change(wall);
  await wall.page.waitForSelector('.tile.stale');
};

/** Every state that a wall can be in, and how it gets there. */
const states: Readonly<
  Record<
    string,
    { readonly board?: Parameters<typeof openWall>[1]; readonly act?: (wall: Wall) => Promise<unknown> }
  >
> = {
  'an ordinary morning': {},
  'an ordinary morning in English': { board: { query: '?lang=en' } },
  'one city alone': { board: { query: '?city=leverkusen' } },
  'two cities': { board: { board: sampleBoard(2) } },
  'four cities': { board: { board: sampleBoard(4) } },
  'six cities': { board: { board: sampleBoard(6) } },
  'nine cities': { board: { board: sampleBoard(9) } },
  'all cities closed or about to open': { board: { board: closedBoard() } },
  'long figures, few calls, no forecast, a simulated day': { board: { board: hardBoard() } },
  'the same in English': { board: { board: hardBoard(), query: '?lang=en' } },
  'the first seconds: no forecast, no plan, no outlook': { board: { board: unplannedBoard() } },
  'the first seconds in English': { board: { board: unplannedBoard(), query: '?lang=en' } },
  'the first seconds of one city': { board: { board: unplannedBoard(), query: '?city=koeln' } },
  'a crisis in one of eight cities': { board: { board: crisisBoard(8) } },
  'a crisis in one of three cities': { board: { board: crisisBoard(3) } },
  'a screen that cannot be kept awake, on a hard day': { board: { board: hardBoard(), insecure: true } },
  'a screen that cannot be kept awake, on a silent telephone system': {
    board: { insecure: true },
    act: troubled(({ source, clock }) => source.silenceFeed('stale', clock() - 42_000)),
  },
  'a silent telephone system': {
    act: troubled(({ source, clock }) => source.silenceFeed('stale', clock() - 4_000_000)),
  },
  'a silent telephone system in English': {
    board: { query: '?lang=en' },
    act: troubled(({ source, clock }) => source.silenceFeed('stale', clock() - 42_000)),
  },
  'a silent telephone system of a simulated day, in English': {
    board: { board: hardBoard(), query: '?lang=en' },
    act: troubled(({ source, clock }) => source.silenceFeed('stale', clock() - 4_000_000)),
  },
  'a telephone system never heard': { act: troubled(({ source }) => source.silenceFeed('never', null)) },
  'a store that fails': { act: troubled(({ source, clock }) => source.silenceFeed('storeFailed', clock())) },
  'a restarting server': {
    act: async (wall) => {
      await wall.server.close();
      await wall.page.waitForSelector('.tile.stale');
    },
  },
  'a refused wall': { board: { query: '?city=atlantis', withFigures: false } },
  'an explanation of all figures': { act: (wall) => wall.page.keyboard.press('i') },
};

/** The same proportions in twice the size: a few states tell whether everything scales. */
const ENOUGH_IN_ULTRA_HD = [
  'an ordinary morning',
  'six cities',
  'a silent telephone system',
  'a silent telephone system of a simulated day, in English',
];
const statesOn = (display: string): [string, (typeof states)[string]][] =>
  Object.entries(states).filter(([name]) => display !== 'ultraHd' || ENOUGH_IN_ULTRA_HD.includes(name));

for (const [displayName, display] of Object.entries(displays))
  describe(`on a display of ${display.width} × ${display.height} (${displayName})`, () => {
    for (const [name, { board, act }] of statesOn(displayName))
      it(`${name}: everything fits, nothing is cut off, nothing scrolls`, async () => {
        const wall = await openWall(browser, { ...board, display });
        await act?.(wall);
        await wall.page.evaluate(() => document.fonts.ready);
        expect(await wall.page.evaluate(fitProblems)).toEqual([]);
        expect(wall.errors).toEqual([]);
        if (displayName === 'fullHd') expect(await violations(wall.page)).toEqual([]);
        await wall.close();
      });
  });

describe('a wall', () => {
  it('stands still for whoever asked for less motion', async () => {
    const wall = await openWall(browser);
    await wall.page.emulateMedia({ reducedMotion: 'reduce' });
    const moving = await wall.page.evaluate(
      () =>
        [...document.querySelectorAll('*')].filter((element) =>
          getComputedStyle(element)
            .transitionDuration.split(', ')
            .some((duration) => Number.parseFloat(duration) > 0.001),
        ).length,
    );
    expect(moving).toBe(0);
    await wall.close();
  });

  it('keeps old figures readable and marked where colours are forced', async () => {
    const wall = await openWall(browser);
    await wall.page.emulateMedia({ forcedColors: 'active' });
    wall.source.silenceFeed('stale', wall.clock() - 42_000);
    await wall.page.waitForSelector('.tile.stale');
    const style = await wall.page
      .locator('.waiting .value')
      .first()
      .evaluate((element) => ({
        colour: getComputedStyle(element).color,
        line: getComputedStyle(element).textDecorationLine,
      }));
    expect(style.colour).not.toBe('rgba(0, 0, 0, 0)');
    expect(style.line).toBe('line-through');
    await wall.close();
  });
});

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found =
    await page.evaluate(`axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })
    .then((result) => result.violations.map((v) => v.id + ': ' + v.nodes.map((n) => n.target.join(' ')).join(', ')))`);
  return Array.isArray(found) ? found.map(String) : ['axe gave no answer'];
}
