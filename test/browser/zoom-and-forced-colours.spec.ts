import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';
import { fitProblems } from '../support/fit-problems.ts';
import { layoutProblems } from '../support/layout-problems.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';
import { closedBoard, crisisBoard, sampleBoard } from '../support/sample-board.ts';
import { openWall } from './wall-board.ts';

/** A desk of 1440 × 900 at 200 %: half as many pixels of CSS each way. */
const DESK_AT_200 = { width: 720, height: 450 };
/** A telephone at 200 %, as wide as WCAG 1.4.10 asks for. */
const PHONE_AT_200 = { width: 320, height: 512 };
const DESK = { width: 1440, height: 900 };

let browser: Browser;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startRunningDemo('zoom');
  browser = await launchBrowser();
  const { page } = await openDeskPage(browser, demo, 'Planung');
  await eventually(async () => {
    await enter(page, '#/roster');
    expect(await page.locator('.side-choice').count()).toBe(1);
  }, 180_000);
  await page.context().close();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
});

async function enter(page: Page, room: string, language = 'de'): Promise<void> {
  await page.goto(`${demo.address}/desk?lang=${language}${room}`);
  await page.reload();
  await settled(page);
}

async function roomsOf(page: Page): Promise<readonly string[]> {
  const links = await page.locator('.rail ul a').all();
  return Promise.all(links.map(async (link) => (await link.getAttribute('href')) ?? ''));
}

/** What is wrong in every part of a room that its reader can scroll to. */
async function problemsOf(page: Page): Promise<readonly string[]> {
  const found = new Set<string>();
  const area = page.locator('.area');
  const steps = await area.evaluate((element) => Math.ceil(element.scrollHeight / element.clientHeight));
  for (let step = 0; step < Math.min(steps, 6); step += 1) {
    await area.evaluate((element, at) => element.scrollTo(0, at * element.clientHeight), step);
    for (const problem of await page.evaluate(layoutProblems)) found.add(problem);
  }
  return [...found];
}

describe.each([
  ['Planung', 'de'],
  ['Planung', 'en'],
  ['Administration', 'de'],
] as const)('at twice the size, for %s in %s', (role, language) => {
  it('no word covers another or is cut off in any room', async () => {
    const { page, errors } = await openDeskPage(browser, demo, role, language, DESK_AT_200);
    const problems: string[] = [];
    for (const room of await roomsOf(page)) {
      await enter(page, room, language);
      for (const problem of await problemsOf(page)) problems.push(`${room}: ${problem}`);
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
    await page.context().close();
  });
});

describe('at 200 %', () => {
  it('the form of a city keeps its fields apart', async () => {
    const { page } = await openDeskPage(browser, demo, 'Administration', 'de', DESK_AT_200);
    await enter(page, '#/cities');
    await page.locator('main li .button').first().click();
    await page.locator('main form').waitFor();
    expect(await page.evaluate(coveredFields)).toEqual([]);
    expect(await problemsOf(page)).toEqual([]);
    await page.context().close();
  });

  it('why a shift is worked stands below it, with a way to close in sight', async () => {
    const { page } = await openDeskPage(browser, demo, 'Planung', 'de', DESK_AT_200);
    await enter(page, '#/roster');
    await page.getByRole('button', { name: 'Warum?' }).first().click();
    const card = page.locator('aside.why');
    await card.locator('li').first().waitFor();
    await card.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    const frame = await page.locator('.frame').boundingBox();
    const box = await card.boundingBox();
    const close = await card.locator('header button').boundingBox();
    expect(box?.y ?? 0).toBeGreaterThanOrEqual((frame?.y ?? 0) + (frame?.height ?? 0) - 1);
    expect(close?.y ?? -1).toBeGreaterThanOrEqual(box?.y ?? 0);
    await page.context().close();
  });

  it('what was done with a person is told where its reader is', async () => {
    const { page } = await openDeskPage(browser, demo, 'Planung', 'de', DESK_AT_200);
    await enter(page, '#/people');
    await page.locator('main tbody tr').nth(40).locator('td').last().locator('button').nth(2).click();
    await page.locator('dialog button[type=submit]').last().click();
    const said = page.locator('.said p');
    await said.waitFor();
    const box = await said.boundingBox();
    expect(box?.y ?? -1).toBeGreaterThan(0);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(DESK_AT_200.height);
    await page.context().close();
  });

  it('the agent’s page reads in one column, without covered words', async () => {
    const { page } = await openPage(browser, `${demo.address}/schedule?lang=de`, PHONE_AT_200);
    await page.getByRole('button', { name: 'Agent/in', exact: true }).click();
    await page.locator('.tabs').waitFor();
    const problems: string[] = [];
    for (const tab of [0, 1, 2]) {
      await page.locator('.tabs button').nth(tab).click();
      problems.push(...(await page.evaluate(layoutProblems)));
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  it.each([
    ['an ordinary morning', sampleBoard()],
    ['a crisis in one of eight cities', crisisBoard(8)],
    ['all cities closed', closedBoard()],
  ])('a wall is as whole as without: %s', async (_name, board) => {
    const wall = await openWall(browser, { board, display: { width: 960, height: 540 } });
    expect(await wall.page.evaluate(fitProblems)).toEqual([]);
    await wall.close();
  });
});

/** Pairs of fields of the form that lie on each other. */
function coveredFields(): readonly string[] {
  const fields = [...document.querySelectorAll('main form :is(input, select, button)')].map((field) => ({
    name: field.getAttribute('aria-label') ?? field.id,
    box: field.getBoundingClientRect(),
  }));
  return fields.flatMap((one, at) =>
    fields.slice(at + 1).flatMap((other) => {
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      return across > 1 && down > 1 ? [`${one.name} and ${other.name}`] : [];
    }),
  );
}

describe('in forced colours', () => {
  const forced: BrowserContextOptions = { forcedColors: 'active' };

  async function forcedDesk(role: 'Planung' | 'Administration'): Promise<Page> {
    const { page } = await openDeskPage(browser, demo, role, 'de', DESK);
    await page.emulateMedia({ forcedColors: forced.forcedColors ?? null });
    return page;
  }

  it('what is chosen is told in every room: in the rail, among segments and pressed buttons', async () => {
    for (const role of ['Planung', 'Administration'] as const) {
      const page = await forcedDesk(role);
      for (const room of await roomsOf(page)) {
        await enter(page, room);
        const unseen = await page.evaluate(() =>
          [
            ['.rail-link[aria-current="page"]', '.rail-link:not([aria-current="page"])'],
            ['.segment:has(:checked)', '.segment:not(:has(:checked))'],
            ['.button[aria-pressed="true"]', '.button[aria-pressed="false"]'],
          ].filter(([chosen = '', others = '']) => {
            const [one, other] = [document.querySelector(chosen), document.querySelector(others)];
            if (one === null || other === null) return false;
            return getComputedStyle(one).backgroundColor === getComputedStyle(other).backgroundColor;
          }),
        );
        expect(unseen, room).toEqual([]);
      }
      await page.context().close();
    }
  });

  it('the roster tells the selected shift, breaks, cities and its lines', async () => {
    const page = await forcedDesk('Planung');
    await enter(page, '#/roster');
    await page.locator('.row.selected').waitFor();
    await page.locator('.row .bar').first().waitFor();
    const seen = await page.evaluate(() => {
      const style = (selector: string, pseudo?: string): CSSStyleDeclaration => {
        const element = document.querySelector(selector);
        if (element === null) throw new Error(`${selector} is not there`);
        return getComputedStyle(element, pseudo);
      };
      const ink = style('body').color;
      return {
        selection: style('.row.selected .bar, .row.selected .name').outlineStyle,
        breakLine: style('.row .bar', '::before').borderBlockStartStyle,
        letter: style('.row .city-letter').borderBlockStartStyle,
        strip: style('.strip-cells', '::before').borderBlockStartStyle,
        stripName: style('.strip-name b').color === ink,
        need: style('.demand .need-line').stroke === ink,
        gap: style('.demand .key .missing').borderBlockStartStyle,
      };
    });
    expect(seen).toEqual({
      selection: 'solid',
      breakLine: 'dotted',
      letter: 'solid',
      strip: 'solid',
      stripName: true,
      need: true,
      gap: 'dashed',
    });
    await page.context().close();
  });

  it('Today tells the line of now, its cities and its curves', async () => {
    const page = await forcedDesk('Planung');
    await enter(page, '#/today');
    await page.locator('.now-field .now').waitFor({ state: 'attached' });
    const seen = await page.evaluate(() => {
      const probe = document.createElement('i');
      document.body.append(probe);
      const ink = getComputedStyle(probe).color;
      probe.remove();
      const of = (selector: string): CSSStyleDeclaration => {
        const element = document.querySelector(selector);
        if (element === null) throw new Error(`${selector} is not there`);
        return getComputedStyle(element);
      };
      return {
        now:
          of('.now-field .now').borderInlineStartColor === ink &&
          of('.now-field .now').borderInlineStartStyle === 'solid',
        city: of('section.city').borderInlineStartStyle,
        required: of('.steps-required').stroke === ink,
        bars: of('.plot .bar').stroke === ink,
      };
    });
    expect(seen).toEqual({ now: true, city: 'solid', required: true, bars: true });
    await page.context().close();
  });

  it('a wall tells its cities, its curves and the line of now, live and stale', async () => {
    const wall = await openWall(browser);
    await wall.page.emulateMedia({ forcedColors: 'active' });
    const seen = await wall.page.evaluate(() => {
      const ground = getComputedStyle(document.body).backgroundColor;
      const of = (selector: string): CSSStyleDeclaration => {
        const element = document.querySelector(selector);
        if (element === null) throw new Error(`${selector} is not there`);
        return getComputedStyle(element);
      };
      return {
        name: of('.tile h2').color !== ground,
        edge: of('.tile').borderBlockStartStyle,
        bar: of('.tile .bar').fill !== ground,
        now: of('.tile .now line').stroke !== ground,
      };
    });
    expect(seen).toEqual({ name: true, edge: 'solid', bar: true, now: true });
    expect(await wall.page.evaluate(fitProblems)).toEqual([]);
    wall.source.silenceFeed('stale', wall.clock() - 42_000);
    await wall.page.waitForSelector('.tile.stale');
    expect(await wall.page.evaluate(fitProblems)).toEqual([]);
    await wall.close();
  });

  it('the agent’s page tells the tab that is open', async () => {
    const { page } = await openPage(browser, `${demo.address}/schedule?lang=de`, { width: 390, height: 844 });
    await page.getByRole('button', { name: 'Agent/in', exact: true }).click();
    await page.locator('.tabs').waitFor();
    await page.emulateMedia({ forcedColors: 'active' });
    const marks = await page.locator('.tabs button').evaluateAll((buttons) =>
      buttons.map((button) => {
        const { backgroundColor, borderBlockStartStyle, textDecorationLine, outlineStyle } =
          getComputedStyle(button);
        return [backgroundColor, borderBlockStartStyle, textDecorationLine, outlineStyle].join(' ');
      }),
    );
    expect(marks[0]).not.toBe(marks[1]);
    await page.context().close();
  });
});
