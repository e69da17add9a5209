import { describe, expect, it } from 'vitest';
import { issueWords } from '../../../client/desk/history/issue-words.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';
import { historyEn } from '../../../client/desk/text/history-en.ts';
import type { CallsFormat } from '../../../server/planning/import/calls-format.ts';
import { parseCallsRecord } from '../../../server/planning/import/parse-calls-record.ts';

const format: CallsFormat = {
  notation: { kind: 'text', encoding: 'utf-8', delimiter: ',', skipLines: 0, isPlain: true },
  headerLine: 1,
  dateOrder: 'year-month-day',
  decimal: '.',
  durations: 'minutes:seconds',
  toStartMinutes: 0,
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

describe('issueWords', () => {
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
