import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { openPage } from './browser.ts';

const project = resolve(import.meta.dirname, '../..');

/** The whole product as a user starts it, on data of its own. */
export interface RunningDemo {
  /** Without a slash at its end. */
  readonly address: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts the demonstration on a free port and in a folder of its own. Needs the built pages. */
export async function startRunningDemo(name: string): Promise<RunningDemo> {
  const folder = await mkdtemp(join(tmpdir(), `leitstand-${name}-`));
  const demo = spawn(process.execPath, ['server/launch.mjs', 'demo', '--port', '0'], {
    cwd: project,
    env: { ...process.env, LEITSTAND_DATA: folder },
  });
  return {
    address: await addressOf(demo),
    pid: demo.pid ?? Number.NaN,
    stop: async () => {
      demo.kill('SIGTERM');
      await new Promise((done) => demo.once('exit', done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}

export interface DeskPage {
  readonly page: Page;
  /** What the page threw or logged. */
  readonly errors: readonly string[];
}

/** A page of the desk with somebody signed in by their role's button. */
export async function openDeskPage(
  browser: Browser,
  { address }: RunningDemo,
  role: 'Planung' | 'Leitung' | 'Administration',
  language: 'de' | 'en' = 'de',
  viewport: NonNullable<BrowserContextOptions['viewport']> = { width: 1440, height: 900 },
): Promise<DeskPage> {
  const { page, errors } = await openPage(browser, `${address}/desk?lang=de`, viewport);
  await page.getByRole('button', { name: role, exact: true }).click();
  await page.locator('.rail').waitFor();
  if (language !== 'de') {
    await page.goto(`${address}/desk?lang=${language}`);
    await page.locator('.rail').waitFor();
  }
  return { page, errors };
}

/** Waits until a room shows what it is about: its heading, and nothing that is still being fetched. */
export async function settled(page: Page): Promise<void> {
  // a moment after its address has changed the room before is still there, with a heading of its own
  await page.waitForFunction(() => {
    const current = document.querySelector('.rail [aria-current="page"]')?.getAttribute('href');
    return (
      current === undefined || current === null || location.hash === '' || location.hash.startsWith(current)
    );
  });
  await page.locator('main h1').first().waitFor();
  await page.waitForFunction(
    () =>
      document.querySelector('main .loading') === null &&
      ![...document.querySelectorAll('main [role="status"]')].some((one) => /…$/.test(one.textContent ?? '')),
    undefined,
    { timeout: 60_000 },
  );
}

function addressOf(demo: ChildProcess): Promise<string> {
  return new Promise((found, reject) => {
    let said = '';
    demo.stdout?.on('data', (data: Buffer) => {
      said += data.toString();
      const match = /Desk\s+(http\S+)\/desk/.exec(said);
      if (match?.[1] !== undefined) found(match[1]);
    });
    demo.once('exit', (status) => reject(new Error(`the demo ended with status ${status}: ${said}`)));
  });
}
