import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../../..');
const folder = (path: string, fits: RegExp): readonly string[] =>
  readdirSync(resolve(project, path))
    .filter((name) => fits.test(name))
    .map((name) => `${path}/${name}`);

/** Every file that holds words which people read. */
const tables = [
  ...folder('client/desk/text', /\.ts$/),
  ...folder('client/text', /-(de|en|words)\.ts$/),
  ...folder('client/schedule', /^text-.*\.ts$/),
  ...folder('forecasting/roster/explain', /(words|why-shift)\.ts$/),
  ...folder('forecasting/roster/validation', /words\.ts$/),
  'client/session/sign-in-text.ts',
];

/**
 * Wordings that stood on the pages and were changed when native speakers in a city's administration had read them;
 * beside each what is said instead.
 */
const CHANGED: readonly (readonly [old: string, now: string])[] = [
  ['Was brauchte sie', 'Was bräuchte sie im Verbund?'],
  ['Mit Begründung übergehen', 'Trotz offener Regeln veröffentlichen'],
  ['mit Begründung übergehen', 'mit Begründung trotzdem veröffentlichen'],
  ['Regelbericht', 'Plan prüfen'],
  ['Aushang für den Personalrat', 'Vorlage für den Personalrat'],
  ['vereinbartes Schichtmodell: ', '07:45–15:45 ist keine vereinbarte Schicht'],
  ["revision: 'Stand'", 'Entwurf 2'],
  ['Preis des Plans', 'Bewertung (Punkte)'],
  ['Preis je Einheit', 'Gewicht'],
  ['Zielwert', 'Bewertung'],
  ['Schranke', 'bestmöglich'],
  ['Änderungen kosten', 'Möglichst wenig ändern'],
  ['gewählte Person halten', 'Gewählte Person unverändert lassen'],
  ['Farbe = Haus', 'Farbe = Stadt'],
  ["certainty: 'Sicherheit'", 'Reserve'],
  ['Wartebereitschaft', 'Geduld der Anrufenden'],
  ['Anteil nach Arbeit', 'Anteil nach Anrufvolumen'],
  ['± 95 %', '95-%-Vertrauensbereich'],
  ['Gilt so', 'Übernehmen'],
  ["exclude: 'Auslassen'", 'Nicht verwenden'],
  ["'Wie üblich'", 'Durch üblichen Tag ersetzen'],
  ["noCalls: 'noch offen'", 'noch keine Anrufe'],
  ['Tag erwartet', 'Heute erwartet'],
  ['heute ${calls} statt', 'erwartet 4.829 (Prognose 4.846)'],
  ['`n = ${n}', 'aus 1.770 Anrufen'],
  ['hält das Tagesziel', 'erreicht das Tagesziel mit 90 % Wahrscheinlichkeit'],
  ['abgeflossen', 'weitergeleitet'],
  ["greeting: 'Ansage'", 'Begrüßungsformel'],
  ['Menschen', 'Personal'],
  ["agent: 'Telefon'", 'Agent/in'],
  ['Zum Mitnehmen', 'Exportieren'],
  ['Ohne sie wäre verletzt', 'Ohne diese Schicht würden die Vertragsstunden unterschritten.'],
  ['Ohne Netz', 'Offline. Stand: gerade eben.'],
  ['etwas schiefgegangen', 'Konnte nicht gespeichert werden: …'],
  ['today ${calls}, not', '4,828 expected (forecast 4,846)'],
  ['holds its target with', '92% chance of meeting today’s target'],
  ['keeps the day', '92% chance of meeting today’s target'],
  ['mark 1–6', 'grades, scale 1–6'],
  ["firstContact: 'First contact'", 'First-contact resolution'],
  ['came in', 'received'],
  ['Day expected', 'Expected today'],
  ['No lawful change of today helps', 'No permitted change to today’s roster would help.'],
  ['Run anew', 'Recalculate'],
  ['Type values', 'Enter values'],
  ['Who waits too long', 'Callers who wait too long hang up.'],
  ['Target holds', 'Target applies'],
  ['Make a draft of it', 'Create draft'],
  ['Taken is what', 'The model that clearly did best is used.'],
  ['Changes hold at once', 'Changes take effect immediately, including on wall displays.'],
  ['that was heard of', 'All known queues are assigned to a city.'],
  ['Odd days', 'Unusual days'],
  ['nothing known', 'no data'],
  ['1 unsaved changes', '1 unsaved change'],
  ["unsaved: 'unsaved changes'", '1 unsaved change'],
  ['Something is wrong?', 'Something wrong? Contact the planning team.'],
  ['Something went wrong', 'Your schedule could not be loaded.'],
];

describe('words that were changed', () => {
  const words = tables.map((path) => [path, readFileSync(resolve(project, path), 'utf8')] as const);

  it.each(CHANGED)('“%s” does not come back: “%s”', (old) => {
    expect(words.filter(([, text]) => text.includes(old)).map(([path]) => path)).toEqual([]);
  });

  it('are looked for where words are', () => {
    expect(tables.length).toBeGreaterThan(25);
    expect(words.some(([, text]) => text.includes('Trotz offener Regeln veröffentlichen'))).toBe(true);
  });
});
