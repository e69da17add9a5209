import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { launchBrowser } from '../support/browser.ts';

const project = resolve(import.meta.dirname, '../..');
let folder: string;
let demo: ChildProcess;
let browser: Browser;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-afternoon-'));
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

it('goes from forecast to a published roster that the agent sees', async () => {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${address}/desk`);
  await page.getByRole('button', { name: 'Planung' }).click();
  await page.getByRole('heading', { name: 'Heute' }).waitFor();
  await page.goto(`${address}/desk#/requirement`);
  await page.getByRole('button', { name: 'Entwurf daraus machen' }).click({ timeout: 90_000 });
  const grid = page.getByRole('grid');
  await grid.waitFor();
  await page.getByLabel('Sekunden').fill('4');
  await page.getByRole('button', { name: 'Optimieren' }).click();
  await page.getByRole('button', { name: 'Vorschlag übernehmen' }).click({ timeout: 30_000 });
  await grid.focus();
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Speichern' }).click();
  await page.getByRole('button', { name: 'Regelbericht' }).click();
  await page.getByRole('button', { name: 'Jetzt veröffentlichen' }).click({ timeout: 30_000 });
  await page.getByText(/Veröffentlicht als Fassung \d+/).waitFor();

  const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
  await phone.goto(`${address}/desk`);
  await phone.getByRole('button', { name: 'Telefon' }).click();
  const hero = phone.locator('.hero');
  await hero.waitFor();
  expect(await hero.innerText()).toMatch(/\d\d:\d\d – \d\d:\d\d/);
  expect(errors).toEqual([]);
});

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
