import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import type { RosterAgent } from '../../../../forecasting/roster/model/agent.ts';
import type { RosterShift } from '../../../../forecasting/roster/model/roster.ts';
import { violationSentence } from '../../../../forecasting/roster/validation/words.ts';
import {
  agent,
  contract,
  day,
  eightHours,
  lawfulShifts,
  problemOf,
  without,
} from '../../../support/small-roster-problem.ts';

function sentences(
  own: RosterAgent,
  shifts: readonly RosterShift[],
  language: 'de' | 'en',
): readonly string[] {
  const problem = problemOf([own], {
    contracts: [{ ...contract, balanceMinutes: 120, minRunDays: 1, minRestDays: 1, maxDaysPerWeek: 6 }],
  });
  return checkRoster(problem, { shifts }).hardViolations.map((each) => violationSentence(each, language));
}

describe('a broken rule in words', () => {
  it('says of contract hours whether they are too few or too many, and what is allowed', () => {
    const few = without(lawfulShifts('A'), 2);
    const many = [...lawfulShifts('A'), eightHours('A', 12)];
    expect(sentences(agent('A'), few, 'de')).toEqual([
      'vertragliche Arbeitszeit: A, 72:00 h statt mindestens 78:00 h',
    ]);
    expect(sentences(agent('A'), few, 'en')).toEqual([
      'contract hours: A, 72:00 h instead of at least 78:00 h',
    ]);
    expect(sentences(agent('A'), many, 'de')).toContain(
      'vertragliche Arbeitszeit: A, 88:00 h statt höchstens 82:00 h',
    );
    expect(sentences(agent('A'), many, 'en')).toContain(
      'contract hours: A, 88:00 h instead of at most 82:00 h',
    );
  });

  it('names the reason of an absence and the skill that is missing', () => {
    const away = agent('A', {
      absences: [{ from: day(2), until: day(2), kind: 'leave', creditedMinutesPerDay: 0 }],
    });
    expect(sentences(away, lawfulShifts('A'), 'de')).toEqual(['Abwesenheit: A 2.12. (Urlaub)']);
    const unskilled = lawfulShifts('A').map((shift, index) =>
      index === 0 ? { ...shift, group: 'bonn' } : shift,
    );
    expect(sentences(agent('A'), unskilled, 'en')).toEqual(['required skill: A 30 Nov bonn (bonn)']);
  });

  it('says by how much hours pass a limit that is not a single figure', () => {
    const early = lawfulShifts('A').map((shift, index) =>
      index === 0 ? { ...eightHours('A', 0, 390) } : shift,
    );
    expect(sentences(agent('A'), early, 'de')).toContain('Öffnungszeiten: A 30.11. 06:30, um 0:30 h');
  });
});
