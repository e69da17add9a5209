import { describe, expect, it } from 'vitest';
import { formerName } from '../../../client/desk/history/former-name.ts';
import { historyDe } from '../../../client/desk/text/history-de.ts';

describe('the name of a former import', () => {
  const named = (from: string, until: string) =>
    formerName(
      {
        id: 'one',
        endedAt: 0,
        fileName: 'anrufe.csv',
        queues: [],
        added: 2,
        from: Date.parse(from),
        until: Date.parse(until),
      },
      historyDe.import,
      'de',
      'Europe/Berlin',
    );

  it('tells the days of the centre, and one day once', () => {
    expect(named('2010-03-01T00:00+01:00', '2010-03-01T23:45+01:00')).toBe(
      'anrufe.csv · 2 Zeilen · Mo 1. März 2010',
    );
    expect(named('2010-03-01T00:00+01:00', '2010-03-03T00:30+01:00')).toBe(
      'anrufe.csv · 2 Zeilen · Mo 1. März 2010 – Mi 3. März 2010',
    );
  });
});
