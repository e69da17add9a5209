import { describe, expect, it } from 'vitest';
import { importOutcome } from '../../../client/desk/history/import-outcome.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';
import { historyEn } from '../../../client/desk/text/history-en.ts';
import { importStateSchema, type ImportState } from '../../../server/contract/history.ts';

const texts = { de: historyDe.import.outcome, en: historyEn.import.outcome };
const ended = importStateSchema.entries.state.options.filter(
  (state) => state !== 'uploaded' && state !== 'running',
);

function stateOf(state: ImportState['state']): ImportState {
  return {
    id: 'one',
    state,
    fraction: 1,
    rows: 96,
    added: 1200,
    unchanged: 4,
    issues: [],
    issueCount: 0,
    conflictCount: 0,
    conflicts: [],
    leftOut: { sums: 0, titles: 0, doubled: 0, skippedHour: 0, otherQueues: 0, future: 0 },
    unassigned: [],
  };
}

describe.each(['de', 'en'] as const)('the outcome of an import (%s)', (language) => {
  it.each(ended)('has words of its own for %s', (state) => {
    const words = importOutcome(stateOf(state), texts[language], language)?.words ?? '';
    expect(words).not.toBe('');
    const others = ended.filter((other) => other !== state);
    expect(
      others.map((other) => importOutcome(stateOf(other), texts[language], language)?.words),
    ).not.toContain(words);
  });

  it('is no success when nothing was taken', () => {
    const outcome = importOutcome({ ...stateOf('done'), added: 0 }, texts[language], language);
    expect(outcome?.level).toBe('warning');
    expect(outcome?.words).not.toBe(importOutcome(stateOf('done'), texts[language], language)?.words);
  });

  it.each(['uploaded', 'running'] as const)('is not known while it is %s', (state) => {
    expect(importOutcome(stateOf(state), texts[language], language)).toBeNull();
  });
});
