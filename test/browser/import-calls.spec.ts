import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeProblems } from '../support/axe-problems.ts';
import { launchBrowser } from '../support/browser.ts';
import { openDeskPage, settled, startRunningDemo, type RunningDemo } from '../support/running-demo.ts';

let browser: Browser;
let demo: RunningDemo;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-import-browser-'));
  demo = await startRunningDemo('import');
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
  await demo.stop();
  await rm(folder, { recursive: true, force: true });
});

const HEAD = 'Datum;Uhrzeit;Warteschlange;Anrufe;Angenommen;;';

/** A file as a telephone system writes it, of a year that nobody has told about. */
function calls(queue: string, amount: string): string {
  return `Statistik\n${HEAD}\n02.11.2009;07:00;${queue};${amount};11;;\n02.11.2009;08:00;${queue};12;11;;\nSumme;;;24;22;;\n`;
}

async function choose(page: Page, content: string | Buffer): Promise<void> {
  const file = join(folder, 'anrufe.csv');
  await writeFile(file, content);
  await page.locator('dialog input[type=file]').setInputFiles(file);
}

async function openImport(language: 'de' | 'en' = 'de') {
  const { page, errors } = await openDeskPage(browser, demo, 'Planung', language);
  await page.goto(`${demo.address}/desk?lang=${language}#/history`);
  await settled(page);
  const name = language === 'de' ? 'Anrufe importieren' : 'Import calls';
  await page.getByRole('button', { name }).first().click();
  return { page, errors };
}

describe('importing calls at the desk', () => {
  it('asks what is open, gives queues their cities, imports, replaces and removes', async () => {
    const { page, errors } = await openImport();
    const dialog = page.locator('dialog');
    const start = dialog.getByRole('button', { name: 'Importieren', exact: true });
    await choose(page, calls('Hotline K', '1,234'));
    await dialog.getByText('Was bedeutet „1,234“ in Zeile 3?').waitFor();
    expect(await start.isDisabled()).toBe(true);
    expect(await axeProblems(page)).toEqual([]);
    await dialog.getByLabel('Punkt trennt die Nachkommastellen: 1234').check();
    await dialog.getByLabel(/^Hotline K/).selectOption({ label: 'Köln' });
    await dialog.getByText('2 Zeilen, 1.246 Anrufe, je 60 Minuten').waitFor();
    await dialog.getByText('Eine Summenzeile zählt nicht mit.').waitFor();
    await start.click();
    await dialog.getByText('2 Intervalle übernommen').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    await choose(page, calls('Hotline K', '12'));
    await dialog.getByText('2 Zeilen, 24 Anrufe, je 60 Minuten').waitFor();
    await dialog.getByLabel('Ersetzt einen früheren Import').selectOption({ index: 1 });
    await start.click();
    await dialog.getByText('2 Intervalle übernommen').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    await choose(page, calls('Hotline K', '12'));
    await dialog.getByText('2 Zeilen, 24 Anrufe, je 60 Minuten').waitFor();
    await start.click();
    await dialog.getByText('Nichts wurde übernommen: 2 Intervalle waren schon da.').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    await dialog.getByRole('button', { name: 'Entfernen' }).first().click();
    await dialog.getByRole('button', { name: 'Wirklich entfernen' }).click();
    await dialog.getByText('Frühere Importe').waitFor({ state: 'detached' });
    expect(errors).toEqual([]);
    await page.context().close();
  }, 240_000);

  it('reads ends as ends, refuses pictures and the future, and can be cancelled while it runs', async () => {
    const { page, errors } = await openImport();
    const dialog = page.locator('dialog');
    await choose(page, Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
    await dialog.getByText('Das ist ein Bild').waitFor();
    await choose(page, 'Wann;Wieviele\n23.11.2009 08:00;12\n');
    await dialog.getByText('Noch ist keine Zeile verstanden.').waitFor();
    expect(await dialog.getByText('So wurde die Datei verstanden').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    const ends = 'Datum;Bis;Warteschlange;Anrufe\n02.11.2009;08:30;koeln;12\n02.11.2009;09:00;koeln;9\n';
    await choose(page, `${ends}02.11.2099;08:30;koeln;9\n`);
    await dialog.getByText('Zeile 4, Beginn: „2099-11-02 08:00“. Erlaubt: eine Zeit, die schon').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    await choose(page, `${ends}02.11.2009;00:00;koeln;9\n`);
    await dialog.getByLabel(/schließt den Tag daneben ab: 2009-11-02/).check();
    await dialog.getByText('nennen das Ende der Intervalle').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    const long = Array.from({ length: 120_000 }, (_, at) => {
      const start = new Date(Date.UTC(1999, 0, 1) + at * 900_000).toISOString().slice(0, 16);
      return `${start}Z,koeln,${at % 7}`;
    });
    await choose(page, `start,queue,offered\n${long.join('\n')}\n`);
    await dialog.getByRole('button', { name: 'Importieren', exact: true }).click();
    await dialog.getByText('Der Import läuft').waitFor();
    const cancel = dialog.getByRole('button', { name: 'Abbrechen' });
    expect(await cancel.count()).toBe(1);
    await cancel.click();
    await dialog.getByText('Abgebrochen. Nichts wurde übernommen.').waitFor();
    await dialog.getByRole('button', { name: 'Andere Datei' }).click();
    await choose(page, `start,queue,offered\n${long.join('\n')}\n`);
    await dialog.getByRole('button', { name: 'Importieren', exact: true }).click();
    await dialog.getByText('Der Import läuft').waitFor();
    const cancelled = page.waitForResponse((answer) => answer.url().endsWith('/cancel'));
    await dialog.getByRole('button', { name: 'Schließen' }).click();
    await cancelled;
    await page.getByRole('button', { name: 'Anrufe importieren' }).first().click();
    await dialog.getByText('CSV- oder Excel-Datei hierher ziehen').waitFor();
    expect(await dialog.getByText('Der Import läuft').count()).toBe(0);
    expect(errors).toEqual([]);
    await page.context().close();
  }, 240_000);

  it('says what is wrong with an empty file and one that is no workbook, and can be left', async () => {
    const { page, errors } = await openImport('en');
    const dialog = page.locator('dialog');
    await choose(page, '');
    await dialog.getByText('The file is empty.').waitFor();
    await choose(page, Buffer.from('PK\u0003\u0004 no workbook'));
    await dialog.getByText('The file is no Excel workbook (XLSX)').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(errors.filter((error) => !error.includes('422'))).toEqual([]);
    await page.context().close();
  }, 120_000);
});
