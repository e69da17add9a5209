import chromium from '@sparticuz/chromium';
import { existsSync } from 'node:fs';
import { chromium as playwright, type Browser, type Page } from 'playwright-core';

const SYSTEM_CHROMIUMS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Arguments of the packaged Chromium that serve tiny machines: it ends with its first page, or skips checks we want. */
const MADE_FOR_ONE_PAGE =
  /^--(single-process|no-zygote|disable-web-security|allow-running-insecure-content|headless)/;

/**
 * Arguments of the packaged Chromium that have a graphics card emulated. A desktop browser on a machine without a card does
 * not: it draws in software of its own, with a tenth of the processor that the emulation takes for every frame.
 */
const EMULATES_A_CARD = /^--(use-gl|use-angle|enable-unsafe-swiftshader|ignore-gpu-blocklist|in-process-gpu)/;

/** Another name of this machine. A browser trusts plain HTTP on the loopback address, but not under a name like this. */
export const PLAIN_HOST = 'display.test';

/** A real browser: `CHROMIUM_PATH`, else one of the system, else the one that comes inside an npm package. */
export async function launchBrowser(): Promise<Browser> {
  const installed = process.env['CHROMIUM_PATH'] ?? SYSTEM_CHROMIUMS.find((path) => existsSync(path));
  // A sandbox needs rights that neither root nor a container has.
  const args = [
    '--no-sandbox',
    '--disable-dev-shm-usage',
    '--font-render-hinting=none',
    `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`,
  ];
  if (installed !== undefined) return playwright.launch({ executablePath: installed, args });
  return playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [
      ...chromium.args.filter((arg) => !MADE_FOR_ONE_PAGE.test(arg) && !EMULATES_A_CARD.test(arg)),
      '--disable-gpu',
      ...args,
    ],
  });
}

export interface Display {
  readonly width: number;
  readonly height: number;
}

/** The displays that a wall must fit. */
export const displays = {
  fullHd: { width: 1920, height: 1080 },
  ultraHd: { width: 3840, height: 2160 },
  portrait: { width: 1080, height: 1920 },
} as const satisfies Record<string, Display>;

export interface OpenedPage {
  readonly page: Page;
  /** Errors that the page threw or logged. */
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** A page of its own context, so that no test sees another's storage. */
export async function openPage(
  browser: Browser,
  url: string,
  display: Display = displays.fullHd,
): Promise<OpenedPage> {
  const context = await browser.newContext({ viewport: { ...display } });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    // A refused connection is what many tests are about; the browser logs it by itself.
    if (message.type() === 'error' && !/Failed to load resource|WebSocket connection/.test(message.text()))
      errors.push(message.text());
  });
  await page.goto(url);
  return { page, errors, close: () => context.close() };
}
