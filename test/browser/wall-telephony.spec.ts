import type { Browser, Page } from 'playwright-core';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { PbxDouble } from '../../server/telephony/recording/pbx-double.ts';
import type { AmiRecording } from '../../server/telephony/recording/recording.ts';
import { readRecording } from '../../server/telephony/recording/read-recording.ts';
import { launchBrowser, openPage } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import { eventually } from '../support/eventually.ts';
import { ended, endServerProcesses, runLeitstand, startServerProcess } from '../support/start-server.ts';

const SECRET = 'told to nobody';
const environment = { PBX_SECRET: SECRET };
const allDay = [{ from: '00:00', to: '24:00' }];
const everyDay = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7'].map((day) => [day, allDay]));
const cities = ['koeln', 'bonn', 'leverkusen'].map((id) => ({
  id,
  name: id,
  queues: [{ source: 'pbx', name: id }],
  hours: { week: everyDay, dates: {} },
  contracts: [
    { validFrom: '2020-01-01', answerThresholdSeconds: 20, serviceLevelTarget: 0.8, answerRateTarget: 0.9 },
  ],
}));
const created = v.object({ id: v.string(), token: v.string() });

let browser: Browser;
const doubles: PbxDouble[] = [];

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterEach(async () => {
  for (const pbx of doubles.splice(0)) await pbx.close();
});
afterAll(async () => {
  endServerProcesses();
  await browser.close();
});

/** A minute of a real telephone system. */
function recordedMinute(): AmiRecording {
  const { played } = readRecording(resolve(import.meta.dirname, '../fixtures/asterisk/quiet-minute'), () => {
    throw new Error('the fixture is a recording of AMI');
  });
  if (played.kind !== 'ami') throw new Error('the fixture is a recording of AMI');
  return played;
}

/** A telephone system that lives the recorded minute at its own speed. */
async function startPbx(port: number): Promise<{ readonly pbx: PbxDouble; readonly port: number }> {
  const account = { user: 'leitstand', secret: SECRET };
  const pbx = new PbxDouble({ recording: recordedMinute(), speed: 1, account });
  doubles.push(pbx);
  return { pbx, port: await pbx.listen(port) };
}

async function display(args: readonly string[], configFile: string): Promise<string> {
  const child = runLeitstand(['display', ...args, '--config', configFile], environment);
  let printed = '';
  child.stdout?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
  expect(await ended(child)).toBe(0);
  return printed;
}

const shows = (page: Page, selector: string, words: string, within: number): Promise<void> =>
  eventually(
    async () => expect((await page.locator(selector).innerText()).replaceAll(/\s+/g, ' ')).toContain(words),
    within,
  );
const isLive = (page: Page): Promise<void> =>
  eventually(async () => {
    expect(await page.locator('.live').count()).toBe(1);
    expect(await page.locator('.tile.stale').count()).toBe(0);
  }, 60_000);
/** What the tiles say: callers waiting and agents by state. */
const figures = async (page: Page): Promise<string> =>
  (await page.locator('.waiting .value, .bar').allInnerTexts()).join('|');

describe('a wall on a telephone system', () => {
  it('follows it, says when it is silent, when its server restarts, and when its link was withdrawn', async () => {
    const first = await startPbx(0);
    const configuration = {
      holidays: 'none',
      cities,
      sources: [
        {
          type: 'asterisk',
          id: 'pbx',
          host: '127.0.0.1',
          port: first.port,
          user: 'leitstand',
          secretVariable: 'PBX_SECRET',
        },
      ],
    };
    const server = await startServerProcess({ configuration, environment });
    const link = v.parse(
      created,
      JSON.parse(await display(['create', 'Foyer', '--json'], server.configFile)),
    );
    const opened = await openPage(browser, `${server.url}/wall/${link.token}`);
    const { page, errors } = opened;
    await isLive(page);
    const before = await figures(page);
    await eventually(async () => expect(await figures(page)).not.toBe(before), 40_000);
    await page.evaluate(() => document.body.setAttribute('data-untouched', 'yes'));

    await first.pbx.close();
    await shows(page, '.band p', 'Keine Daten von der Telefonanlage seit', 8_000);
    expect(await page.locator('.tile.stale').count()).toBe(cities.length);

    await startPbx(first.port);
    await isLive(page);

    const stopped = server.end('SIGTERM');
    await shows(page, '.band p', 'Server startet neu', 15_000);
    expect(await stopped).toBe(0);
    const port = Number(new URL(server.url).port);
    const again = await startServerProcess({
      configuration: { ...configuration, port },
      environment,
      folder: server.folder,
    });
    // The double tells its recording once: the new server needs a telephone system that has something to say.
    await doubles.at(-1)?.close();
    await startPbx(first.port);
    await isLive(page);
    expect(await page.locator('body[data-untouched]').count()).toBe(1);

    await display(['revoke', link.id], again.configFile);
    await shows(page, 'main h1', 'Dieser Anzeige-Link gilt nicht', 15_000);
    expect(errors).toEqual([]);
    expect(server.printed() + again.printed()).not.toContain(SECRET);
    await opened.close();
    await again.end('SIGTERM');
  }, 240_000);
});
