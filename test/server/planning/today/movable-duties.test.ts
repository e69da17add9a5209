import { describe, expect, it } from 'vitest';
import { plainDate } from '../../../../forecasting/time/index.ts';
import type { Agent } from '../../../../server/contract/people.ts';
import { movableDuties } from '../../../../server/planning/today/movable-duties.ts';

const day = plainDate('2026-11-24');
const person: Agent = {
  id: 'B-001',
  name: 'B-001',
  team: 'Team 1',
  city: 'bonn',
  telephoneName: null,
  contract: { weeklyMinutes: 2340, daysPerWeek: 5, earliestStartMinute: 420, latestEndMinute: 1080 },
  employment: { from: null, until: null },
  skills: [
    { city: 'bonn', from: null, until: null },
    { city: 'koeln', from: '2026-11-25', until: null },
    { city: 'leverkusen', from: '2026-01-01', until: '2026-11-24' },
  ],
};
const duty = (date: string, startMinute: number) => ({
  agentId: 'B-001',
  day: date,
  body: {
    startMinute,
    endMinute: startMinute + 300,
    breaks: [],
    activities: [],
    group: 'bonn',
    pattern: 'x',
    cities: ['bonn'],
  },
});

describe('duties that may be moved', () => {
  it('know the cities that the person may take on that very day', () => {
    expect(movableDuties([duty('2026-11-24', 480)], [person], day)[0]?.skills).toEqual([
      'bonn',
      'leverkusen',
    ]);
  });

  it('end at the latest when the contract says, or eleven hours before the next duty', () => {
    const latest = (tomorrow?: number) =>
      movableDuties(
        [duty('2026-11-24', 480), ...(tomorrow === undefined ? [] : [duty('2026-11-25', tomorrow)])],
        [person],
        day,
      )[0]?.latestEndMinute;
    expect(latest()).toBe(1080);
    expect(latest(9 * 60)).toBe(1080);
    expect(latest(4 * 60)).toBe(17 * 60);
  });

  it('ask nothing of a person whom nobody knows any more', () => {
    const [unknown] = movableDuties([duty('2026-11-24', 480)], [], day);
    expect(unknown).toMatchObject({ group: 'bonn', startMinute: 480 });
    expect(unknown).not.toHaveProperty('latestEndMinute');
  });
});
