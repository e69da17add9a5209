import { describe, expect, it } from 'vitest';
import { importOutcome } from '../../../client/desk/history/import-outcome.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';
import { historyEn } from '../../../client/desk/text/history-en.ts';
import type { ImportResult } from '../../../server/contract/history.ts';
import type { JobState } from '../../../server/contract/job.ts';

const texts = { de: historyDe.import.outcome, en: historyEn.import.outcome };
const results: readonly ImportResult['outcome'][] = [
  'imported',
  'wrongLines',
  'unknownQueues',
  'busy',
  'notThere',
];

function run(state: JobState, outcome: ImportResult['outcome'] | null = null, added = 1200) {
  const result: ImportResult = {
    outcome: outcome ?? 'imported',
    rows: 96,
    added,
    unchanged: 4,
    issues: [],
    issueCount: 0,
    conflictCount: 0,
    conflicts: [],
    leftOut: { sums: 0, titles: 0, doubled: 0, skippedHour: 0, otherQueues: 0, future: 0 },
    unassigned: [],
  };
  return { state, result: outcome === null ? null : result };
}

const ended = [
  ...results.map((outcome) => run('done', outcome)),
  run('cancelled'),
  run('failed'),
  run('interrupted'),
];

describe.each(['de', 'en'] as const)('the outcome of an import (%s)', (language) => {
  it('has words of its own for every end', () => {
    const words = ended.map((each) => importOutcome(each, texts[language], language)?.words ?? '');
    expect(words).not.toContain('');
    expect(new Set(words).size).toBe(ended.length);
  });

  it('is no success when nothing was taken', () => {
    const outcome = importOutcome(run('done', 'imported', 0), texts[language], language);
    expect(outcome?.level).toBe('warning');
    expect(outcome?.words).not.toBe(importOutcome(run('done', 'imported'), texts[language], language)?.words);
  });

  it.each(['waiting', 'running'] as const)('is not known while it is %s', (state) => {
    expect(importOutcome(run(state), texts[language], language)).toBeNull();
  });
});
