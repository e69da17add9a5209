import { describe, expect, it } from 'vitest';
import { boundOfRoster } from '../../../../forecasting/roster/checker/bound-of-roster.ts';
import { plainDate } from '../../../../forecasting/time/plain-date.ts';
import { agent, problemOf } from '../../../support/small-roster-problem.ts';

const meeting = {
  id: 'team',
  kind: 'meeting',
  label: 'Team',
  date: plainDate('2026-11-30'),
  startMinute: 600,
  endMinute: 660,
  agents: ['A'],
} as const;

describe('the bound of real rosters', () => {
  it('is the model’s, less what meetings take away of a surplus', () => {
    expect(boundOfRoster(problemOf([agent('A')]), 100)).toBe(100);
    expect(boundOfRoster(problemOf([agent('A')], { activities: [meeting] }), 100)).toBe(96);
    expect(boundOfRoster(problemOf([agent('A')], { activities: [meeting] }), 3)).toBe(0);
    expect(boundOfRoster(problemOf([agent('A')]), undefined)).toBeUndefined();
  });

  it.each([
    ['cut breaks cost nothing', { breakPlaces: { enabled: false } }],
    ['a missing person costs more than a cut break', { understaffed: { weight: 101 } }],
  ])('is not known where %s', (_, rules) => {
    expect(boundOfRoster(problemOf([agent('A')], { rules }), 100)).toBeUndefined();
  });
});
