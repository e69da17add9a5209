import type { Page } from 'playwright-core';

/** Something that a person opens above or beside a room of the desk: a dialog, a form, a panel, a sheet. */
export interface DeskWindow {
  readonly name: string;
  readonly room: string;
  readonly open: (page: Page) => Promise<unknown>;
}

const dialog = (page: Page) => page.locator('dialog').waitFor();
const rowButton = (page: Page, at: number) =>
  page.locator('main tbody tr').first().locator('td').last().locator('button').nth(at).click();
const rosterSide = (page: Page, at: number) => page.locator('.side-choice label').nth(at).click();

async function choose(page: Page, name: string, lines: readonly string[]): Promise<void> {
  await page
    .locator('dialog input[type=file]')
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(`${lines.join('\n')}\n`) });
}

const calls = ['start;offered', '04.03.2024 07:00;12', '04.03.2024 07:15;-3'];
const people = ['id,name,team,city', 'K-900,K-900,Team 9,koeln', 'K-901,K-901,Team 9,nowhere'];

/** Every window of a planner's desk, in the order of the rooms. */
export const plannerWindows: readonly DeskWindow[] = [
  {
    name: 'shortcuts',
    room: 'today',
    open: async (page) => {
      await page.locator('.rail-foot button').first().click();
      await dialog(page);
    },
  },
  {
    name: 'import of calls',
    room: 'history',
    open: async (page) => {
      await page.locator('.page-head .button').last().click();
      await dialog(page);
    },
  },
  {
    name: 'preview of calls',
    room: 'history',
    open: async (page) => {
      await page.locator('.page-head .button').last().click();
      await choose(page, 'calls.csv', calls);
      await page.locator('dialog select').first().waitFor();
    },
  },
  {
    name: 'a chosen day',
    room: 'history',
    open: async (page) => {
      await page.locator('aside .day').first().click();
      await page.locator('.page-body .panel').nth(2).waitFor();
    },
  },
  {
    name: 'typed values',
    room: 'forecast',
    open: async (page) => {
      await page.locator('aside form .button').last().click();
      await dialog(page);
    },
  },
  {
    name: 'a new person',
    room: 'people',
    open: async (page) => {
      await page.locator('.page-head .button.primary').click();
      await dialog(page);
    },
  },
  {
    name: 'import of people',
    room: 'people',
    open: async (page) => {
      await page.locator('.page-head .button').first().click();
      await choose(page, 'people.csv', people);
      await page.locator('dialog [role=status]').waitFor();
    },
  },
  ...['a person', 'an absence', 'a wish'].map((name, at) => ({
    name,
    room: 'people',
    open: async (page: Page) => {
      await rowButton(page, at);
      await dialog(page);
    },
  })),
  {
    name: 'publication and its report',
    room: 'roster',
    open: async (page) => {
      await rosterSide(page, 1);
      await page.locator('section[aria-labelledby=publish-title] > .button').click();
      await page.locator('section[aria-labelledby=publish-title] .button.primary').waitFor();
    },
  },
  {
    name: 'a sick call',
    room: 'roster',
    open: async (page) => {
      await rosterSide(page, 2);
      await page.locator('.repair .button').first().click();
      await page.locator('.repair [role=status]').waitFor({ state: 'attached' });
    },
  },
  {
    name: 'why this shift',
    room: 'roster',
    open: async (page) => {
      await page.getByRole('grid').focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('w');
      await page.locator('aside.why li').first().waitFor();
      await page.locator('aside.why > .button').click();
      await page.locator('aside.why ul').nth(1).waitFor();
    },
  },
  {
    name: 'training and protections of the selected person',
    room: 'roster',
    open: async (page) => {
      const summaries = page.locator('.side .selection summary');
      await summaries.nth(1).waitFor();
      for (const summary of await summaries.all()) await summary.click();
      await page.locator('.side .selection form').nth(1).waitFor();
    },
  },
  {
    name: 'weeks',
    room: 'roster',
    open: async (page) => {
      await page.locator('.days .push .button').last().click();
    },
  },
  ...['named sheet', 'anonymised sheet'].map((name, at) => ({
    name,
    room: 'roster',
    open: async (page: Page) => {
      await rosterSide(page, 1);
      await page
        .locator('section[aria-labelledby=publish-title] > .button-row')
        .first()
        .locator('button')
        .nth(at)
        .click();
      await page.locator('.sheet').first().waitFor();
    },
  })),
];

/** Windows that administrators alone open. */
export const administratorWindows: readonly DeskWindow[] = [
  {
    name: 'a new city',
    room: 'cities',
    open: async (page) => {
      await page.locator('.page-head .button.primary').click();
      await page.locator('main form').waitFor();
    },
  },
  {
    name: 'a city',
    room: 'cities',
    open: async (page) => {
      await page.locator('main li .button').first().click();
      await page.locator('main form').waitFor();
    },
  },
  {
    name: 'an invitation',
    room: 'accounts',
    open: async (page) => {
      await page.locator('.page-head .button.primary').click();
      await dialog(page);
    },
  },
  {
    name: 'an account',
    room: 'accounts',
    open: async (page) => {
      await rowButton(page, 0);
      await dialog(page);
    },
  },
  {
    name: 'a link',
    room: 'accounts',
    open: async (page) => {
      await rowButton(page, 1);
      await page.locator('dialog output').waitFor();
    },
  },
];
