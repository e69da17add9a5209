import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueWords } from '../../../client/desk/history/issue-words.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';
import { historyEn } from '../../../client/desk/text/history-en.ts';
import type { CallsFormat } from '../../../server/planning/import/calls-format.ts';
import { parseCallsRecord } from '../../../server/planning/import/parse-calls-record.ts';
import { previewCalls } from '../../../server/planning/import/preview-calls.ts';

const format: CallsFormat = {
  notation: { kind: 'text', encoding: 'utf-8', delimiter: ',', skipLines: 0, isPlain: true },
  headerLine: 1,
  dateOrder: 'year-month-day',
  decimal: '.',
  durations: 'minutes:seconds',
  toStartMinutes: 0,
  isMidnightLast: false,
  sumQueues: [],
  header: [],
  columns: { start: 0, queue: 1, offered: 2, answered: 3, answeredWithinThreshold: 4 },
};

/** One line for each thing that can be wrong, with a word that only its German has. */
const wrongLines: Readonly<Record<string, readonly string[]>> = {
  Uhrzeit: ['2024-13-04T07:00', 'koeln', '12'],
  Warteschlange: ['2024-03-04T07:00', '', '12'],
  'eine Zahl ab 0': ['2024-03-04T07:00', 'koeln', '-3'],
  'ganze Zahl': ['2024-03-04T07:00', 'koeln', '12.5'],
  'oder nichts': ['2024-03-04T07:00', 'koeln', '12', 'viele'],
  zusammen: ['2024-03-04T07:00', 'koeln', '12', '13'],
  'höchstens die angenommenen': ['2024-03-04T07:00', 'koeln', '12', '10', '11'],
};

/** What only a whole file tells, as the server says it. */
const wrongFiles: Readonly<Record<string, string>> = {
  'jedes Intervall von koeln einmal; Zeile 3':
    'start,queue,offered\n2026-11-23T09:00,koeln,1\n2026-11-23T08:00,koeln,1\n2026-11-23T08:00,koeln,2\n',
  'liegen in der Zukunft': 'start,queue,offered\n2099-11-23T08:00,koeln,1\n',
  'von einer Länge; Zeile 2':
    'start,queue,offered\n2026-11-23 08:00 - 08:30,koeln,1\n2026-11-23 09:00 - 09:15,koeln,1\n',
  'Intervalle von 5, 15, 30, 60': 'start,queue,offered\n2026-11-23T08:00,koeln,1\n2026-11-23T08:07,koeln,1\n',
  'wird die Stunde übersprungen': 'start,queue,offered\n2026-03-29T02:00,koeln,1\n',
};

describe('issueWords', () => {
  it.each(Object.entries(wrongFiles))('says in German what is allowed in a file: %s', async (words, text) => {
    const folder = await mkdtemp(join(tmpdir(), 'leitstand-words-'));
    const file = join(folder, 'calls.csv');
    await writeFile(file, text);
    const now = Date.parse('2026-12-01T12:00:00Z');
    const { issues } = await previewCalls(file, {}, { zone: 'Europe/Berlin', now, cities: [] });
    await rm(folder, { recursive: true });
    const [issue] = issues;
    if (issue === undefined) throw new Error('the file is taken as right');
    expect(issueWords(issue, historyDe.import, 'de')).toContain(words);
  });

  it.each(Object.entries(wrongLines))('says in German what is allowed: %s', (word, cells) => {
    const parsed = parseCallsRecord({ line: 7, cells }, format);
    if (parsed.kind === 'row') throw new Error(`the line is taken as right: ${cells.join(',')}`);
    const words = issueWords(parsed.issue, historyDe.import, 'de');
    expect(words).toMatch(/^Zeile 7, /);
    expect(words).toContain(word);
    expect(words).not.toMatch(/\b(the|number|most|such as|nothing)\b/);
  });

  it('keeps the server’s own words in English, and what it does not know in any language', () => {
    const issue = { line: 3, field: 'offered', value: '-3', allowed: 'a number from 0' };
    expect(issueWords(issue, historyEn.import, 'en')).toBe(
      'Line 3, calls offered: “-3”. Allowed: a number from 0',
    );
    const unknown = { ...issue, field: 'mood', allowed: 'good' };
    expect(issueWords(unknown, historyDe.import, 'de')).toBe('Zeile 3, mood: „-3“. Erlaubt: good');
  });
});
