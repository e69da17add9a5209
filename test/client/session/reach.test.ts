import { describe, expect, it } from 'vitest';
import { actsForAll, citiesOf } from '../../../client/session/reach.ts';

const CITIES = [{ id: 'koeln' }, { id: 'bonn' }, { id: 'leverkusen' }];

describe('what a person reaches at the desk', () => {
  it('is the cities of their own roles, in the centre’s order', () => {
    const grants = [
      { role: 'planner', city: 'leverkusen' },
      { role: 'supervisor', city: 'koeln' },
      { role: 'agent', city: 'bonn' },
    ] as const;
    const ids = citiesOf([...grants], ['planner', 'supervisor'], CITIES).map(({ id }) => id);
    expect(ids).toEqual(['koeln', 'leverkusen']);
    expect(actsForAll([...grants], ['planner'])).toBe(false);
  });

  it('is all of them for who has a role everywhere, and only for that role', () => {
    const grants = [
      { role: 'supervisor', city: '*' },
      { role: 'planner', city: 'bonn' },
    ] as const;
    expect(citiesOf([...grants], ['supervisor'], CITIES)).toEqual(CITIES);
    expect(citiesOf([...grants], ['planner'], CITIES)).toEqual([{ id: 'bonn' }]);
    expect(actsForAll([...grants], ['planner', 'administrator'])).toBe(false);
    expect(actsForAll([...grants], ['planner', 'supervisor'])).toBe(true);
  });
});
