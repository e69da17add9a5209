import { describe, expect, it } from 'vitest';
import { accessRules, findRule, pathParameters } from '../../../../server/platform/http/access.ts';
import {
  citiesOf,
  reachesAnything,
  reachesCity,
  type Caller,
} from '../../../../server/platform/http/caller.ts';

const person = (role: 'administrator' | 'planner' | 'supervisor' | 'agent', city: string): Caller => ({
  kind: 'person',
  person: { accountId: 'a', grants: [{ role, city }] },
});

describe('the access table', () => {
  it('names every route once', () => {
    const names = accessRules.map(({ method, path }) => `${method} ${path}`);
    expect(names).toEqual([...new Set(names)]);
  });

  it('reads a path by its pattern', () => {
    expect(pathParameters('/api/v1/cities/:city', '/api/v1/cities/bonn')).toEqual({ city: 'bonn' });
    expect(pathParameters('/api/v1/cities/:city', '/api/v1/cities/')).toBeUndefined();
    expect(pathParameters('/api/v1/cities/:city', '/api/v1/cities/bonn/hours')).toBeUndefined();
    expect(pathParameters('/', '/')).toEqual({});
    expect(pathParameters('/wall', '/wall/')).toEqual({});
  });

  it('does not know what nobody listed', () => {
    expect(findRule('GET', '/api/v1/secrets')).toBeUndefined();
    expect(findRule('DELETE', '/api/v1/board')).toBeUndefined();
  });

  it('gives a board to a display and to people of the desk, and to no agent, source or stranger', () => {
    const rule = findRule('GET', '/api/v1/board');
    if (rule === undefined) throw new Error('the board has no rule');
    const may = (caller: Caller): boolean => reachesAnything(citiesOf(caller, rule));
    expect(may({ kind: 'display', displayId: 'd', scope: 'all' })).toBe(true);
    expect(may(person('supervisor', 'bonn'))).toBe(true);
    expect(may(person('agent', '*'))).toBe(false);
    expect(may({ kind: 'monitor' })).toBe(false);
    expect(may({ kind: 'anonymous' })).toBe(false);
  });

  it('keeps a person and a display within their cities', () => {
    const rule = { method: 'GET', path: '/x', allow: ['planner', 'display'] } as const;
    const planner = citiesOf(person('planner', 'bonn'), rule);
    expect([reachesCity(planner, 'bonn'), reachesCity(planner, 'koeln')]).toEqual([true, false]);
    expect(citiesOf(person('planner', '*'), rule)).toBe('all');
    expect(citiesOf(person('supervisor', '*'), rule)).toEqual([]);
    expect(citiesOf({ kind: 'display', displayId: 'd', scope: 'koeln' }, rule)).toEqual(['koeln']);
  });
});
