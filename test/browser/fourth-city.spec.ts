import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { PASSWORD } from '../support/desk-server.ts';
import { eventually } from '../support/eventually.ts';
import { layoutProblems } from '../support/layout-problems.ts';
import { endServerProcesses, startServerProcess, type ServerProcess } from '../support/start-server.ts';
import {
  newDisplayToken,
  tellEvents,
  TOLD_ENVIRONMENT,
  toldCity,
  toldConfiguration,
} from '../support/told-house.ts';

let browser: Browser;
let server: ServerProcess;

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
  server = await startServerProcess({
    configuration: toldConfiguration([
      toldCity('koeln', 'Köln'),
      toldCity('bonn', 'Bonn'),
      toldCity('leverkusen', 'Leverkusen'),
    ]),
    environment: TOLD_ENVIRONMENT,
  });
});
afterAll(async () => {
  await browser.close();
  endServerProcesses();
});

it('adds a fourth city at the desk by keyboard, and a running wall shows it with its own identity', async () => {
  const wall = await newPage();
  await wall.goto(`${server.url}/wall/${await newDisplayToken(server.configFile)}`);
  await wall.getByRole('heading', { name: 'Leverkusen' }).waitFor();
  expect(await wall.locator('.tile').count()).toBe(3);
  await tellOf('bergisch-gladbach');

  const desk = await newPage();
  const link = /First administrator[^\n]*: (http\S+)/.exec(server.printed())?.[1] ?? '';
  await desk.goto(link);
  await desk.getByLabel('Neues Passwort').fill(PASSWORD);
  await desk.keyboard.press('Enter');
  await desk.locator('.rail').waitFor();
  await desk.goto(`${server.url}/desk#/cities`);
  await desk.getByText('acd/bergisch-gladbach').waitFor();

  await desk.getByRole('button', { name: 'Stadt hinzufügen' }).focus();
  await desk.keyboard.press('Enter');
  await desk.getByRole('form', { name: 'Neue Stadt' }).waitFor();
  await desk.keyboard.type('Bergisch Gladbach');
  expect(await desk.getByLabel('Kennung').inputValue()).toBe('bergisch-gladbach');
  await desk.getByLabel('Buchstabe').focus();
  await desk.keyboard.press('Control+a');
  await desk.keyboard.type('GL');
  await desk.getByRole('button', { name: 'acd/bergisch-gladbach übernehmen' }).focus();
  await desk.keyboard.press('Enter');
  for (const weekday of ['Samstag', 'Sonntag']) await desk.getByLabel(weekday).fill('0-24');
  await desk.getByLabel('Begrüßungsformel').focus();
  await desk.keyboard.press('Enter');
  await desk.getByText('Bergisch Gladbach: gespeichert. Die Wandanzeigen zeigen es sofort.').waitFor();

  await wall.getByRole('heading', { name: 'Bergisch Gladbach' }).waitFor();
  expect(await wall.locator('.tile').count()).toBe(4);
  const colours = await wall
    .locator('.tile')
    .evaluateAll((tiles) => tiles.map((tile) => getComputedStyle(tile).getPropertyValue('--city')));
  expect(new Set(colours).size).toBe(4);
  await eventually(async () => {
    const tile = wall.locator('.tile', { hasText: 'Bergisch Gladbach' });
    expect((await tile.locator('.waiting .value').innerText()).trim()).toBe('1');
  });
  await desk.getByText('Alle bekannten Warteschlangen sind einer Stadt zugeordnet.').waitFor();

  await desk.goto(`${server.url}/desk#/today`);
  await desk.locator('section.city', { hasText: 'Bergisch Gladbach' }).waitFor();
  expect(await desk.evaluate(layoutProblems)).toEqual([]);
  const [own] = await Promise.all([
    desk.context().waitForEvent('page'),
    desk.getByRole('link', { name: 'Wandanzeige' }).click(),
  ]);
  await own.getByRole('heading', { name: 'Bergisch Gladbach' }).waitFor();
  const stranger = await newPage();
  await stranger.goto(`${server.url}/wall`);
  await stranger.getByRole('heading', { name: 'Dieser Anzeige-Link gilt nicht' }).waitFor();
});

async function newPage(): Promise<Page> {
  return (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
}

/** A caller enters a queue that no city claims yet. */
async function tellOf(queue: string): Promise<void> {
  const answer = await tellEvents(server.url, [
    {
      kind: 'CallEntered',
      key: 'first',
      at: new Date().toISOString(),
      call: 'first',
      visit: 0,
      queue,
      callerNumber: '+49 2202 5551234',
    },
  ]);
  expect(answer.status).toBe(200);
}
