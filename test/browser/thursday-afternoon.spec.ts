import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { boardSchema } from '../../server/contract/wall.ts';
import { launchBrowser } from '../support/browser.ts';
import { eventually } from '../support/eventually.ts';

const project = resolve(import.meta.dirname, '../..');
let folder: string;
let demo: ChildProcess;
let browser: Browser;
let address: string;
let callsFile: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-afternoon-'));
  callsFile = join(folder, 'calls.csv');
  await writeFile(callsFile, callsOfADay());
  demo = spawn(process.execPath, ['server/launch.mjs', 'demo', '--port', '0'], {
    cwd: project,
    env: { ...process.env, LEITSTAND_DATA: folder },
  });
  address = await deskAddress(demo);
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  demo.kill('SIGTERM');
  await new Promise((done) => demo.once('exit', done));
  await rm(folder, { recursive: true, force: true });
});

it('goes from a file of past calls to a published roster that agent, feed and board show', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.setDefaultTimeout(60_000);

  await step('sign in as planner', async () => {
    await page.goto(`${address}/desk`);
    await page.getByRole('button', { name: 'Planung' }).click();
    await page.getByRole('heading', { name: 'Heute' }).waitFor();
  });

  await step('import a file', async () => {
    await page.goto(`${address}/desk#/history`);
    await page.getByRole('button', { name: 'Anrufe importieren' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.locator('input[type=file]').setInputFiles(callsFile);
    await dialog.getByRole('button', { name: 'Importieren' }).click();
    await dialog
      .getByRole('status')
      .filter({ hasText: /\b96\b/ })
      .waitFor();
    await dialog.getByRole('button', { name: 'Schließen' }).last().click();
  });

  await step('adjust a day of the forecast', async () => {
    await page.goto(`${address}/desk#/forecast`);
    await page.getByLabel(/Faktor/).fill('120');
    await page.getByLabel('Grund').fill('Bescheide werden verschickt');
    await page.getByRole('button', { name: 'Anwenden' }).click();
    await page.getByRole('status').filter({ hasText: 'Gespeichert' }).waitFor();
  });

  const grid = page.getByRole('grid');
  await step('make a draft of the requirement', async () => {
    await page.goto(`${address}/desk#/requirement`);
    await page.getByRole('button', { name: 'Entwurf erstellen' }).click();
    await grid.waitFor();
  });

  await step('optimise and take the proposal', async () => {
    await page.getByLabel('Sekunden').fill('4');
    await page.getByRole('button', { name: 'Optimieren' }).click();
    await page.getByRole('button', { name: 'Vorschlag übernehmen' }).click();
  });

  await step('edit by keyboard', async () => {
    await page.getByRole('button', { name: 'Wochen' }).click();
    await grid.focus();
    await selectAShift(page);
    const before = await selectedText(page);
    await page.keyboard.press('Delete');
    await eventually(async () => expect(await selectedText(page)).not.toBe(before));
    await page.keyboard.press('Control+z');
    await eventually(async () => expect(await selectedText(page)).toBe(before));
  });

  await step('save and publish', async () => {
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText('Veröffentlichen', { exact: true }).first().click();
    await publish(page);
  });

  await step('look at the telephone and its feed', async () => {
    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    phone.setDefaultTimeout(60_000);
    phone.on('pageerror', (error) => errors.push(error.message));
    await phone.goto(`${address}/desk`);
    await phone.getByRole('button', { name: 'Agent/in' }).click();
    await phone.locator('.hero').waitFor();
    const [, from = '', until = ''] =
      /(\d\d:\d\d) – (\d\d:\d\d)/.exec(await phone.locator('.hero').innerText()) ?? [];
    expect([from, until]).not.toContain('');
    await phone.getByRole('button', { name: 'Ich', exact: true }).click();
    await phone.getByRole('button', { name: 'Adresse erzeugen' }).click();
    const feed = await (await fetch(await phone.locator('output').innerText())).text();
    expect(feed).toContain('BEGIN:VCALENDAR');
    expect(feed).toMatch(new RegExp(`DTSTART;TZID=Europe/Berlin:\\d{8}T${from.replace(':', '')}00`));
    expect(feed).toMatch(new RegExp(`DTEND;TZID=Europe/Berlin:\\d{8}T${until.replace(':', '')}00`));
  });

  await step('see planned against present', async () => {
    await page.goto(`${address}/desk#/today`);
    await page.getByText('geplant').first().waitFor();
    const wall = await (await browser.newContext({ viewport: { width: 1920, height: 1080 } })).newPage();
    wall.on('pageerror', (error) => errors.push(error.message));
    await wall.goto(`${address}/wall`);
    await wall.locator('.live').waitFor();
    await eventually(async () => {
      const { pool } = v.parse(boardSchema, await (await fetch(`${address}/api/v1/board`)).json());
      expect(pool.staffing.planned ?? 0).toBeGreaterThan(0);
      expect(pool.staffing.present).toBeGreaterThan(0);
    }, 60_000);
  });
  expect(errors).toEqual([]);
});

/** A failure names the step that it happened at. */
async function step(name: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (cause) {
    throw new Error(`could not ${name}: ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
}

/** Text of the cell that the grid's keyboard stands on. */
async function selectedText(page: Page): Promise<string> {
  const id = (await page.getByRole('grid').getAttribute('aria-activedescendant')) ?? '';
  return page.locator(`[id="${id}"]`).innerText();
}

async function selectAShift(page: Page): Promise<void> {
  for (let steps = 0; steps < 60; steps += 1) {
    if (/\d\d:\d\d/.test(await selectedText(page))) return;
    await page.keyboard.press('ArrowDown');
  }
  throw new Error('no person has a shift on this day');
}

/** A day of quarter hours, long before what the demonstration invents. */
function callsOfADay(): string {
  const rows = Array.from({ length: 96 }, (_, quarter) => {
    const [hour, minute] = [Math.floor(quarter / 4), (quarter % 4) * 15].map((n) =>
      String(n).padStart(2, '0'),
    );
    return `2019-03-04T${hour ?? ''}:${minute ?? ''};bonn;${quarter % 20};${Math.floor((quarter % 20) / 2)}`;
  });
  return ['start;queue;offered;answered', ...rows, ''].join('\n');
}

/** The demonstration publishes a roster of its own: who was told so reads the report again and publishes then. */
async function publish(page: Page): Promise<void> {
  const published = page.getByText(/Veröffentlicht als Fassung \d+/);
  const meanwhile = page.getByText(/inzwischen Fassung \d+ für diese Tage veröffentlicht/);
  for (let attempt = 0; attempt < 2; attempt++) {
    await page.getByRole('button', { name: 'Plan prüfen' }).click();
    await page.getByRole('button', { name: 'Jetzt veröffentlichen' }).click();
    await published.or(meanwhile).first().waitFor();
    if ((await published.count()) > 0) return;
  }
  await published.waitFor();
}

function deskAddress(process: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let said = '';
    process.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      const match = /Desk\s+(http\S+)\/desk/.exec(said);
      if (match?.[1] !== undefined) found(match[1]);
    });
    process.once('exit', (status) => reject(new Error(`the demo ended with status ${status}: ${said}`)));
  });
}
