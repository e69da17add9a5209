import type { Browser, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { startRunningDemo, type RunningDemo } from '../support/running-demo.ts';

/** What a page may weigh before anybody works with it: scripts and styles as they come over the line. */
const DESK_KILOBYTES = 90;
const WALL_KILOBYTES = 80;

let browser: Browser;
let demo: RunningDemo;

beforeAll(async () => {
  demo = await startRunningDemo('weight');
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await demo.stop();
});

/** The page, and every script and style that came over the line for it. */
async function watched(): Promise<{ readonly page: Page; readonly assets: Response[] }> {
  const page = await (await browser.newContext()).newPage();
  const assets: Response[] = [];
  page.on('response', (response) => {
    if (/\/assets\/.*\.(js|css)$/.test(response.url())) assets.push(response);
  });
  return { page, assets };
}

async function headersOf(asset: Response | undefined, encoding: string): Promise<Headers> {
  const { headers } = await fetch(asset?.url() ?? '', { headers: { 'accept-encoding': encoding } });
  return headers;
}

/** By gzip, which every reader and every proxy understands. */
async function kilobytesOf(assets: readonly Response[]): Promise<number> {
  const answers = await Promise.all(assets.map((asset) => headersOf(asset, 'gzip')));
  return answers.reduce((sum, headers) => sum + Number(headers.get('content-length')), 0) / 1_000;
}

const areasOf = (assets: readonly Response[]): readonly string[] => [
  ...new Set(assets.flatMap((asset) => /(\w+Page)-/.exec(asset.url())?.[1] ?? [])),
];

it('opens the desk with little, and loads an area when somebody enters it', async () => {
  const { page, assets } = await watched();
  await page.goto(`${demo.address}/desk?lang=de#/people`);
  await page.getByRole('button', { name: 'Planung' }).waitFor();
  expect(await kilobytesOf(assets)).toBeLessThan(DESK_KILOBYTES);
  expect(areasOf(assets)).toEqual([]);

  await page.getByRole('button', { name: 'Planung' }).click();
  await page.getByRole('heading', { name: 'Personal', exact: true }).waitFor();
  expect(areasOf(assets)).toEqual(['PeoplePage']);
  await page.context().close();
});

it('opens a wall with little', async () => {
  const { page, assets } = await watched();
  await page.goto(`${demo.address}/wall`);
  await page.locator('.tile').first().waitFor();
  expect(await kilobytesOf(assets)).toBeLessThan(WALL_KILOBYTES);
  await page.context().close();
});

it('sends what was compressed when it was built, and lets it be kept for ever', async () => {
  const { page, assets } = await watched();
  await page.goto(`${demo.address}/desk`);
  await page.getByRole('button', { name: 'Planung' }).waitFor();
  expect(assets.length).toBeGreaterThan(3);
  for (const asset of assets)
    expect(asset.headers()['cache-control']).toBe('public, max-age=31536000, immutable');
  const seen = await Promise.all(
    ['br, gzip', 'gzip', 'identity'].map(async (encoding) => {
      const headers = await headersOf(assets[0], encoding);
      return [
        headers.get('content-encoding'),
        headers.get('vary'),
        headers.get('content-type')?.toLowerCase(),
      ];
    }),
  );
  const type = assets[0]?.headers()['content-type']?.toLowerCase();
  expect(seen).toEqual([
    ['br', 'Accept-Encoding', type],
    ['gzip', 'Accept-Encoding', type],
    [null, 'Accept-Encoding', type],
  ]);
  await page.context().close();
});

it('says that the server was not reached where an area cannot be loaded, with a way to try again', async () => {
  const { page } = await watched();
  await page.route(/PeoplePage-.*\.js$/, (route) => route.abort());
  await page.goto(`${demo.address}/desk?lang=de#/people`);
  await page.getByRole('button', { name: 'Planung' }).click();
  await page.getByRole('alert').getByText('Der Server antwortet nicht.').waitFor();
  await page.unroute(/PeoplePage-.*\.js$/);
  await page.getByRole('button', { name: 'Erneut versuchen' }).click();
  await page.getByRole('heading', { name: 'Personal', exact: true }).waitFor();
  await page.context().close();
});
