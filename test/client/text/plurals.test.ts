import { describe, expect, it } from 'vitest';
import { violationSentence } from '../../../forecasting/roster/index.ts';
import { plainDate } from '../../../forecasting/time/plain-date.ts';
import { rosterDe } from '../../../client/desk/text/roster-de.ts';
import { countingTexts, textTables } from './text-tables.ts';

/** Takes the names of cities and no count; and sentences that are said from two on, with one of their own for one. */
const NEVER_OF_ONE = new Set([
  'rosterDe.reading.ownPeople',
  'rosterEn.reading.ownPeople',
  'momentDe.nothingToDo.shortOfPeople',
  'momentEn.nothingToDo.shortOfPeople',
]);

const MANY =
  'Anrufe|Anrufen|Zeilen|Tage|Tagen|Personen|Dienste|Schichten|Wochen|Konten|Regeln|Noten|Intervalle|Minuten|Stunden|Sekunden|Änderungen|Pausen|Einträge|calls|rows|lines|days|people|duties|shifts|weeks|accounts|rules|grades|intervals|minutes|hours|seconds|changes|breaks';
const ONE =
  'Anruf|Zeile|Tag|Person|Dienst|Schicht|Woche|Konto|Regel|Note|Intervall|Minute|Stunde|Änderung|call|row|line|day|person|duty|shift|week|account|rule|grade|interval|minute|hour|change';
/** `1 Anrufe`, `1 offene Regeln`; not `01 Anrufe`, `1:1 Anrufe` or `8–1 Anrufe`. */
const onesAsMany = new RegExp(`(?<![\\d:–.,+−-])1 (?:\\p{L}+ )?(?:${MANY})(?!\\p{L})`, 'u');
const manyAsOne = new RegExp(`(?<![\\d:–.,+−-])[02] (?:\\p{L}+e )?(?:${ONE})(?!\\p{L})`, 'u');

const texts = countingTexts(textTables, 'all')
  .map(([path, text]) => [path.replace('all.', ''), text] as const)
  .filter(([path]) => !NEVER_OF_ONE.has(path));

/** A text is told its figures as numbers or as they are written: what it says to one of both. */
function said(text: (typeof texts)[number][1], value: number): readonly string[] {
  const values = (one: unknown): readonly unknown[] => [one, one, one, one, one];
  return [String(text(...values(value))), String(text(...values(String(value))))];
}

describe('every counting text', () => {
  it.each(texts)('%s knows one', (_path, text) => {
    const both = said(text, 1);
    expect(
      both.some((words) => !onesAsMany.test(words)),
      both[0],
    ).toBe(true);
  });

  it.each(texts)('%s knows none and two', (_path, text) => {
    for (const count of [0, 2]) for (const words of said(text, count)) expect(words).not.toMatch(manyAsOne);
  });
});

describe('rules that are broken', () => {
  const week = {
    rule: 'daysPerWeek',
    hard: true,
    size: 1,
    unit: 'days',
    cost: 0,
    agent: 'B-003',
    date: plainDate('2026-12-01'),
  } as const;
  const days = (found: number, allowed: number): readonly string[] =>
    (['de', 'en'] as const).map((language) =>
      violationSentence({ ...week, facts: { found, allowed } }, language).replace(/^.*?, /, ''),
    );

  it('say one day and many, and the dative after a limit', () => {
    expect(days(1, 14)).toEqual(['1 Tag statt mindestens 14 Tagen', '1 day instead of at least 14 days']);
    expect(days(2, 1)).toEqual(['2 Tage statt höchstens 1 Tag', '2 days instead of at most 1 day']);
    expect(days(0, 2)).toEqual(['0 Tage statt mindestens 2 Tagen', '0 days instead of at least 2 days']);
  });

  it('name the shift that is not agreed and those that are', () => {
    const violation = {
      ...week,
      rule: 'knownAgentAndPattern',
      unit: 'shifts',
      minute: 465,
      facts: { pattern: 'F8', endMinute: 945, agreed: '07:00–15:30' },
    } as const;
    expect(violationSentence(violation, 'de')).toBe(
      'B-003, 1.12.: 07:45–15:45 ist keine vereinbarte Schicht; erlaubt: 07:00–15:30',
    );
    expect(violationSentence(violation, 'en')).toBe(
      'B-003, 1 Dec: 07:45–15:45 is not an agreed shift; allowed: 07:00–15:30',
    );
  });
});

describe('names of cities', () => {
  it('are joined as people join them', () => {
    const { ownPeople } = rosterDe.reading;
    expect(ownPeople(['Köln'])).toContain('Personal von Köln.');
    expect(ownPeople(['Köln', 'Bonn', 'Leverkusen'])).toContain('Köln, Bonn und Leverkusen.');
  });
});
