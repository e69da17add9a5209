import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../server/platform/store/database.ts';
import { addAbsence } from '../../server/organisation/people/absence-store.ts';
import { findAgent, saveAgents } from '../../server/organisation/people/agent-store.ts';
import { axeProblems } from '../support/axe-problems.ts';
import { launchBrowser } from '../support/browser.ts';
import { buildPages } from '../support/built-pages.ts';
import {
  addAccount,
  addPeople,
  agent,
  DESK_NOW,
  PASSWORD,
  startDeskServer,
  type DeskServer,
} from '../support/desk-server.ts';
import { eventually } from '../support/eventually.ts';
import { BUILT_PAGES, cityCentre } from '../support/schedule-world.ts';

let browser: Browser;
let store: Store;
let folder: string;
let server: DeskServer;
let page: Page;

beforeAll(async () => {
  await buildPages();
  browser = await launchBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leitstand-administration-'));
  store = await openStore({ engine: 'sqlite', folder });
  const { db } = store;
  await addPeople(db, cityCentre, [agent('K-001', 'koeln', ['koeln', 'bonn']), agent('B-001', 'bonn')]);
  await addAccount(db, 'chief', [
    { role: 'administrator', city: '*' },
    { role: 'planner', city: '*' },
  ]);
  server = await startDeskServer(
    db,
    { unmappedQueues: () => [{ source: 'pbx', name: 'aachen' }] },
    [],
    BUILT_PAGES,
  );
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
});
afterEach(async () => {
  await page.context().close();
  await server.close();
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

async function open(area: string, language = 'de'): Promise<void> {
  await page.goto(`${server.url}/desk?lang=${language}#/${area}`);
  await page.locator('input[autocomplete=username]').fill('chief');
  await page.locator('input[type=password]').fill(PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.rail').waitFor();
}

/** Presses Tab until the wanted thing has the focus, as somebody without a mouse would. */
async function tabTo(name: RegExp): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const label = await page.evaluate(() => {
      const element = document.activeElement;
      const labelled = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
      return element?.getAttribute('aria-label') ?? labelled ?? element?.textContent ?? '';
    });
    if (name.test(label.trim())) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab never reaches ${String(name)}`);
}

describe('accounts at the desk', () => {
  it('shows a new holder a code, and the planner who types it lets them see their whole page', async () => {
    const id = await addAccount(store.db, 'k001', [{ role: 'agent', city: 'koeln' }], 'K-001');
    const absence = { agentId: 'K-001', kind: 'sick', from: '2026-12-01', until: '2026-12-02' } as const;
    await addAbsence(store.db, absence, null, DESK_NOW);
    // as an administrator leaves it who does not plan them
    await store.db.updateTable('account').set({ confirmed_for: null }).where('id', '=', id).execute();
    const phone = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage();
    await phone.goto(`${server.url}/schedule?lang=de`);
    await phone.locator('input[autocomplete=username]').fill('k001');
    await phone.locator('input[type=password]').fill(PASSWORD);
    await phone.keyboard.press('Enter');
    const note = phone.getByText(/Nennen Sie Ihrer Planung/);
    const code = /Code (\d{3}\s\d{3})/.exec(await note.innerText())?.[1] ?? '';
    await phone.getByRole('button', { name: 'Ich', exact: true }).click();
    expect(await phone.locator('main').innerText()).toMatch(/abwesend/);
    expect(await phone.locator('main').innerText()).not.toMatch(/krankgemeldet|Kalender-Abo/);
    expect(await axeProblems(phone)).toEqual([]);
    await open('people');
    await page.getByRole('button', { name: 'Konto bestätigen: K-001' }).click();
    await page.keyboard.type('000000');
    await page.keyboard.press('Enter');
    await page.getByText('Diesen Code zeigt die Seite der Person nicht.').waitFor();
    expect(await axeProblems(page)).toEqual([]);
    await page.getByLabel('Code der Person').fill(code);
    await page.keyboard.press('Enter');
    await page.getByText('K-001: Konto bestätigt.').waitFor();
    const toConfirm = page.getByRole('button', { name: 'Konto bestätigen: K-001' });
    await eventually(async () => expect(await toConfirm.count()).toBe(0));
    await phone.getByRole('button', { name: 'Neu laden' }).click();
    await phone.getByText('krankgemeldet').first().waitFor();
    await eventually(async () => expect(await note.count()).toBe(0));
    await phone.context().close();
  });

  it('invites by keyboard alone with a link that is shown once and lets the guest in', async () => {
    await open('accounts');
    await tabTo(/^Einladen$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'Jemanden einladen' }).waitFor();
    await page.keyboard.type('p.muster');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Frau Muster');
    await page.keyboard.press('Enter');
    const link = await page.getByRole('dialog', { name: 'Einmal-Link' }).locator('output').innerText();
    await page.keyboard.press('Escape');
    await page.getByRole('row', { name: /Frau Muster.*eingeladen/ }).waitFor();
    expect(await page.content()).not.toContain(link.split('=')[1]);
    const guest = await (await browser.newContext()).newPage();
    await guest.goto(link);
    await guest.getByRole('heading', { name: 'Willkommen im Leitstand' }).waitFor();
    await guest.getByLabel('Neues Passwort').fill(PASSWORD);
    await guest.keyboard.press('Enter');
    await guest.locator('.rail').waitFor();
    expect(await guest.getByRole('link', { name: 'Konten' }).count()).toBe(0);
    await guest.context().close();
  });

  it('says beside the field what is wrong, and keeps what was typed', async () => {
    await open('accounts');
    await page.getByRole('button', { name: 'Einladen' }).click();
    await page.getByLabel('Anmeldename').fill('zwei Worte');
    await page.getByLabel('Angezeigter Name').fill('Frau Muster');
    await page.keyboard.press('Enter');
    await page.getByText('Dieser Name ist vergeben oder hat andere Zeichen als erlaubt.').waitFor();
    expect(await page.getByLabel('Anmeldename').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByLabel('Angezeigter Name').inputValue()).toBe('Frau Muster');
  });
});

describe('people at the desk', () => {
  it('finds one of many, turns the pages, and begins at the first with other words', async () => {
    const many = Array.from({ length: 5_000 }, (_, at) => agent(`M-${String(at).padStart(4, '0')}`, 'bonn'));
    await saveAgents(store.db, many);
    await open('people');
    const rows = page.locator('tbody tr');
    const pages = page.getByRole('navigation', { name: 'Seiten der Liste' });
    await pages.getByText('1–100 von 5.002').waitFor();
    expect(await rows.count()).toBe(100);
    await pages.getByRole('button', { name: 'Nächste' }).click();
    await pages.getByText('101–200 von 5.002').waitFor();
    expect(await page.evaluate(() => scrollY)).toBe(0);
    await page.getByRole('searchbox').fill('m-42 team');
    await eventually(async () => expect(await rows.count()).toBe(100));
    await page.getByText('M-4200').first().waitFor();
    await page.getByRole('searchbox').fill('m-4242');
    await eventually(async () => expect(await rows.count()).toBe(1));
    expect(await pages.count()).toBe(0);
    await page.getByRole('button', { name: 'Ändern: M-4242' }).click();
    await page.getByLabel('Team', { exact: true }).fill('Team 7');
    await page.keyboard.press('Enter');
    await page.getByText('M-4242: gespeichert.').waitFor();
    expect((await findAgent(store.db, 'M-4242'))?.team).toBe('Team 7');
    await page.getByRole('button', { name: 'Person hinzufügen' }).click();
    await page.getByLabel('Nummer').fill('M-0001');
    await page.keyboard.press('Enter');
    await page.getByText('Diese Nummer hat schon jemand.').waitFor();
  });

  it('changes a contract by keyboard, with errors by field', async () => {
    await open('people');
    await tabTo(/^Ändern: K-001$/);
    await page.keyboard.press('Enter');
    await page.getByRole('dialog', { name: 'K-001' }).waitFor();
    await tabTo(/^Std\.\/Woche$/);
    await page.keyboard.type('60');
    await page.keyboard.press('Enter');
    await page.getByText('1 bis 48 Stunden (ArbZG § 3).').waitFor();
    await page.getByLabel('Std./Woche').fill('19.5');
    await page.keyboard.press('Enter');
    await page.getByText('K-001: gespeichert.').waitFor();
    expect((await findAgent(store.db, 'K-001'))?.contract.weeklyMinutes).toBe(1170);
  });

  it('keeps what somebody else saved while the form was open', async () => {
    await open('people');
    await page.getByRole('button', { name: 'Ändern: K-001' }).click();
    await saveAgents(store.db, [{ ...agent('K-001', 'koeln'), team: 'Team 9' }]);
    await page.getByLabel('Team', { exact: true }).fill('Team 5');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Neuen Stand laden' }).click();
    await eventually(async () =>
      expect(await page.getByLabel('Team', { exact: true }).inputValue()).toBe('Team 9'),
    );
    expect((await findAgent(store.db, 'K-001'))?.team).toBe('Team 9');
  });

  it('takes a sick call of this morning, and refuses a second absence in words', async () => {
    await open('people');
    const enter = async (): Promise<void> =>
      page.getByRole('button', { name: 'Abwesenheit eintragen: B-001' }).click();
    await enter();
    await page.getByRole('button', { name: 'Heute krank' }).click();
    await page.getByText('B-001 ist für heute krankgemeldet.').waitFor();
    const repair = await page.getByRole('link', { name: 'Ersatz suchen' }).getAttribute('href');
    expect(repair).toMatch(/^#\/roster\/sick\/B-001\/(\d{4}-\d{2}-\d{2})\/\1$/);
    await enter();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page.getByText(/Für diese Tage ist schon eingetragen: krank .*Nichts wurde eingetragen/).waitFor();
  });

  it('enters a wish with time and weight, refuses one against it in words, and removes it', async () => {
    await open('people');
    const enter = async (): Promise<void> =>
      page.getByRole('button', { name: 'Wunsch eintragen: B-001' }).click();
    await enter();
    await page.getByLabel('Art').selectOption('nicht vor');
    await page.getByLabel('Uhrzeit').fill('09:30');
    await page.getByLabel('Gewicht').fill('500');
    await page.getByLabel('Bemerkung').fill('bringt das Kind zur Schule');
    await page.keyboard.press('Enter');
    await page.getByText('Eine ganze Zahl von 1 bis 100.').waitFor();
    await page.getByLabel('Gewicht').fill('25');
    await page.keyboard.press('Enter');
    await page.getByText('B-001: Wunsch eingetragen.').waitFor();
    await page.getByText(/nicht vor 09:30 .* Gewicht 25 bringt das Kind/).waitFor();
    await enter();
    await page.getByRole('button', { name: 'Speichern' }).click();
    await page
      .getByText(/Dem steht ein Wunsch entgegen: nicht vor 09:30 .*Nichts wurde eingetragen/)
      .waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /B-001, Wunsch nicht vor 09:30/ }).click();
    await page.getByText('B-001: Wunsch gelöscht.').waitFor();
    await page.getByText(/Gewicht 25/).waitFor({ state: 'detached' });
  });

  it('previews a dropped file with every wrong place, and takes over a right one', async () => {
    await open('people');
    await page.getByRole('button', { name: 'CSV importieren' }).click();
    const header = 'id;name;team;city;telephone;weekly_hours;days_per_week;earliest;latest;skills';
    await drop(`${header}\nK-900;;T;koeln;;39;5;;;koeln\nK-901;;T;aachen;;99;5;;;koeln`);
    await page.getByRole('row', { name: /3 city aachen/ }).waitFor();
    await page.getByRole('row', { name: /3 weekly_hours 99/ }).waitFor();
    expect(await page.getByRole('button', { name: /übernehmen/ }).count()).toBe(0);
    await drop(`${header}\nK-900;;T;koeln;;39;5;;;koeln`);
    await page.getByRole('button', { name: '1 Person übernehmen' }).click();
    await page.getByText('Übernommen. 1 neu, 0 geändert, 0 unverändert').waitFor();
    await page.getByRole('row', { name: /K-900/ }).waitFor();
  });
});

describe('every page of the administration', () => {
  for (const language of ['de', 'en'] as const)
    it(`has no axe finding and nothing cut off (${language})`, async () => {
      await page.goto(`${server.url}/desk?lang=${language}`);
      await page.locator('form').waitFor();
      const problems = [...(await problemsOf('sign-in'))];
      await open('accounts', language);
      await page.locator('tbody tr').first().waitFor();
      problems.push(...(await problemsOf('accounts')));
      await page.locator('.page-head .primary').click();
      problems.push(...(await problemsOf('invitation')));
      await page.keyboard.press('Escape');
      await page.evaluate(() => (location.hash = '#/people'));
      await page.locator('.actions').first().waitFor();
      problems.push(...(await problemsOf('people')));
      await page.locator('.actions button').first().click();
      problems.push(...(await problemsOf('person')));
      await page.keyboard.press('Escape');
      await page.locator('.actions button').nth(1).click();
      problems.push(...(await problemsOf('removal')));
      await page.keyboard.press('Escape');
      await page.locator('.actions button').nth(2).click();
      problems.push(...(await problemsOf('absence')));
      await page.keyboard.press('Escape');
      await page.locator('.actions button').nth(3).click();
      await page.locator('dialog select').selectOption('notAfter');
      problems.push(...(await problemsOf('wish')));
      await page.locator('dialog [type=submit]').click();
      await page.locator('.chip .remove').waitFor();
      problems.push(...(await problemsOf('people with a wish')));
      await page.locator('.page-head .button').first().click();
      problems.push(...(await problemsOf('import')));
      await page.keyboard.press('Escape');
      await page.evaluate(() => (location.hash = '#/cities'));
      await page.locator('.city button').first().click();
      problems.push(...(await problemsOf('city')));
      expect(problems).toEqual([]);
    });
});

async function problemsOf(view: string): Promise<readonly string[]> {
  const wide = await page.evaluate(() =>
    [...document.querySelectorAll('.area, dialog')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1)
      .map(({ className }) => `scrolls sideways: ${className}`),
  );
  return [...(await axeProblems(page)), ...wide].map((problem) => `${view}: ${problem}`);
}

async function drop(text: string): Promise<void> {
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([content], 'people.csv', { type: 'text/csv' }));
    return data;
  }, text);
  await page.locator('.drop').dispatchEvent('drop', { dataTransfer: transfer });
}
