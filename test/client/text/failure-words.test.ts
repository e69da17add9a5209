import { describe, expect, it } from 'vitest';
import { de } from '../../../client/desk/text/de.ts';
import { en } from '../../../client/desk/text/en.ts';
import { failureWords } from '../../../client/text/failure-words.ts';
import { failureCodes } from '../../../server/contract/failures.ts';

const words = { de: de.errors, en: en.errors } as const;

describe('a failure in words', () => {
  for (const language of ['de', 'en'] as const) {
    it(`has a sentence of its own for every code the server knows, in “${language}”`, () => {
      const general = failureWords({ code: 'internal' }, words[language], language);
      for (const code of failureCodes) {
        const sentence = failureWords({ code }, words[language], language);
        expect(sentence, code).not.toContain(code);
        expect(sentence.length, code).toBeGreaterThan(10);
        if (code !== 'internal') expect(sentence, code).not.toBe(general);
      }
    });

    it(`names a code that it does not know, and what to do, in “${language}”`, () => {
      const sentence = failureWords({ code: 'something-new' }, words[language], language);
      expect(sentence).toContain('something-new');
      expect(sentence).toMatch(language === 'de' ? /Bitte/ : /Please/);
    });
  }

  it('names the fields of a form that are missing or wrong', () => {
    const details = {
      issues: [
        { field: 'person.contract.weeklyMinutes', message: 'a number' },
        { field: 'skills.0.until', message: 'a day' },
        { field: 'reason', message: 'too short' },
        { field: 'reason', message: 'missing' },
      ],
    };
    expect(failureWords({ code: 'input-wrong', details }, words.de, 'de')).toBe(
      'Fehlt oder stimmt nicht: Wochenstunden, bis, Begründung. Bitte berichtigen und noch einmal senden.',
    );
    expect(failureWords({ code: 'input-wrong', details }, words.en, 'en')).toContain(
      'weekly hours, until, reason',
    );
    expect(failureWords({ code: 'input-wrong', details: { issues: [] } }, words.de, 'de')).toBe(
      words.de['input-wrong'],
    );
  });
});
