import { describe, expect, it } from 'vitest';
import { checkRoster } from '../../../../forecasting/roster/checker/check-roster.ts';
import { planRoster } from '../../../../forecasting/roster/plan-roster.ts';
import { agent, day, eightHours, problemOf, rosterOf } from '../../../support/small-roster-problem.ts';

const SUNDAY = 6;
const open = { startMinute: 420, endMinute: 1260 };
/** Sundays are open, not marked as holidays, and wanted most. */
const mislabelled = problemOf([agent('A')], {
  days: problemOf([]).days.map(({ date }) => ({ date, open, isHoliday: false })),
  demand: [
    {
      group: 'koeln',
      scheduledAgents: problemOf([]).days.map((_, index) =>
        new Array<number>(96).fill(index % 7 === SUNDAY ? 5 : 0),
      ),
    },
  ],
});

describe('a Sunday that is not marked as a holiday', () => {
  it('is a Sunday to the checker', () => {
    const roster = rosterOf(eightHours('A', SUNDAY));
    expect(checkRoster(mislabelled, roster).hardViolations).toContainEqual(
      expect.objectContaining({ rule: 'sundaysAndHolidays', agent: 'A', date: day(SUNDAY) }),
    );
    expect(
      checkRoster({ ...mislabelled, sundayWorkAllowed: true }, roster).hardViolations.map(({ rule }) => rule),
    ).not.toContain('sundaysAndHolidays');
  });

  it('is a Sunday to the search, which would work on it if it were allowed', () => {
    const sundays = (problem: typeof mislabelled): readonly string[] =>
      planRoster(problem, { seed: 1, clock: () => 0, seconds: 0 })
        .roster.shifts.map(({ date }) => date)
        .filter((date) => date === day(SUNDAY) || date === day(SUNDAY + 7));
    expect(sundays(mislabelled)).toEqual([]);
    expect(sundays({ ...mislabelled, sundayWorkAllowed: true })).not.toEqual([]);
  });
});
