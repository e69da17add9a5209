import { describe, expect, it } from 'vitest';
import {
  type CityDemand,
  requiredAgents,
  requirement,
  type RequirementInput,
  shrinkageAt,
} from '../../../forecasting/staffing/index.ts';

const target = { serviceLevel: 0.8, answerThresholdSeconds: 20 };

function city(name: string, calls: readonly number[], change: Partial<CityDemand> = {}): CityDemand {
  return { name, calls, averageHandleTimeSeconds: 210, target, ...change };
}

const day: RequirementInput = {
  weekday: 1,
  startMinute: 8 * 60,
  intervalMinutes: 15,
  cities: [city('koeln', [60, 80, 100]), city('bonn', [20, 25, 30]), city('leverkusen', [10, 12, 15])],
  groups: [{ name: 'all', cities: ['koeln', 'bonn', 'leverkusen'] }],
  shrinkage: [],
};

describe('requirement', () => {
  it('adds the calls of a pool before it rounds', () => {
    const pooled = [90, 117, 145].map(
      (calls) =>
        requiredAgents({ calls, intervalSeconds: 900, averageHandleTimeSeconds: 210, target }).agents,
    );
    expect(requirement(day).groups).toEqual([{ name: 'all', net: pooled, gross: pooled }]);
  });

  it('keeps cities that share nobody apart', () => {
    const apart = requirement({ ...day, groups: day.cities.map(({ name }) => ({ name, cities: [name] })) });
    const alone = apart.groups.reduce((sum, group) => sum + (group.net[2] ?? 0), 0);
    expect(alone).toBeGreaterThan(requirement(day).groups[0]?.net[2] ?? Infinity);
  });

  it('splits a pool over its groups by weight, without an agent more', () => {
    const split = requirement({
      ...day,
      groups: [
        { name: 'generalists', cities: ['koeln', 'bonn', 'leverkusen'], weight: 3 },
        { name: 'koeln only', cities: ['koeln'], weight: 1 },
      ],
    });
    const [whole] = requirement(day).groups;
    whole?.net.forEach((agents, i) => {
      const [generalists = 0, specialists = 0] = split.groups.map((group) => group.net[i] ?? 0);
      expect(generalists + specialists).toBe(agents);
      expect(Math.abs(generalists - 3 * specialists)).toBeLessThanOrEqual(3);
    });
  });

  it('joins cities that are connected only through a third', () => {
    const chain = requirement({
      ...day,
      groups: [
        { name: 'west', cities: ['koeln', 'bonn'] },
        { name: 'east', cities: ['bonn', 'leverkusen'] },
      ],
    });
    const [whole] = requirement(day).groups;
    expect((chain.groups[0]?.net[0] ?? 0) + (chain.groups[1]?.net[0] ?? 0)).toBe(whole?.net[0]);
  });

  it('holds the strictest target of a pool for all its cities', () => {
    const strict = requirement({
      ...day,
      cities: day.cities.map((c) =>
        c.name === 'bonn' ? { ...c, target: { serviceLevel: 0.95, answerThresholdSeconds: 10 } } : c,
      ),
    });
    expect(strict.groups[0]?.net[0]).toBeGreaterThan(requirement(day).groups[0]?.net[0] ?? Infinity);
  });

  it('keeps the occupancy cap and the minimum seats of every city and interval', () => {
    const capped = requirement({
      ...day,
      cities: day.cities.map((c) => ({ ...c, target: { ...target, maxOccupancy: 0.6 } })),
    });
    expect((90 * 210) / 900 / (capped.groups[0]?.net[0] ?? 0)).toBeLessThanOrEqual(0.6);
    const seats = requirement({
      ...day,
      cities: [city('koeln', [0, 0]), city('bonn', [0, 0], { minimumSeats: [2, 0] })],
      groups: [
        { name: 'koeln', cities: ['koeln'] },
        { name: 'bonn', cities: ['bonn'] },
      ],
    });
    expect(seats.groups.map((group) => group.net)).toEqual([
      [0, 0],
      [2, 0],
    ]);
  });

  it('gives specialists to a city whose minimum seats the split had left empty', () => {
    const seats = requirement({
      ...day,
      cities: [city('koeln', [60]), city('bonn', [1], { minimumSeats: 2 })],
      groups: [
        { name: 'koeln', cities: ['koeln'], weight: 99 },
        { name: 'both', cities: ['koeln', 'bonn'], weight: 1 },
      ],
    });
    expect(seats.groups[1]?.net[0]).toBeGreaterThanOrEqual(2);
  });

  it('adds the shrinkage of the hour to the gross', () => {
    const shrunk = requirement({
      ...day,
      shrinkage: [
        { cause: 'leave', share: 0.125 },
        { cause: 'meeting', share: 0.375, weekdays: [1], fromMinute: 8 * 60 + 15, toMinute: 8 * 60 + 30 },
      ],
    });
    const net = shrunk.groups[0]?.net ?? [];
    expect(shrunk.shrinkage).toEqual([0.125, 0.5, 0.125]);
    expect(shrunk.groups[0]?.gross[1]).toBe(2 * (net[1] ?? 0));
    expect(shrunk.groups[0]?.gross[0]).toBe(Math.ceil((net[0] ?? 0) / 0.875));
  });

  const refused: Readonly<Record<string, readonly [Partial<RequirementInput>, string]>> = {
    'an empty skill group': [
      { groups: [...day.groups, { name: 'idle', cities: [] }] },
      'skill group idle has no city',
    ],
    'a city nobody serves': [{ groups: [{ name: 'k', cities: ['koeln'] }] }, 'no skill group serves bonn'],
    'an unknown city': [
      { groups: [{ name: 'all', cities: ['koeln', 'bonn', 'leverkusen', 'aachen'] }] },
      'names aachen, which is no city',
    ],
    'days of different length': [
      { cities: [city('koeln', [1]), city('bonn', [1, 2])] },
      'bonn has 2 intervals',
    ],
    'a percentage of shrinkage': [{ shrinkage: [{ cause: 'leave', share: 15 }] }, 'Then write 0.15'],
    'shrinkage that leaves nobody': [
      {
        shrinkage: [
          { cause: 'leave', share: 0.6 },
          { cause: 'sickness', share: 0.4 },
        ],
      },
      'add up to 1, nobody is left',
    ],
  };
  for (const [name, [change, message]] of Object.entries(refused))
    it(`refuses ${name}`, () => {
      expect(() => requirement({ ...day, ...change })).toThrow(message);
    });
});

describe('shrinkageAt', () => {
  it('counts a cause on its weekdays and in its hours alone, the end excluded', () => {
    const causes = [
      { cause: 'training', share: 0.2, weekdays: [2, 4] as const, fromMinute: 600, toMinute: 660 },
    ];
    expect(shrinkageAt(causes, 2, 600)).toBe(0.2);
    expect(shrinkageAt(causes, 2, 660)).toBe(0);
    expect(shrinkageAt(causes, 3, 600)).toBe(0);
  });

  it('adds decimals as decimals', () => {
    expect(
      shrinkageAt(
        [
          { cause: 'a', share: 0.1 },
          { cause: 'b', share: 0.2 },
        ],
        1,
        0,
      ),
    ).toBe(0.3);
  });
});
